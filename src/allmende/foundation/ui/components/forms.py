"""Forms: fields with label, hint and error wired together, summaries, switches, the layer picker, files, rich text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms as django_forms
from django import template
from django.forms import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from allmende.foundation.ui.components.marks import REACH
from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg
from allmende.foundation.ui.layers import layer_of

register = template.Library()

TOOLS = (
    ("bold", "**", "Bold"), ("italic", "_", "Italic"), ("h-2", "## ", "Heading"), ("link", "[]()", "Link"),
    ("list", "- ", "List"), ("list-numbers", "1. ", "Numbered list"), ("quote", "> ", "Quote"),
)  # fmt: skip


@register.simple_tag
def field(
    bound: BoundField,
    *,
    label: Text = "",
    hint: Text = "",
    width: str = "",
    affix: Text = "",
    rich: bool = False,
    switch: bool = False,
    picks: bool = False,
    placeholder: Text = "",
    autocomplete: str = "",
    inputmode: str = "",
    autofocus: bool = False,
    hide_optional: bool = False,
    hide_hint: bool = False,
) -> SafeString:
    """A form's field: label above, hint before the control, error after it, all tied together by ARIA.

    Choices by radio or checkbox become a fieldset (`picks`: large tiles); a single checkbox a check line or a `switch`;
    a Textarea with `rich` gets the Markdown tools. `affix` is the unit after a number ("€"), `width="short"` for dates.
    """
    if bound.is_hidden:
        return safe(str(bound))
    name = label or bound.label or bound.name
    said = "" if hide_hint else hint or bound.help_text or ""
    described = described_by(bound, bool(said))
    extra = {
        "aria-describedby": described, "placeholder": placeholder, "autocomplete": autocomplete, "inputmode": inputmode,
        "autofocus": autofocus or None,
    }  # fmt: skip
    control_attrs: dict[str, Any] = {key: value for key, value in extra.items() if value}
    if not placeholder and bound.field.widget.attrs.get("placeholder"):
        control_attrs["placeholder"] = False  # a placeholder is never the label
    widget = bound.field.widget
    if isinstance(widget, django_forms.RadioSelect | django_forms.CheckboxSelectMultiple):
        return _choices(bound, name, said, control_attrs, picks=picks)
    if isinstance(widget, django_forms.CheckboxInput):
        return _check(bound, name, said, control_attrs, switch=switch)
    control = _dressed(bound.as_widget(attrs=control_attrs), widget, rich, affix)
    optional = (
        "" if bound.field.required or hide_optional else f' <span class="opt">({text(gettext("optional"))})</span>'
    )
    return safe(
        f'<div class="field"{attrs(data_width=width)}><label{attrs(for_=bound.id_for_label)}>{text(name)}{optional}</label>'
        f"{hint_of(bound, said)}{control}{error_of(bound)}</div>"
    )


def _dressed(control: SafeString, widget: django_forms.Widget, rich: bool, affix: Text) -> SafeString:
    """A control with its tools, its unit, or the place where files are dropped."""
    if rich:
        return rich_area(control)
    if affix:
        return safe(f'<div class="input-affix">{control}<span>{text(affix)}</span></div>')
    if isinstance(widget, django_forms.FileInput):
        accept = str(widget.attrs.get("accept", ""))
        return drop_zone(control, images="image" in accept and "video" not in accept)
    return control


def described_by(bound: BoundField, hinted: bool) -> str:
    """Return the ids of what describes a field: its hint, its error."""
    parts = [f"{bound.auto_id}_hint"] if hinted else []
    return " ".join(parts + ([f"{bound.auto_id}_error"] if bound.errors else []))


def hint_of(bound: BoundField, said: Text) -> str:
    """Return a field's hint as HTML."""
    return f'<div class="hint" id="{bound.auto_id}_hint">{text(said)}</div>' if said else ""


def error_of(bound: BoundField) -> str:
    """Return what is wrong with a field as HTML."""
    if not bound.errors:
        return ""
    said = "<br>".join(text(error) for error in bound.errors)
    return f'<span class="err" id="{bound.auto_id}_error">{icon_svg("alert-triangle")}<span>{said}</span></span>'


