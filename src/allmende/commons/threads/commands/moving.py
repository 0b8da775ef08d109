"""Comments brought to another talk: some, a part under a heading of its own, or all. Always the same comments, never to more people."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.reactions.models import Reaction
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentsMoved, ThreadsMerged, ThreadSplit
from allmende.commons.threads.commands.handling import begun, chosen, reason_in, recount
from allmende.commons.threads.commands.saying import held_talk
from allmende.commons.threads.models import Comment, CommentState, Deed, Handling, Thread
from allmende.commons.threads.rules import may_care, may_move
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

type Beginning = Callable[[Actor, Space, Layer, str, Thing], Thing]
type Carried = Callable[[Collection[UUID], Thing], object]

_beginnings: list[Beginning] = []
_carried: list[Carried] = []


def begins_talk(begin: Beginning) -> None:
    """Let a room make what a part of a talk is put under: `(actor, space, layer, heading, where it was said) -> thing`, shared."""
    _beginnings.append(begin)


def can_split() -> bool:
    """Say whether a room of this house makes things for talks of their own."""
    return bool(_beginnings)


def when_carried(follow: Carried) -> None:
    """Let what points at comments follow them, `(ids, the thing they stand with now)`, in the transaction in which they move."""
    _carried.append(follow)


@transaction.atomic
def move_comments(
    actor: Actor, source: Thing, comments: Collection[UUID], target: Thing, *, reason: str = ""
) -> Handling:
    """Bring comments, with what replies to them, from the talk about one thing to that about another.

    Raises Refused: 403, 404, 409 where others would read them, 422 without a comment.
    """
    source, target = _held(source, target)
    require(may_move(actor, source, target))
    return _brought(actor, Deed.MOVE, source, chosen(source, comments), target, reason)


@transaction.atomic
def merge_threads(actor: Actor, source: Thing, target: Thing, *, reason: str = "") -> Handling:
    """Bring all that was said about one thing to the talk about another; the first is closed and leads there.

    Raises Refused: 403, 404, 409 where others would read it, 422 where nothing was said.
    """
    source, target = _held(source, target)
    require(may_move(actor, source, target))
    every = list(Comment.objects.filter(thread_id=source.id).values_list("id", flat=True))
    handling = _brought(actor, Deed.MERGE, source, chosen(source, every), target, reason)
    Thread.objects.filter(thing_id=source.id).update(is_locked=True, locked_until=None, lock_reason="", goes_on=target)
    return handling


@transaction.atomic
def split_thread(
    actor: Actor, source: Thing, comments: Collection[UUID], heading: str, *, reason: str = ""
) -> Handling:
    """Bring comments under a new post in the same space, on the same layer as far as its gates are free.

    Raises Refused: 403 may not, or not share there, 404, 409 no room for it, 422 without a heading or a comment.
    """
    source, _thread = held_talk(source.id)
    require(may_care(actor, source))
    said, place = chosen(source, comments), space_of(source)
    if not can_split():
        raise Refused(_("Nothing can be begun here for a discussion of its own."), 409)
    if not heading.strip():
        raise Refused(_("Give it a heading."), 422, errors={"heading": _("Give it a heading.")})
    made = _beginnings[0](actor, place, source.layer, heading, source)
    target, _new = held_talk(made.id)
    require(may_move(actor, source, target))
    return _brought(actor, Deed.SPLIT, source, said, target, reason)


def _held(*things: Thing) -> list[Thing]:
    """Hold both talks in the order of their ids, so that two who move to and fro don't wait for each other."""
    held = {key: held_talk(key)[0] for key in sorted(thing.id for thing in things)}
    return [held[thing.id] for thing in things]


_FACTS: dict[Deed, Callable[..., Activity]] = {
    Deed.MOVE: CommentsMoved, Deed.SPLIT: ThreadSplit, Deed.MERGE: ThreadsMerged
}  # fmt: skip


def _brought(actor: Actor, deed: Deed, source: Thing, said: list[Comment], target: Thing, reason: str) -> Handling:
    with_replies = Comment.objects.filter(thread_id=source.id, parent__in=said)
    said = sorted({*said, *with_replies}, key=lambda one: one.id)
    handling = begun(actor, deed, source, reason_in(reason, is_needed=False), said, target)
    carry({one.id: one.parent_id for one in said}, source, target, handling)
    where: dict[str, Any] = {"thing": target.id, "space": space_of(target).id, "audience": target.audience_id}
    record(_FACTS[deed](actor=actor.id, **where, source=source.id, handling=handling.id, count=len(said)))
    return handling


def carry(parents: dict[UUID, UUID | None], source: Thing, target: Thing, handling: Handling | None) -> None:
    """Let comments stand with another thing, each under the comment given (if that comes along, or stands there), within the caller's
    transaction. What is hidden or removed stays out of sight, where it is: no host of another space reads it.
    """
    moved = Comment.objects.filter(id__in=parents)
    moved.update(thread=target.id, move=handling)
    tops = set(
        Comment.objects.filter(thread_id=target.id, parent=None, id__in={*parents.values()}).values_list(
            "id", flat=True
        )
    )
    for one, parent in parents.items():
        under = parent if parent in parents or parent in tops else None
        Comment.objects.filter(thing_ptr=one).exclude(parent=under).update(parent=under)
    Comment.objects.filter(parent__in=parents).exclude(thread=F("parent__thread")).update(parent=None)
    shown = moved.filter(state=CommentState.SHOWN).values("id")
    Thing.objects.filter(id__in=list(shown.values_list("id", flat=True))).update(
        audience=target.audience, space=space_of(target).id
    )
    Reaction.objects.filter(thing__in=parents).update(about=target.id)
    for follow in _carried:
        follow(list(parents), target)
    recount(source.id, target.id)
