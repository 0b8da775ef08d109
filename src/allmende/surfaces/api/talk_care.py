"""Looking after what is said, for programs of hosts and curators."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from allmende.commons.threads import commands
from allmende.commons.threads.queries.caring import find_handling, handlings_of
from allmende.commons.threads.rules import may_care
from allmende.commons.tokens.areas import TALK
from allmende.foundation.api import Input, Operations
from allmende.foundation.verdicts import require
from allmende.surfaces.api.talk import comment_at
from allmende.surfaces.api.things import thing_at

router = Operations(TALK)

WHY = Field("", max_length=300, description="Why; it is read with the comment.", examples=["It is about the hedge."])


class HidingIn(Input):
    """Comments on one thing to be hidden, all or none."""

    comments: list[UUID] = Field(min_length=1, max_length=200)
    reason: str = Field(max_length=300, examples=["Please stay kind."])


class CorrectionIn(Input):
    """Other words for what someone else said."""

    text: str = Field(description="Markdown.", examples=["Call me."])
    reason: str = Field(max_length=300, examples=["A number for everyone's eyes."])


class MoveIn(Input):
    """Comments to be brought elsewhere: to the talk about `target`, or under a new post with `heading`. Without comments: all of them."""

    comments: list[UUID] = Field([], max_length=200)
    target: UUID | None = None
    heading: str = Field("", max_length=120, examples=["Mowing"])
    reason: str = WHY


class HandlingOut(Schema):
    """What a host or curator did with comments in one act; it can be undone."""

    id: UUID
    deed: str = Field(examples=["move"])
    by: str = Field(examples=["Ada Berg"])
    at: datetime
    reason: str
    comments: int
    target: UUID | None
    is_undone: bool


class DoneOut(Schema):
    """The act that was written down."""

    id: UUID


@router.reads("/things/{uuid:key}/comments/handlings", list[HandlingOut], members=True)
def list_handlings(request: HttpRequest, key: UUID) -> Any:
    """List what was done lately with what was said about a thing."""
    thing = thing_at(request, key)
    require(may_care(request.actor, thing))
    return [
        {
            "id": one.id, "deed": one.deed, "by": one.by, "at": one.at, "reason": one.reason, "comments": one.count,
            "target": one.target, "is_undone": one.is_undone,
        }
        for one in handlings_of(request.actor, thing.id)
    ]  # fmt: skip


@router.posts("/things/{uuid:key}/comments/hiding", DoneOut)
def hide_comments(request: HttpRequest, key: UUID, sent: HidingIn) -> Any:
    """Hide comments: their authors and those who look after the place still read them."""
    return {"id": commands.hide_comments(request.actor, thing_at(request, key), sent.comments, sent.reason).id}


@router.removes("/comments/{uuid:key}/hiding")
def show_comment(request: HttpRequest, key: UUID) -> None:
    """Show a hidden comment again."""
    commands.show_again(request.actor, comment_at(request, key))


@router.posts("/comments/{uuid:key}/correction")
def correct_comment(request: HttpRequest, key: UUID, sent: CorrectionIn) -> None:
    """Change what someone else said; the earlier words are kept, and all read who changed it and why."""
    commands.correct_comment(request.actor, comment_at(request, key), sent.text, sent.reason)


@router.posts("/things/{uuid:key}/comments/moves", DoneOut)
def move_comments(request: HttpRequest, key: UUID, sent: MoveIn) -> Any:
    """Bring comments to the talk about another thing, never to more people; links to them lead on."""
    source, actor = thing_at(request, key), request.actor
    if sent.target is None:
        done = commands.split_thread(actor, source, sent.comments, sent.heading, reason=sent.reason)
    elif sent.comments:
        target = thing_at(request, sent.target)
        done = commands.move_comments(actor, source, sent.comments, target, reason=sent.reason)
    else:
        done = commands.merge_threads(actor, source, thing_at(request, sent.target), reason=sent.reason)
    return {"id": done.id}


@router.removes("/handlings/{uuid:key}")
def undo_handling(request: HttpRequest, key: UUID) -> None:
    """Undo what was done with comments."""
    handling = find_handling(request.actor, key)
    if handling is None:
        raise Http404
    commands.undo_handling(request.actor, handling)
