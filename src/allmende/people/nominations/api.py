"""What programs do about coming in: nominate, vouch, decide."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Schema

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.shapes import Who, who
from allmende.commons.tokens.areas import PEOPLE
from allmende.foundation.api import AFTER, Input, Made, Operations, Page, paged
from allmende.foundation.verdicts import Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.models import Nomination, Tie
from allmende.people.nominations.queries.lists import in_community, nominated_by, page_of, queue_page, to_vouch
from allmende.people.nominations.rules import may_ask_to_vouch
from allmende.people.profiles.queries import person_here

router = Operations(PEOPLE)

WHY = "Anna has kept bees for twenty years and likes to show how."


class NominationOut(Schema):
    """Someone who is to come in; the address is nobody's to read here."""

    id: UUID
    name: str = Field(examples=["Anna Moor"])
    place: str = Field(description="The slug of the space.", examples=["meadow"])
    why: str = Field(examples=[WHY])
    nominator: Who | None
    state: str = Field(examples=["open"])
    made: datetime
    deadline: datetime
    vouches: int = Field(examples=[1])
    vouches_needed: int = Field(examples=[2])


class NominationIn(Input):
    """Whom, where to and why; they know of it and it is fine with them (`knows`)."""

    place: str = Field(description="The slug of the space.", examples=["meadow"])
    name: str = Field(max_length=120, examples=["Anna Moor"])
    email: str = Field(max_length=254, examples=["anna@community.example"])
    why: str = Field(max_length=4000, examples=[WHY])
    tie: Literal["strong", "weak"] = "weak"
    known_from: str = Field("", max_length=280)
    language: Literal["de", "en", "it"] = "en"
    knows: Literal[True]


class VouchIn(Input):
    """Why you vouch, and how well you know each other."""

    text: str = Field(max_length=4000, examples=["We built the hives together."])
    tie: Literal["strong", "weak"] = "weak"


class ConcernIn(Input):
    """What worries you; only the curators read it."""

    text: str = Field(max_length=4000)


class AskingIn(Input):
    """A member who could vouch."""

    handle: str = Field(max_length=60, examples=["ada-berg"])


class NominationDecisionIn(Input):
    """Admit, put on the waiting list, or decline with a reason that the nominee reads."""

    outcome: Literal["admit", "list", "decline"]
    reason: str = Field("", max_length=2000)


@router.reads("/nominations", Page[NominationOut], members=True)
def list_nominations(
    request: HttpRequest,
    response: HttpResponse,
    show: Literal["vouch", "mine", "queue"] = "vouch",
    after: UUID | None = AFTER,
) -> Any:
    """List who looks for people who vouch, whom you nominated, or what waits for your decision."""
    reader, root = request.actor, request.space
    require(is_member(reader, root))
    if show == "queue":
        rows, following = queue_page(reader, root, after)
    else:
        rows, following = page_of((to_vouch if show == "vouch" else nominated_by)(reader, root), after)
    return paged(request, response, map(_shown, rows), following)


@router.posts("/nominations", Made)
def nominate(request: HttpRequest, sent: NominationIn) -> Any:
    """Nominate someone; where they are nominated already, that nomination is answered, and you may vouch."""
    values = sent.model_dump(exclude={"place", "knows", "tie"})
    made = commands.nominate(request.actor, _place(request, sent.place), tie=Tie(sent.tie), **values)
    return {"id": made.id, "url": f"/nominations/{made.id}/"}


@router.reads("/nominations/{uuid:key}", NominationOut, members=True)
def get_nomination(request: HttpRequest, key: UUID) -> Any:
    """Read a nomination."""
    return _shown(_nomination(request, key))


@router.posts("/nominations/{uuid:key}/asking")
def ask_to_vouch(request: HttpRequest, key: UUID, sent: AskingIn) -> None:
    """Ask a member to vouch, by a notice and a mail."""
    about = _nomination(request, key)
    require(may_ask_to_vouch(request.actor, about))
    member = person_here(request.actor, request.space, sent.handle)
    if member is None:
        raise Refused(_("Nobody here has that name."), 422, errors={"handle": _("Nobody here has that name.")})
    commands.ask_to_vouch(request.actor, about, member)


@router.posts("/nominations/{uuid:key}/vouching")
def vouch(request: HttpRequest, key: UUID, sent: VouchIn) -> None:
    """Vouch for someone."""
    commands.vouch(request.actor, _nomination(request, key), text=sent.text, tie=Tie(sent.tie))


@router.posts("/nominations/{uuid:key}/concern")
def raise_concern(request: HttpRequest, key: UUID, sent: ConcernIn) -> None:
    """Raise a concern, for the curators alone."""
    commands.raise_concern(request.actor, _nomination(request, key), text=sent.text)


@router.removes("/nominations/{uuid:key}/voice")
def take_back_voice(request: HttpRequest, key: UUID) -> None:
    """Take back what you said to a nomination."""
    commands.take_back(request.actor, _nomination(request, key))


@router.posts("/nominations/{uuid:key}/withdrawal")
def withdraw_nomination(request: HttpRequest, key: UUID) -> None:
    """Take your nomination back."""
    commands.withdraw(request.actor, _nomination(request, key))


@router.posts("/nominations/{uuid:key}/decision")
def decide_nomination(request: HttpRequest, key: UUID, sent: NominationDecisionIn) -> None:
    """Decide who comes in, as one of those who care for the community."""
    about = _nomination(request, key)
    if sent.outcome == "decline":
        commands.decline(request.actor, about, sent.reason)
    else:
        (commands.admit if sent.outcome == "admit" else commands.put_on_list)(request.actor, about)


def _nomination(request: HttpRequest, key: UUID) -> Nomination:
    seen = Nomination.objects.visible_to(request.actor).filter(in_community(request.space.id)).with_leaving()
    nomination: Nomination | None = (
        seen.select_related("place__root", "place__audience", "nominator").filter(id=key).first()
    )
    if nomination is None:
        raise Http404
    return nomination


def _place(request: HttpRequest, slug: str) -> Space:
    place: Space | None = (
        Space.objects.visible_to(request.actor).select_related("root", "audience").filter(slug=slug).first()
    )
    if place is None or request.space.id not in {place.id, place.root_id}:
        raise Http404
    return place


def _shown(row: Nomination) -> dict[str, Any]:
    return {
        "id": row.id, "name": row.name, "place": row.place.slug, "why": row.why, "nominator": who(row.nominator),
        "state": row.state, "made": row.made, "deadline": row.deadline, "vouches": row.vouches,
        "vouches_needed": row.vouches_needed,
    }  # fmt: skip