def _choices(bound: BoundField, name: Text, said: Text, control: Mapping[str, Any], *, picks: bool) -> SafeString:
    options = []
    for option in bound.subwidgets:
        described = attrs(aria_describedby=control.get("aria-describedby"))
        tag = option.tag().replace("<input", f"<input{described}", 1)
        options.append(f"<label{attrs(for_=option.id_for_label)}>{tag}<span>{text(option.choice_label)}</span></label>")
    return safe(
        f'<fieldset class="field"{attrs(id=bound.auto_id)}><legend>{text(name)}</legend>{hint_of(bound, said)}'
        f'<div class="{"picks" if picks else "checks"}">{join(options)}</div>{error_of(bound)}</fieldset>'
    )


def _check(bound: BoundField, name: Text, said: Text, control: dict[str, Any], *, switch: bool) -> SafeString:
    if switch:
        control["role"] = "switch"
    small = f'<small id="{bound.auto_id}_hint">{text(said)}</small>' if said else ""
    box = bound.as_widget(attrs=control)
    if switch:
        inner = f'<label class="switch">{box}<span>{text(name)}{small}</span></label>'
    else:
        inner = f'<label class="check">{box}<span>{text(name)}</span>{small}</label>'
    return safe(f'<div class="field">{inner}{error_of(bound)}</div>')


@register.simple_tag
def error_summary(form: django_forms.BaseForm, *, title: Text = "", focus: bool = True) -> SafeString:
    """All errors of a submitted form with links to their fields, in the words that stand there, and what is missing by name; empty when there are none."""
    if not form.errors:
        return safe("")
    lines = [f"<li>{text(error)}</li>" for error in form.non_field_errors()]
    for bound in form:
        href = f"#{bound.id_for_label or bound.auto_id}"
        lines += [f'<li><a href="{href}">{text(_said(bound, fault))}</a></li>' for fault in bound.errors.as_data()]
    head = title or ngettext("One entry needs another look", "%(count)d entries need another look", len(lines)) % {
        "count": len(lines)
    }
    return safe(
        f'<div class="errsum" role="alert" tabindex="-1"{attrs(data_focus=focus)}><h2>{text(head)}</h2><ul>{join(lines)}</ul></div>'
    )


def _said(bound: BoundField, fault: django_forms.ValidationError) -> str:
    """Return an error as the summary says it: what is missing has the same words everywhere, so there it is named."""
    words = " ".join(fault.messages)
    return f"{bound.label}: {words}" if fault.code == "required" else words


@register.simple_block_tag(end_name="endfieldset")
def fieldset(content: str, *, legend: Text, hint: Text = "") -> SafeString:
    """Fields that belong together under a heading of their own."""
    said = f'<p class="hint muted xs">{text(hint)}</p>' if hint else ""
    return safe(f'<fieldset class="fieldset"><legend>{text(legend)}</legend>{said}{content}</fieldset>')


@register.simple_tag
def switch(
    label: Text,
    *,
    name: str,
    checked: bool = False,
    value: str = "on",
    hint: Text = "",
    disabled: bool = False,
    post: str = "",
) -> SafeString:
    """A switch by hand; with `post` it acts at once and says so, otherwise the form saves it."""
    acts = attrs(hx_post=post, hx_trigger="change", hx_swap="none") if post else ""
    small = f"<small>{text(hint)}</small>" if hint else ""
    return safe(
        f'<label class="switch"><input type="checkbox" role="switch"{attrs(name=name, value=value, checked=checked, disabled=disabled)}{acts}>'
        f"<span>{text(label)}{small}</span></label>"
    )


@register.simple_tag
def segmented(options: Sequence[tuple[str, Text]], *, name: str, value: str, label: Text) -> SafeString:
    """Two to five exclusive choices side by side: (value, label) pairs as radios."""
    radios = (
        f'<label><input type="radio"{attrs(name=name, value=key, checked=key == value)}{"" if key else " value"}>{text(word)}</label>'
        for key, word in options
    )
    return safe(f'<fieldset class="segment"><legend class="sr">{text(label)}</legend>{join(radios)}</fieldset>')


