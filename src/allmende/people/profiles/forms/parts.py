"""The parts of the page on which one edits a profile: each is a form, and beside each field stands who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from babel import Locale
from django import forms
from django.db.models import Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.rules import widest_layer
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.queries import named
from allmende.foundation.money import Money, parse_money
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor, Reader
from allmende.people.profiles.commands import Said, free_time, hub, line, link, paragraphs, rate, skill, spoken, wish
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.editing import Held

LEVELS = [
    (1, _("A1, first words")), (2, _("A2, simple things")), (3, _("B1, everyday life")), (4, _("B2, at ease")),
    (5, _("C1, well")), (6, _("C2, very well")), (7, _("first language")),
]  # fmt: skip
LAYERS = [
    (Layer.PRIVATE, _("Only me")), (Layer.TEAM, _("My circle")), (Layer.COMMUNITY, _("Community")),
    (Layer.NETWORK, _("Partner network")), (Layer.PUBLIC, _("Everyone")),
]  # fmt: skip
CURRENCIES = [("EUR", "EUR"), ("CHF", "CHF"), ("GBP", "GBP"), ("USD", "USD")]
WISHES = [
    _("Mentoring"), _("Feedback"), _("An hour of advice"), _("A place to work"), _("Tools to lend"), _("Proofreading"),
    _("A first job"), _("A talk"), _("Company"),
]  # fmt: skip
"""What is suggested for offers and wishes."""


class LayerField(forms.TypedChoiceField):
    """Who may see a field, as one control: the rungs that its person may use."""

    def __init__(self, actor: Actor, key: str) -> None:
        widest = widest_layer(actor)
        super().__init__(
            label=_("Who may see this?"), choices=[(int(layer), word) for layer, word in LAYERS if layer <= widest],
            coerce=lambda value: Layer(int(value)),
        )  # fmt: skip
        self.widget.attrs["data-layers"] = key


class PartForm(forms.Form):
    """Some details that are said once, each with its layer in a field `<key>_layer`."""

    part = ""
    keys: tuple[Key, ...] = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, reader: Reader, whose: Actor, root: Space, held: Held
    ) -> None:
        initial = self.initial_of(whose, held) | {f"{key}_layer": held.layers[key] for key in self.keys}
        super().__init__(data, initial=initial, auto_id=f"{self.part}-%s")
        self.reader, self.whose, self.root = reader, whose, root
        for key in self.keys:
            self.fields[f"{key}_layer"] = LayerField(whose, key)
        self.ready()

    def ready(self) -> None:
        """Fill what a part offers to choose from."""

    def initial_of(self, whose: Actor, held: Held) -> dict[str, Any]:
        """What the form shows."""
        return {}

    def said(self) -> dict[Key, list[Said]]:
        """What is to stand under each key. Raises Refused for what can't be said."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Judge what was said with the sentences of those who keep it."""
        if not self.errors:
            try:
                self.cleaned_data["said"] = self.said()
            except Refused as refusal:
                show_refusal(self, refusal)
        return self.cleaned_data


def show_refusal(form: forms.Form, refusal: Refused) -> None:
    """Let a refusal stand by the field that it names, or above the form."""
    for name, sentence in (refusal.errors or {"": refusal.reason}).items():
        form.add_error(name if name in form.fields else None, str(sentence))


