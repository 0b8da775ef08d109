"""Undoing what hosts and curators did with comments."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import HandlingUndone
from allmende.commons.threads.commands.handling import latest_change, recount, restore, say
from allmende.commons.threads.commands.moving import carry
from allmende.commons.threads.commands.saying import held_talk
from allmende.commons.threads.models import MOVES, Comment, CommentState, Deed, Handling, Thread
from allmende.commons.threads.rules import may_undo
from allmende.commons.versions.commands import keep
from allmende.commons.versions.models import Version
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def undo_handling(actor: Actor, handling: Handling) -> int:
    """Undo an act; return how many comments are as they were before.

    What was done with a comment since, and what was said since where it was brought, stays. Raises Refused: 403, 404, 409 undone
    already, or more people would read it.
    """
    keys = sorted(key for key in (handling.thing_id, handling.target_id) if key)
    held = {key: held_talk(key)[0] for key in keys}
    handling = Handling.objects.select_related("stood").get(id=handling.id)
    handling.thing = held[handling.thing_id] if handling.thing_id else None
    handling.target = held[handling.target_id] if handling.target_id else None
    require(may_undo(actor, handling))
    thing = handling.thing
    assert thing  # as may_undo says
    undo = {Deed.HIDE: _show, Deed.CORRECT: _take_back_words}.get(Deed(handling.deed), _bring_back)
    count = undo(actor, handling, thing)
    handling.undone = clock.now()
    handling.save(update_fields=["undone"])
    recount(*keys)
    record(
        HandlingUndone(
            actor=actor.id, thing=thing.id, space=thing.space_id or thing.id, audience=thing.audience_id,
            handling=handling.id, count=count,
        )
    )  # fmt: skip
    return count


def _show(_actor: Actor, handling: Handling, _thing: Thing) -> int:
    hidden = Comment.objects.filter(care=handling, state=CommentState.HIDDEN)
    rows = list(hidden.select_related("thread__thing__audience"))
    for said in rows:
        restore(said, said.thread.thing)
        recount(said.thread_id)
    return len(rows)


def _take_back_words(actor: Actor, handling: Handling, _thing: Thing) -> int:
    """Let a comment say again what it said before, unless someone has changed it since."""
    said = Comment.objects.filter(care=handling).first()
    version = Version.objects.filter(thing__as_comment__care=handling).order_by("-number").first()
    if said is None or version is None or version.author_id != handling.by_id:
        raise Refused(_("It was changed again since. Change it as you think right."), 409)
    before = version.snapshot["text"]
    keep(actor, said, {"text": said.text, "intent": said.intent})
    handling.undone = clock.now()
    handling.save(update_fields=["undone"])
    said.care = latest_change(said)
    say(said, before)
    return 1


def _bring_back(_actor: Actor, handling: Handling, thing: Thing) -> int:
    """Bring comments back where they stood; those that say something else since only where no others would read it."""
    assert handling.target
    there = Comment.objects.filter(handled__handling=handling, move=handling, thread_id=handling.target_id)
    if thing.audience_id != handling.target.audience_id:
        there = there.exclude(edited__gt=handling.at)
    before: dict[UUID, Handling | None] = {
        one: _move_before(one, handling) for one in there.values_list("id", flat=True)
    }
    parents = dict(handling.handled.filter(comment__in=before).values_list("comment_id", "parent_id"))
    for move in set(before.values()):
        carry({one: parents[one] for one, earlier in before.items() if earlier == move}, handling.target, thing, move)
    if handling.deed == Deed.MERGE:
        Thread.objects.filter(thing_id=thing.id, goes_on=handling.target_id).update(is_locked=False, goes_on=None)
    return len(before)


def _move_before(comment: UUID, handling: Handling) -> Handling | None:
    earlier = Handling.objects.filter(handled__comment=comment, deed__in=MOVES, undone=None, id__lt=handling.id)
    return earlier.order_by("-id").first()
