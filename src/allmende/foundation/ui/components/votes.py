"""Voting: the purse of a budget ballot, its choices and steppers, scores and stances; all plain form controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from allmende.foundation.ui.components.marks import money_text
from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()


@register.simple_block_tag(end_name="endballot")
def ballot(
    content: str,
    *,
    budget: int,
    spent: int = 0,
    currency: str = "EUR",
    label: Text = "",
    unit: str = "money",
    limit: int = 0,
) -> SafeString:
    """The frame of a budget ballot, inside a form: what is left stays in sight while the `ballot_item`s are chosen.

    `budget` and `spent` are minor units; with `unit="items"` they count choices (approval with a maximum). Without
    script the server checks; with it nothing can be overspent.
    """
    left = budget - spent
    language = get_language() or "en"
    shown = money_text(left, currency, language) if unit == "money" else str(left)
    whole = money_text(budget, currency, language) if unit == "money" else str(budget)
    said = label or (gettext("Left to give") if unit == "money" else gettext("Choices left"))
    purse = (
        f'<div class="purse"{attrs(data_over=left < 0)}><div class="row spread"><span class="sm">{text(said)} '
        f'<span class="muted nowrap">{text(gettext("of %(whole)s") % {"whole": whole})}</span></span><output aria-live="polite">{text(shown)}</output></div>'
        f'<progress class="progress" data-tone="sun" data-size="l" max="{budget or 1}" value="{min(spent, budget)}"{attrs(aria_label=gettext("Given so far"))}></progress></div>'
    )
    over = gettext("This is more than what is left")
    return safe(
        f'<div class="ballot"{attrs(data_ballot=unit, data_budget=str(budget), data_currency=currency, data_limit=limit or "", data_over_text=over)}>{purse}{content}</div>'
    )


@register.simple_tag
def ballot_check(
    *, name: str, value: str, cost: int = 1, checked: bool = False, label: Text, add: Text = "", chosen: Text = ""
) -> SafeString:
    """Yes or no to one contribution of a ballot, as a checkbox; `label` names it for those who can't see the card."""
    return safe(
        f'<label class="ballot-check"><input type="checkbox"{attrs(name=name, value=value, checked=checked, data_cost=str(cost), aria_label=label)}>'
        f'<span class="no" aria-hidden="true">{icon_svg("plus")}{text(add or gettext("Choose"))}</span>'
        f'<span class="yes" aria-hidden="true">{icon_svg("check")}{text(chosen or gettext("Chosen"))}</span></label>'
    )


@register.simple_tag
def stepper(
    *, name: str, value: int = 0, maximum: int | None = None, minimum: int = 0, cost: int = 1, label: Text
) -> SafeString:
    """How many, as a number input with buttons beside it; `cost` is what one takes from the purse."""
    fewer = f'<button type="button" class="needs-js" data-step="-1"{attrs(aria_label=gettext("Fewer: %(label)s") % {"label": label})}>{icon_svg("minus")}</button>'
    plus = f'<button type="button" class="needs-js" data-step="1"{attrs(aria_label=gettext("More: %(label)s") % {"label": label})}>{icon_svg("plus")}</button>'
    box = f'<input type="number" inputmode="numeric" min="{minimum}" value="{value}"{attrs(name=name, max=maximum, data_cost=str(cost), aria_label=label)}>'
    return safe(f'<span class="stepper" data-stepper>{fewer}{box}{plus}</span>')


@register.simple_tag
def score(
    *, name: str, legend: Text, note: Text = "", value: object = 0, maximum: int = 5, low: Text = "", high: Text = "",
    abstain: Text = "", error: Text = "",
) -> SafeString:  # fmt: skip
    """Points from 1 to `maximum` for one criterion, as radios; `low` and `high` say what the ends mean.

    `abstain` are the words of one more choice, whose value is "abstain".
    """
    radios = "".join(
        f'<label><input type="radio" value="{k}"{attrs(name=name, checked=str(k) == str(value))}><span>{k}<span class="sr"> {text(gettext("of %(whole)s") % {"whole": maximum})}</span></span></label>'
        for k in range(1, maximum + 1)
    )
    aside = f"<span>{text(note)}</span>" if note else ""
    ends = f'<div class="ends"><span>{text(low)}</span><span>{text(high)}</span></div>' if low or high else ""
    out = ""
    if abstain:
        out = f'<label class="check abstain"><input type="radio" value="abstain"{attrs(name=name, checked=value == "abstain")}><span>{text(abstain)}</span></label>'
    fault = f'<p class="err" role="alert">{text(error)}</p>' if error else ""
    return safe(
        f'<fieldset class="score"><legend>{text(legend)}{aside}</legend><div class="scale">{radios}</div>{ends}{out}{fault}</fieldset>'
    )


@register.simple_tag
def stance(options: Sequence[Mapping[str, Any]], *, name: str, legend: Text, value: str = "") -> SafeString:
    """For, abstain, concern, veto: dicts with value, label, icon, and optionally note and count, as large radios."""
    lines = (
        f'<label><input type="radio"{attrs(name=name, value=o["value"], checked=o["value"] == value)}>{icon_svg(o["icon"])}'
        f"<span>{text(o['label'])}{f' <small>– {text(o["note"])}</small>' if o.get('note') else ''}</span>"
        f"{f'<span class=n>{text(o["count"])}</span>' if o.get('count') is not None else ''}</label>"
        for o in options
    )
    return safe(f'<fieldset class="stance"><legend>{text(legend)}</legend>{join(lines)}</fieldset>')