class AboutForm(PartForm):
    """What one is called, and who one is."""

    part, keys = "about", (Key.PRONOUNS, Key.SHORT, Key.TEXT)
    name = LineInput(
        label=_("Name"), max_length=120, help_text=_("As you want it. Whoever sees anything of you sees your name.")
    )
    pronouns = LineInput(label=_("Pronouns"), max_length=40, required=False)
    short = LineInput(
        label=_("In a sentence"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = TextInput(label=_("About me"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8}))

    def initial_of(self, whose: Actor, held: Held) -> dict[str, Any]:
        """What the form shows."""
        said = {key: held.one(key) for key in self.keys}
        return {"name": whose.name} | {key: detail.text for key, detail in said.items() if detail}

    def said(self) -> dict[Key, list[Said]]:
        """Pronouns, sentence, text."""
        data = self.cleaned_data
        return {
            Key.PRONOUNS: line(Key.PRONOUNS, data["pronouns"], 40), Key.SHORT: line(Key.SHORT, data["short"], 280),
            Key.TEXT: paragraphs(Key.TEXT, data["text"]),
        }  # fmt: skip


class WorkForm(PartForm):
    """The time one has, what an hour costs, where one works."""

    part, keys = "work", (Key.AVAILABILITY, Key.RATE, Key.HUB)
    availability = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=80, required=False)
    since = forms.DateField(
        label=pgettext_lazy("a day on which it begins", "From"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    rate = LineInput(label=_("An hour costs"), max_length=20, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CURRENCIES, required=False)
    hub = forms.ChoiceField(label=_("My hub"), required=False)

    def ready(self) -> None:
        """The open hubs that the reader sees, and the one that stands there already, whatever became of it."""
        self.stands = str(self.initial["hub"])
        seen = Space.objects.visible_to(self.reader).filter(root=self.root, purpose=SpaceKind.HUB)
        offered = seen.filter(Q(archived=None) | Q(id=self.stands or None)).order_by("title")
        rows = offered.values_list("id", "title", "archived")[:200]
        hubs = [(str(id_), named(title, archived)) for id_, title, archived in rows]
        self.fields["hub"].choices = [("", _("none")), *hubs]  # type: ignore[attr-defined]

    def initial_of(self, whose: Actor, held: Held) -> dict[str, Any]:
        """What the form shows."""
        time, price, place = (held.one(key) for key in self.keys)
        return {
            "availability": time.amount if time else None, "since": time.since if time else None,
            "rate": written(Money(price.amount or 0, price.word)) if price else "",
            "currency": price.word if price else "EUR", "hub": place.word if place else "",
        }  # fmt: skip

    def said(self) -> dict[Key, list[Said]]:
        """Hours, rate, hub."""
        data = self.cleaned_data
        return {
            Key.AVAILABILITY: free_time(data["availability"], data["since"]),
            Key.RATE: rate(amount_in(data["rate"], data["currency"] or "EUR", "rate")),
            Key.HUB: [Said(word=self.stands)]
            if data["hub"] == self.stands != ""
            else hub(self.reader, UUID(data["hub"]) if data["hub"] else None),
        }


def written(amount: Money) -> str:
    """Write an amount as a number in a field, with the language's decimal mark."""
    return f"{amount.decimal:f}".removesuffix(".00").replace(".", "," if get_language() in {"de", "it"} else ".")


def amount_in(text: str, currency: str, field: str) -> Money | None:
    """Read an amount as people write it; None for nothing. Raises Refused (422)."""
    try:
        return parse_money(text, currency, get_language() or "en") if text else None
    except ValueError as error:
        sentence = _("Enter the amount as a number, such as 45.")
        raise Refused(sentence, 422, errors={field: sentence}) from error


class ListForm(forms.Form):
    """One more of what may be said several times, and who may see them all."""

    def __init__(self, key: Key, data: Mapping[str, Any] | None = None, *, whose: Actor, layer: int) -> None:
        super().__init__(data, initial={"layer": layer}, auto_id=f"{key}-%s")
        self.key = key
        labels = {
            Key.SKILL: _("Add a skill"), Key.LANGUAGE: _("Add a language"), Key.OFFER: _("Add what you offer"),
            Key.SEEK: _("Add what you seek"), Key.LINK: _("Add a link"),
        }  # fmt: skip
        self.fields["text"] = LineInput(label=labels[key], max_length=300, required=False)
        if key == Key.LANGUAGE:
            names = Locale(get_language() or "en").languages
            known = sorted(
                ((code, str(name)) for code, name in names.items() if 2 <= len(code) <= 3),
                key=lambda each: each[1].casefold(),
            )
            self.fields["text"] = forms.ChoiceField(label=labels[key], choices=[("", ""), *known], required=False)
            self.fields["level"] = forms.TypedChoiceField(
                label=_("How well"), choices=LEVELS, coerce=int, required=False, empty_value=4
            )
        if key == Key.LINK:
            self.fields["label"] = LineInput(label=_("Called"), max_length=80, required=False)
        self.fields["layer"] = LayerField(whose, key)

    def added(self, language: str) -> list[Said]:
        """What was added: nothing, or one. Raises Refused for what can't be said."""
        data = self.cleaned_data
        if not data["text"]:
            return []
        makers = {
            Key.SKILL: lambda: skill(data["text"], language), Key.LANGUAGE: lambda: spoken(data["text"], data["level"]),
            Key.LINK: lambda: link(data["text"], data["label"]),
        }  # fmt: skip
        return [makers[self.key]() if self.key in makers else wish(self.key, data["text"])]
