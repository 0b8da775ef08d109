"""What people fill in about spaces."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.files.forms import PictureField
from allmende.commons.participation.models import Degree
from allmende.commons.spaces.features import locks
from allmende.commons.spaces.models import Lock, Mode, Role, Space, SpaceKind
from allmende.commons.spaces.rules import may_open_space, roles_of
from allmende.foundation.doors import rooms
from allmende.foundation.text.fields import LineInput, TextInput
from allmende.foundation.ui.layers import layer_of
from allmende.identity.actors.forms import PersonField
from allmende.identity.actors.models import Reader
from allmende.surfaces.web.spaces.queries import GateRow

SUMMARY_HINT = _("What the space is for, as you would tell it over the fence.")


KINDS = {
    SpaceKind.GROUP: _("An interest group: every member may join in one step"),
    SpaceKind.TEAM: _("A team: its hosts say who belongs to it"),
    SpaceKind.PROJECT: _("A project: work with a beginning and an end, for the people it takes"),
    SpaceKind.HUB: _("A hub: a place with an address, opening hours and desks to book"),
    SpaceKind.ORGANISATION: _("An organisation: it starts inside, speaks with its own name, and opens step by step"),
    SpaceKind.NETWORK: _("A network: organisations that exchange among themselves and publish together"),
}
"""The kinds of space that can be opened, and what each is for."""


class NewSpaceForm(forms.Form):
    """A space to be opened: what it is, where, and for what."""

    name = LineInput(label=_("Name"), max_length=80)
    purpose = forms.ChoiceField(
        label=_("What is it?"), widget=forms.RadioSelect,
        choices=[(kind.value, sentence) for kind, sentence in KINDS.items()],
    )  # fmt: skip
    parent = forms.ChoiceField(label=_("Inside"))
    summary = LineInput(
        label=_("In one sentence"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SUMMARY_HINT,
    )  # fmt: skip

    def __init__(self, *args: Any, reader: Reader, root: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = Space.objects.visible_to(reader).filter(root=root.id, archived=None).order_by("title")
        mine = [space for space in inside if space.id in roles_of(reader)]
        self.spaces = {space.slug: space for space in [root, *mine]}
        self.fields["parent"].choices = [(slug, space.title) for slug, space in self.spaces.items()]  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            (kind.value, sentence)
            for kind, sentence in KINDS.items()
            if any(may_open_space(reader, space, kind) for space in self.spaces.values())
        ]

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        data = self.cleaned_data
        return {"name": data["name"], "purpose": SpaceKind(data["purpose"]), "summary": data["summary"]}

    def around(self) -> Space:
        """The space around the new one."""
        return self.spaces[self.cleaned_data["parent"]]


class SpaceForm(forms.Form):
    """Name, words, language, time zone and address of a space."""

    name = LineInput(label=_("Name"), max_length=80)
    summary = LineInput(
        label=_("In one sentence"), max_length=280, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=SUMMARY_HINT,
    )  # fmt: skip
    about = TextInput(label=_("About this space"), max_length=20_000, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("In which most is written here.")
    )
    zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines are meant in it."),
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones()) if "/" in zone],
    )  # fmt: skip
    currency = LineInput(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, such as EUR or CHF: new calls and plans count in it."),
    )  # fmt: skip
    degree = forms.ChoiceField(
        label=_("Degree of participation"), required=False, choices=[("", _("not declared")), *Degree.choices],
        help_text=_("How much say people have in this project. The sign stands wherever the project shows."),
    )  # fmt: skip
    slug = LineInput(
        label=_("Address"), max_length=60, help_text=_("The last part of the address. The old one goes on leading here."),
    )  # fmt: skip
    host = LineInput(
        label=_("Host name"), max_length=253, required=False,
        help_text=_("Under which the community stands on its own, such as talk.example.org. It must lead to this machine."),
    )  # fmt: skip

    rooms = forms.MultipleChoiceField(
        label=_("Rooms"), widget=forms.CheckboxSelectMultiple,
        help_text=_("What the community uses. A room that is put away keeps what is in it, and can be taken out again."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Space, **kwargs: Any) -> None:
        held = locks()
        known = [(room.key, room.name) for room in rooms() if held.get((place.purpose, room.key)) != Lock.OFF]
        self.before = {
            "rooms": [key for key, _name in known if not place.rooms or key in place.rooms],
            "name": place.title, "summary": place.summary, "about": place.about, "language": place.language,
            "zone": place.zone, "currency": place.currency, "degree": place.degree, "slug": place.slug, "host": place.host or "",
        }  # fmt: skip
        super().__init__(*args, initial=self.before, **kwargs)
        if place.purpose != SpaceKind.PROJECT:
            del self.fields["degree"]
        if place.root_id:
            del self.fields["host"], self.fields["rooms"]
        else:
            self.fields["rooms"].choices = known  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What is otherwise than before."""
        kept = {"currency"} if not self.cleaned_data["currency"] else set()
        return {
            name: value for name, value in self.cleaned_data.items() if value != self.before[name] and name not in kept
        }


class DesignForm(forms.Form):
    """Logo and colour of a space."""

    colour = LineInput(
        label=_("Colour"), max_length=7, required=False,
        help_text=_("Buttons and links take it. Written as # and six digits; empty for the house's own green."),
    )  # fmt: skip
    logo = PictureField(label=_("Logo"), required=False)
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)


class GatesForm(forms.Form):
    """How a space treats each step outward."""

    def __init__(self, *args: Any, rows: list[GateRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {f"to-{int(row.layer)}": row.mode.value for row in rows}
        for row in rows:
            self.fields[f"to-{int(row.layer)}"] = forms.ChoiceField(
                label=_("Seen by: %(who)s") % {"who": layer_of(int(row.layer)).who}, initial=row.mode.value, widget=forms.RadioSelect, choices=MODES,
            )  # fmt: skip

    def changes(self) -> list[tuple[Layer, Mode]]:
        """The gates that are to be otherwise."""
        return [
            (Layer(int(name.removeprefix("to-"))), Mode(mode))
            for name, mode in self.cleaned_data.items()
            if mode != self.before[name]
        ]


MODES = [
    (Mode.FREE.value, _("Free: whoever made it takes it there at once")),
    (Mode.REVIEWED.value, _("Reviewed: it waits until a curator has looked at it")),
    (Mode.CLOSED.value, _("Closed: nothing goes there from here")),
]


ROLES = [(role.value, role.label) for role in Role if role != Role.NEWCOMER]
"""What a member can be made; a newcomer is whoever has a first commitment to keep (people/welcome)."""


class TakeInForm(forms.Form):
    """Someone to take into a space."""

    person = PersonField(label=_("Name"))
    role = forms.ChoiceField(label=_("As"), choices=ROLES, initial=Role.MEMBER)
