"""Organisations and networks as lists and pages show them: plain values, filtered in the database by what the reader sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Partnership, Space, SpaceKind
from allmende.commons.spaces.queries import is_slug
from allmende.commons.spaces.rules import roles_of
from allmende.foundation.goods import Good, Looking, Shelf
from allmende.foundation.verdicts import Text, Verdict
from allmende.identity.actors.models import Reader
from allmende.people.organisations.models import Fact, FactKind, Opening, Organisation
from allmende.people.organisations.rules import CHECKLISTS, is_open, may_open_early, may_open_layer, practised

PAGE = 24
MOST = 60

FILTERS: dict[str, Text] = {
    "": _("Organisations"),
    "networks": _("Networks"),
    "mine": _("My organisations"),
}
FIELDS = (
    "space_id", "space__slug", "space__title", "space__summary", "space__language", "space__purpose", "space__logo",
    "space__member_count", "space__audience__layer", "fields_of_work", "space__published",
)  # fmt: skip


@dataclass(frozen=True)
class BodyCard:
    """An organisation or a network in a list."""

    id: UUID
    slug: str
    url: str
    name: str
    summary: str
    language: str
    is_network: bool
    logo: str
    members: int
    layer: int
    fields: list[str]
    published: UUID
    is_mine: bool


def find_body(reader: Reader, root: Space, slug: str) -> Organisation | None:
    """Return the organisation or network of an address in a community; None where the reader sees none."""
    rows = _seen(reader, root).select_related("actor", "space__audience", "space__root", "space__author")
    return rows.filter(space__slug=slug).first() if is_slug(slug) else None


def bodies_page(
    reader: Reader, root: Space, which: str = "", after: UUID | None = None, limit: int = PAGE
) -> tuple[list[BodyCard], UUID | None]:
    """Return one page of the organisations (or networks, or one's own) that a reader sees, the newest first; one statement."""
    rows = _seen(reader, root)
    if which == "mine":
        rows = rows.filter(space__in=[space for space in roles_of(reader) if isinstance(space, UUID)])
    else:
        rows = rows.filter(space__purpose=SpaceKind.NETWORK if which == "networks" else SpaceKind.ORGANISATION)
    if after:
        rows = rows.filter(space__published__lt=after)
    found = [_card(reader, row) for row in rows.order_by("-space__published").values(*FIELDS)[: limit + 1]]
    return found[:limit], found[limit - 1].published if len(found) > limit else None


def on_market(reader: Reader, root: Space, looking: Looking) -> Shelf:
    """Return one page of the stalls of organisations, the newest first; one statement. They follow no topic, skill or place."""
    return Shelf(*bodies_page(reader, root, "", looking.after, looking.limit))


def partners_of(reader: Reader, body: Space) -> list[BodyCard]:
    """Return the organisations of a network, or the networks of an organisation, that the reader sees, by name; one statement."""
    return cards_of(reader, joined_with(reader, body))


def joined_with(reader: Reader, body: Space) -> QuerySet[Organisation, Any]:
    """The rows of `partners_of`, to be asked together with others."""
    if body.purpose == SpaceKind.NETWORK:
        partnerships = Partnership.objects.filter(network=body, partner=OuterRef("space_id"))
    else:
        partnerships = Partnership.objects.filter(partner=body, network=OuterRef("space_id"))
    rows = _seen(reader, body.root or body).filter(Exists(partnerships)).order_by("space__title", "space_id")
    return rows.values_list(*FIELDS)[:MOST]


def cards_of(reader: Reader, rows: Iterable[Sequence[Any]]) -> list[BodyCard]:
    """Return the cards of such rows."""
    return [_card(reader, dict(zip(FIELDS, row, strict=True))) for row in rows]


def _seen(reader: Reader, root: Space) -> QuerySet[Organisation]:
    return Organisation.objects.filter(space__audience__within=reach_of(reader), space__root=root.id)


def _card(reader: Reader, row: dict[str, Any]) -> BodyCard:
    return BodyCard(
        row["space_id"], row["space__slug"], reverse("space", args=[row["space__slug"]]), row["space__title"],
        row["space__summary"], row["space__language"], row["space__purpose"] == SpaceKind.NETWORK, portrait_url(row["space__logo"]),
        row["space__member_count"], row["space__audience__layer"], row["fields_of_work"], row["space__published"],
        row["space_id"] in roles_of(reader),
    )  # fmt: skip


@dataclass(frozen=True)
class FactShown:
    """A piece of legal data that the reader may see, and how far it is seen."""

    kind: str
    label: Text
    value: str
    layer: int


def shown_facts(reader: Reader, organisation: UUID) -> list[FactShown]:
    """Return the legal data of an organisation that a reader may see, in the order of its kinds; one statement."""
    return facts_shown(facts_for(reader, organisation))


def facts_for(reader: Reader, organisation: UUID) -> QuerySet[Fact, Any]:
    """The rows of `shown_facts`, to be asked together with others."""
    rows = Fact.objects.filter(organisation=organisation, audience__within=reach_of(reader))
    return rows.values_list("kind", "value", "audience__layer")


def facts_shown(rows: Iterable[Sequence[Any]]) -> list[FactShown]:
    """Return the legal data of such rows."""
    found = {kind: (value, layer) for kind, value, layer in rows}
    return [FactShown(kind, FactKind(kind).label, *found[kind]) for kind in FactKind.values if kind in found]


@dataclass(frozen=True)
class Line:
    """A line of a checklist with how much of it there is."""

    sentence: Text
    done: int
    number: int

    @property
    def is_met(self) -> bool:
        """Whether it is enough."""
        return self.done >= self.number


@dataclass(frozen=True)
class Checklist:
    """What stands before one step outward, and whether it is taken."""

    layer: Layer
    lines: list[Line]
    is_open: bool
    may_open: Verdict
    may_open_early: bool
    early: tuple[str, str, datetime] | None
    """Who opened it before its time, why, and when."""

    @property
    def met(self) -> int:
        """How many lines are met."""
        return sum(line.is_met for line in self.lines)


def openings_of(space: Space) -> QuerySet[Opening, Any]:
    """Which layers were opened before their time, by whom, why, and when."""
    return Opening.objects.filter(organisation=space.id).values_list("layer", "by__name", "reason", "at")


def checklists_of(reader: Reader, space: Space, openings: Iterable[Sequence[Any]] | None = None) -> list[Checklist]:
    """Return what an organisation has practised and what is missing, step by step; a fixed number of statements.

    Whoever has read its `openings_of` already hands them in.
    """
    openings = openings_of(space) if openings is None else openings
    early = {layer: (name, reason, at) for layer, name, reason, at in openings}
    done = practised(space)
    return [
        Checklist(
            layer,
            [Line(need.sentence, done[layer, need.key], need.number) for need in needs],
            is_open(space, layer),
            may_open_layer(reader, space, layer),
            bool(may_open_early(reader, space, layer)),
            early.get(layer),
        )
        for layer, needs in CHECKLISTS.items()
    ]


def tell_body(card: BodyCard) -> Good:
    """Say an organisation on the market in plain words."""
    return Good(card.name, card.url, card.summary, card.language, shows=tuple(card.fields))
