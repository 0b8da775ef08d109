"""What programs do with duties: whom to ask, who carries what, and when one is away."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.duties import commands
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.commons.duties.queries import absences_of, duty_cards, space_at
from allmende.commons.duties.roster import today_in
from allmende.commons.duties.rules import may_be_away, may_see_duties
from allmende.commons.spaces.models import Space
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import ME, PEOPLE
from allmende.foundation.api import Day, Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor

me, people = Operations(ME), Operations(PEOPLE)

DutyName = Literal["sales", "communication", "community", "projects"]


class BearerOut(Schema):
    """Who carries a duty, and who stands in."""

    id: UUID
    person: Who
    deputy: Who | None
    is_away: bool


class DutyOut(Schema):
    """A duty of a place: whom to ask today, and who carries it."""

    duty: DutyName
    today: list[Who]
    bearers: list[BearerOut]


class DutyIn(Input):
    """Who is to carry what."""

    duty: DutyName
    holder: str = Field(description="Their handle.", examples=["ada-berg"])
    deputy: str | None = Field(None, description="The handle of who stands in.", examples=["ben-roth"])


class AbsenceIn(Input):
    """First and last day, both included."""

    starts: Day
    ends: Day


class AbsenceOut(AbsenceIn):
    """When you are away."""

    id: UUID


@people.reads("/spaces/{slug:slug}/duties", list[DutyOut], members=True)
def list_duties(request: HttpRequest, slug: str) -> Any:
    """List whom to ask for what in a space."""
    place = _place(request, slug)
    return [
        {
            "duty": card.duty, "today": map(who, card.today),
            "bearers": [
                {"id": one.key, "person": who(one.person), "deputy": who(one.deputy), "is_away": one.is_away} for one in card.bearers
            ],
        }
        for card in duty_cards(request.actor, place)
    ]  # fmt: skip


@people.posts("/spaces/{slug:slug}/duties", Made)
def give_duty(request: HttpRequest, slug: str, sent: DutyIn) -> Any:
    """Give someone a duty, as a curator."""
    place, deputy = _place(request, slug), _person(sent.deputy) if sent.deputy else None
    given = commands.assign(request.actor, place, Duty(sent.duty), _person(sent.holder), deputy)
    return {"id": given.id, "url": f"/spaces/{place.slug}/duties/"}


@people.removes("/spaces/{slug:slug}/duties/{uuid:key}")
def end_duty(request: HttpRequest, slug: str, key: UUID) -> None:
    """Hand your duty back, or end another's as a curator."""
    place = _place(request, slug)
    rows = Assignment.objects.select_related("space__root", "holder")  # house: of a space they see
    held = rows.filter(space=place, id=key).first()
    if held is None:
        raise Http404
    commands.end_duty(request.actor, held)


@me.reads("/absences", list[AbsenceOut], members=True)
def list_absences(request: HttpRequest) -> Any:
    """List when you are away, today or later."""
    require(may_be_away(request.actor, request.space))
    rows = absences_of(request.actor, today_in(request.space))
    return [{"id": row.id, "starts": row.starts, "ends": row.ends} for row in rows]


@me.posts("/absences", Made)
def go_away(request: HttpRequest, sent: AbsenceIn) -> Any:
    """Say when you are away; your deputies stand in by themselves."""
    absence = commands.go_away(request.actor, request.space, sent.starts, sent.ends)
    return {"id": absence.id, "url": "/absence/"}


@me.removes("/absences/{uuid:key}")
def come_back(request: HttpRequest, key: UUID) -> None:
    """Be here after all."""
    absence = Absence.objects.filter(id=key, actor=request.actor).first()  # house: one's own
    if absence is None:
        raise Http404
    commands.come_back(request.actor, absence)


def _place(request: HttpRequest, slug: str) -> Space:
    place = space_at(request.actor, request.space, slug)
    if place is None:
        raise Http404
    require(may_see_duties(request.actor, place))
    return place


def _person(handle: str) -> Actor:
    person = Actor.objects.filter(
        handle=handle, erased=None
    ).first()  # house: the command asks whether they belong here
    if person is None:
        raise Http404
    return person
