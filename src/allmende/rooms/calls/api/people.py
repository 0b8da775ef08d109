"""The people of a call."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.things.shapes import Who, who
from allmende.foundation.api import Input
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.api.area import call_at, router
from allmende.rooms.calls.commands.people import end_part, give_part
from allmende.rooms.calls.queries.finding import find_place
from allmende.rooms.calls.queries.people import part_of, people_of
from allmende.rooms.calls.rules import may_give_part

PartName = Literal["owner", "guide", "expert", "jury", "client"]


class PersonOfCallOut(Schema):
    """Somebody of a call, with all that they are in it."""

    person: Who
    parts: list[PartName]
    does: list[str] = Field(description="What they do, a line for each part that says so.", examples=[["Knows ponds."]])
    body: str = Field(description="The organisation that a client acts for.", examples=["Meadow Ltd"])


class PartIn(Input):
    """Somebody and their part."""

    person: str = Field(max_length=60, description="Their handle.", examples=["ada-berg"])
    part: PartName
    does: str = Field("", max_length=160, description="What they do in it, in a line.", examples=["Knows ponds."])
    body: str = Field("", description="The slug of the organisation or network that a client acts for.")


@router.reads("/calls/{slug:slug}/people", list[PersonOfCallOut])
def list_people_of_call(request: HttpRequest, slug: str) -> Any:
    """Read who is who in a call: those responsible, guides, experts, jury, client."""
    return [
        {"person": who(one), "parts": [key for key, _label in one.parts], "does": one.does, "body": one.body}
        for one in people_of(call_at(request, slug))
    ]


@router.posts("/calls/{slug:slug}/people")
def give_part_in_call(request: HttpRequest, slug: str, sent: PartIn) -> None:
    """Give somebody a part in a call; they are told. Given again, it says anew what they do."""
    call = call_at(request, slug)
    require(may_give_part(request.actor, call))
    person = Actor.objects.filter(handle=sent.person, erased=None).first()
    if person is None:
        raise Refused(_("Nobody here has that name."), 422, errors={"person": _("Nobody here has that name.")})
    body = find_place(request.actor, request.space, sent.body) if sent.body else None
    if sent.body and body is None:
        raise Refused(_("This organisation isn't here."), 422, errors={"body": _("This organisation isn't here.")})
    give_part(request.actor, call, person, sent.part, does=sent.does, body=body)


@router.removes("/calls/{slug:slug}/people/{slug:handle}/{slug:part}")
def end_part_in_call(request: HttpRequest, slug: str, handle: str, part: str) -> None:
    """Take a part away, or give your own back; the other side is told."""
    call = call_at(request, slug)
    found = part_of(call, handle, part)
    if found is None:
        raise Http404
    end_part(request.actor, call, found)
