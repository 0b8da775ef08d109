"""What programs do with trust: read one's own standing, thank someone. What is decided about people is decided in person."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.spaces.models import Membership
from allmende.commons.tokens.areas import ME, PEOPLE
from allmende.foundation.api import Input, Made, Operations
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.trust import commands
from allmende.people.trust.queries.levels import standing_page
from allmende.people.trust.rules import may_see_standing

me, people = Operations(ME), Operations(PEOPLE)


class StandingOut(Schema):
    """Your level, and what it takes and gives."""

    level: int = Field(examples=[2])
    name: str = Field(examples=["Known"])
    people: int = Field(description="So many different members counted lately.", examples=[5])
    days: int = Field(description="On so many different days.", examples=[9])
    gives: list[str]
    missing: str = Field(description="What the next level takes.")


class ThanksIn(Input):
    """What you thank for."""

    text: str = Field(max_length=280, examples=["For the evening at the pond."])


@me.reads("/standing", StandingOut, members=True)
def get_standing(request: HttpRequest) -> Any:
    """Read your own standing."""
    require(may_see_standing(request.actor, request.space))
    page = standing_page(request.actor, request.space)
    return {
        "level": int(page.level), "name": str(page.level.label), "people": page.people, "days": page.days,
        "gives": page.gives, "missing": page.missing,
    }  # fmt: skip


@people.posts("/people/{slug:handle}/thanks", Made)
def thank(request: HttpRequest, handle: str, sent: ThanksIn) -> Any:
    """Thank a member in a sentence."""
    member = _member(request, handle)
    thanks = commands.thank(request.actor, request.space, member, sent.text)
    return {"id": thanks.id, "url": f"/people/{member.handle}/"}


def _member(request: HttpRequest, handle: str) -> Actor:
    """A member of the community, for its members; raises Http404 for everyone else."""
    here = Membership.objects.filter(space=request.space).values("actor_id")  # house: members know who belongs
    member = Actor.objects.filter(handle=handle, erased=None, id__in=here).first()  # house: one of them
    if member is None or not may_see_standing(request.actor, request.space):
        raise Http404
    return member
