"""What people fill in for organisations and networks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Mode, SpaceKind
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.reach import layers_of
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor, Kind
from allmende.people.organisations.models import Fact, FactKind, Organisation


class ProfileForm(forms.Form):
    """Fields of work and links, one in each line."""

    fields_of_work = TextInput(
        label=_("Fields of work"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One in each line: timber construction, bees, bookkeeping."),
    )  # fmt: skip
    links = TextInput(
        label=_("Links"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where else you are found, one whole address in each line."),
    )  # fmt: skip

    @staticmethod
    def initial_of(body: Organisation) -> dict[str, str]:
        """What the form shows of an organisation."""
        return {"fields_of_work": "\n".join(body.fields_of_work), "links": "\n".join(body.links)}

    def values(self) -> dict[str, list[str]]:
        """What the command takes."""
        return {name: text.split("\n") for name, text in self.cleaned_data.items()}


SEEN = {
    Layer.TEAM: _("inside: your own members"),
    Layer.COMMUNITY: _("the community"),
    Layer.NETWORK: _("with partners: your networks too"),
    Layer.PUBLIC: _("everyone"),
}

HINTS = {
    FactKind.LEGAL_NAME: _("As it stands in the register or the statutes."),
    FactKind.FORM: _("Such as cooperative, association, GmbH, self-employed."),
    FactKind.REGISTER: _("Such as GnR 123, Amtsgericht Hannover."),
    FactKind.VAT_ID: _("Only its form is checked."),
    FactKind.ADDRESS: _("Where letters reach you."),
}


class FactsForm(forms.Form):
    """Legal data, each piece with the layer that it is seen on."""

    def __init__(self, *args: Any, body: Organisation, **kwargs: Any) -> None:
        facts = {fact.kind: fact for fact in body.facts.select_related("audience")}
        open_layers = [
            layer for layer in layers_of(body.space)[1:] if strictest_mode(body.space, Layer.TEAM, layer) != Mode.CLOSED
        ]
        choices = [(int(layer), SEEN[layer]) for layer in open_layers]
        super().__init__(*args, **kwargs)
        for kind in FactKind:
            self._add(kind, facts.get(kind), choices)

    def _add(self, kind: FactKind, fact: Fact | None, choices: list[tuple[int, Any]]) -> None:
        widget = forms.Textarea(attrs={"rows": 3}) if kind == FactKind.ADDRESS else forms.TextInput()
        sort = TextInput if kind == FactKind.ADDRESS else LineInput
        self.fields[kind.value] = sort(
            label=kind.label, required=False, max_length=300, widget=widget, help_text=HINTS[kind],
            initial=fact.value if fact else "",
        )  # fmt: skip
        self.fields[f"{kind}-layer"] = forms.TypedChoiceField(
            label=_("Seen by"), choices=choices, coerce=int, initial=fact.audience.layer if fact else int(Layer.TEAM)
        )

    def pairs(self) -> list[tuple[Any, Any]]:
        """Each piece beside who sees it."""
        return [(self[kind.value], self[f"{kind}-layer"]) for kind in FactKind]

    def values(self) -> dict[FactKind, tuple[str, Layer]]:
        """What the command takes."""
        data = self.cleaned_data
        return {kind: (data[kind.value], Layer(data[f"{kind}-layer"])) for kind in FactKind}


class WordsForm(forms.Form):
    """A sentence that goes with a request."""

    words = LineInput(label=_("A sentence about you"), required=False, max_length=280)


class InviteForm(forms.Form):
    """Whom to invite, and a sentence that goes with it."""

    who = LineInput(label=_("Whom"), max_length=120)
    words = LineInput(label=_("A sentence that goes with it"), required=False, max_length=280)

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sort = Kind.ORGANISATION if purpose == SpaceKind.NETWORK else Kind.PERSON
        self.fields["who"].help_text = (
            _("The name of an organisation of this community.")
            if purpose == SpaceKind.NETWORK
            else _("The name, or the handle that stands behind the @.")
        )

    def found(self) -> Actor:
        """The one who is meant; Refused (422) when it is nobody, or several."""
        said = self.cleaned_data["who"].removeprefix("@")
        known = Actor.objects.filter(erased=None, kind=self.sort)
        found = list(known.filter(handle=said.lower())[:1]) or list(known.filter(name__iexact=said)[:2])
        if len(found) == 1:
            return found[0]
        sentence = _("There are several of that name. Write the handle.") if found else _("Nobody here has that name.")
        raise Refused(sentence, 422, errors={"who": sentence})


class EarlyForm(forms.Form):
    """Why a step is opened before its time."""

    reason = LineInput(
        label=_("Why now"), max_length=400, help_text=_("It is kept, and the organisation reads it."),
    )  # fmt: skip