@register.simple_tag
def layer_picker(
    *, choices: Sequence[Mapping[str, Any]], value: int, name: str = "layer", legend: Text = ""
) -> SafeString:
    """Who may see this: radios with what each step means here. Choices are dicts: level, and optionally who (a sentence
    with a number), refusal (why it can't be chosen)."""
    lines = []
    for choice in choices:
        step = layer_of(choice["level"])
        refusal = choice.get("refusal") or ""
        lines.append(
            f'<label data-layer="{step.key}"><input type="radio"'
            f"{attrs(name=name, value=step.level, checked=step.level == value, disabled=bool(refusal))}>"
            f"{icon_svg(step.icon)}<b>{text(step.label)}</b>{REACH[step.level]}<small>{text(refusal or choice.get('who') or step.who)}</small></label>"
        )
    return safe(
        f'<fieldset class="layerpick"><legend>{text(legend or gettext("Who may see this?"))}</legend>{join(lines)}</fieldset>'
    )


@register.simple_tag
def saved_state(*, at: Text = "", id: str = "saved") -> SafeString:
    """Where the autosave says "Draft saved at 10:42"; stands inside a `<form data-autosave="URL">`."""
    said = gettext("Draft saved at %(time)s") % {"time": at} if at else gettext("Drafts are saved by themselves")
    words = attrs(
        data_saved=gettext("Draft saved at %(time)s"), data_saving=gettext("Saving …"),
        data_offline=gettext("No connection. Your text is kept on this device"),
        data_conflict=gettext("Saved elsewhere in the meantime. Compare both versions below"),
        data_failed=gettext("Not saved. Your text is kept on this device"), data_restored=gettext("Restored from this device"),
        data_mine=gettext("Your version"), data_theirs=gettext("The saved version"), data_keep_mine=gettext("Keep yours"),
        data_keep_theirs=gettext("Take the saved one"), data_state="saved" if at else "",
    )  # fmt: skip
    return safe(
        f'<span class="saved needs-js" role="status"{attrs(id=id)}{words}>{icon_svg("device-floppy")}<span>{text(said)}</span></span>'
    )


def rich_area(control: str) -> SafeString:
    """A textarea's HTML below a place for the Markdown tools, which `markdown.js` makes of their icon, mark and word."""
    words = {"Bold": gettext("Bold"), "Italic": gettext("Italic"), "Heading": gettext("Heading"), "Link": gettext("Link"),
             "List": gettext("List"), "Numbered list": gettext("Numbered list"), "Quote": gettext("Quote")}  # fmt: skip
    tools = attrs(data_tools="|".join(f"{name},{mark},{words[word]}" for name, mark, word in TOOLS))
    bar = f'<div class="tools needs-js" role="toolbar"{attrs(aria_label=gettext("Formatting"))}{tools}></div>'
    return safe(f'<div class="richtext" data-richtext>{bar}{control}</div>')


def drop_zone(control: str, *, images: bool = True) -> SafeString:
    """A file input's HTML inside an area that takes dropped files and previews pictures with their alt text."""
    said = gettext("Drop pictures here, or choose them") if images else gettext("Drop files here, or choose them")
    alt = attrs(data_alt_label=gettext("What is in the picture? (for those who can't see it)"), data_drop=True)
    return safe(
        f'<div class="drop"{alt}>{icon_svg("photo-plus" if images else "upload")}<span class="sm needs-js">{text(said)}</span>{control}<div class="previews"></div></div>'
    )


@register.simple_tag
def rich_text(
    *,
    name: str,
    label: Text,
    value: str = "",
    hint: Text = "",
    rows: int = 6,
    id: str = "",
    required: bool = False,
    error: Text = "",
    focus: bool = False,
) -> SafeString:
    """A Markdown textarea by hand, for comments; in forms use `field` with `rich`. `focus` takes the focus once it is there."""
    ident = id or f"id_{name}"
    wrong = (
        f'<span class="err" id="{escape(ident)}_error">{icon_svg("alert-triangle")}<span>{text(error)}</span></span>'
        if error
        else ""
    )
    described = " ".join(f"{ident}_{part}" for part, there in (("hint", hint), ("error", error)) if there)
    said = f'<span class="hint" id="{escape(ident)}_hint">{text(hint)}</span>' if hint else ""
    area = f"<textarea{attrs(name=name, id=ident, rows=rows, required=required, aria_describedby=described, aria_invalid='true' if error else '', data_focus=focus)}>{escape(value)}</textarea>"
    return safe(
        f'<div class="field"><label{attrs(for_=ident)}>{text(label)}</label>{said}{rich_area(area)}{wrong}</div>'
    )
