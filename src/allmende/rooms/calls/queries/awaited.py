"""What others wait for from someone in a call: whether they write along, and what they say as its jury."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.queries import Seen
from allmende.commons.authorship.models import AuthorState
from allmende.commons.authorship.queries import made_by
from allmende.commons.ratings.models import Item, Panel, Rating, Recusal
from allmende.foundation.doors import Queue, Waiting
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, Contribution, Part, PartKind, Phase, PhaseKind
from allmende.rooms.calls.queries.phases import deadline

MOST = 5


def awaited(reader: Reader, person: UUID, now: datetime) -> list[Queue]:
    """The teams that ask someone in, and the juries in which they have yet to judge something."""
    return [Queue(_teams.put_by(reader, person), _asked_in), Queue(_juries.put_by(reader, person, now), _to_judge)]


def _team(reader: Reader, person: UUID) -> QuerySet[Contribution, Any]:
    rows: QuerySet[Contribution] = Contribution.objects.visible_to(reader)
    rows = rows.filter(authors__actor=person, authors__state=AuthorState.INVITED, call__place__archived=None)
    return rows.order_by("id").values_list("title", "call__slug", "number", "author__name")[:MOST]


def _jury(reader: Reader, person: UUID, now: datetime) -> QuerySet[Phase, Any]:
    """Phases in which a juror has yet to judge something that is not their own and from which they don't stay out."""
    seen = Call.objects.visible_to(reader).filter(source=None, place__archived=None, state=CallState.OPEN)
    seats = Part.objects.filter(call=OuterRef("call"), actor=person, part=PartKind.JURY)
    said = Rating.objects.filter(item=OuterRef("pk"), rater=person)
    out = Recusal.objects.filter(item=OuterRef("pk"), actor=person)
    own = Contribution.objects.filter(made_by(person)).values("pk")
    left = Item.objects.filter(~Exists(said), ~Exists(out), sheet__thing=OuterRef("call"), sheet__panel=Panel.JURY)
    rows = Phase.objects.filter(Exists(seats), Exists(left.exclude(thing__in=own)), kind=PhaseKind.JURY, call__in=seen)
    rows = rows.filter(opens__lte=now, closes__gt=now).order_by("closes")
    return rows.values_list("call__title", "call__slug", "closes")[:MOST]


_teams = Seen(_team, UUID)
_juries = Seen(_jury, UUID, datetime)


def _asked_in(asked: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Do you make it together? %(title)s") % {"title": title or _("Without a title")},
                reverse("calls:team", args=[slug, number]), "users", _("Asked by %(name)s.") % {"name": name})
        for title, slug, number, name in asked
    ]  # fmt: skip


def _to_judge(phases: list[list[Any]]) -> list[Waiting]:
    return [
        Waiting(_("Judge: %(call)s") % {"call": title}, reverse("calls:jury", args=[slug]), "gavel",
                _("until %(at)s") % {"at": deadline(closes)})
        for title, slug, closes in phases
    ]  # fmt: skip
