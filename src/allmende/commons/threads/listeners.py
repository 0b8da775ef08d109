"""How comments follow what happens to their thing, and to themselves in the bin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allmende.commons.audiences.models import Audience
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import Care
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentRemoved, CommentRestored
from allmende.commons.threads.commands import count
from allmende.commons.threads.models import Comment, CommentState
from allmende.commons.threads.rules import may_remove
from allmende.commons.versions.models import Version
from allmende.foundation.journal.activities import Activity
from allmende.foundation.text import plain
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Actor, Reader


def move_comments(thing: Thing) -> None:
    """Let the comments of a thing stand where the thing stands; what was removed stays in the bin.

    The thing is held first, so that no comment that is being written misses the move.
    """
    Thing.objects.hold(thing.id)
    hanging = Comment.objects.filter(thread_id=thing.id).exclude(state=CommentState.REMOVED)
    Thing.objects.filter(id__in=hanging.values("id")).update(audience=thing.audience)


def thread_of(comment: UUID) -> UUID:
    """Return the thing that a comment is about."""
    return Comment.objects.values_list("thread_id", flat=True).get(id=comment)


def _may_bin(reader: Reader, thing: Thing) -> Verdict:
    return may_remove(reader, Comment.objects.select_related("thread").get(id=thing.id))


def _audience(thing: Thing) -> Audience:
    """A comment comes back to where its thing stands now, not where it stood then."""
    return Comment.objects.select_related("thread__thing__audience").get(id=thing.id).thread.thing.audience


def _binned(actor: Actor, thing: Thing) -> Activity:
    comment = _change_state(thing, CommentState.REMOVED, -1)
    return CommentRemoved(
        actor=actor.id, thing=comment.thread_id, space=thing.space_id, audience=thing.audience_id, comment=thing.id
    )


def _restored(actor: Actor, thing: Thing) -> Activity:
    comment = _change_state(thing, CommentState.SHOWN, 1)
    return CommentRestored(
        actor=actor.id, thing=comment.thread_id, space=thing.space_id, audience=thing.audience_id, comment=thing.id
    )


def _change_state(thing: Thing, state: CommentState, by: int) -> Comment:
    Thing.objects.filter(id=thing.id).update(state=state)
    comment = Comment.objects.get(id=thing.id)
    count(comment, by)
    return comment


def _delete(thing: Thing) -> None:
    """Delete a comment; where replies hang on it, its words go and its place stays."""
    comment = Comment.objects.get(id=thing.id)
    if not comment.replies.exists():
        comment.delete()
        return
    comment.text = ""
    comment.save(update_fields=["text"])
    Version.objects.filter(thing_id=thing.id).delete()
    Binned.objects.filter(thing_id=thing.id).delete()


def _titles(comments: Sequence[UUID]) -> dict[UUID, str]:
    return {
        key: plain(html, 80) for key, html in Comment.objects.filter(id__in=comments).values_list("id", "text_html")
    }


CARE = Care(
    may_bin=_may_bin, audience=_audience, binned=_binned, restored=_restored, delete=_delete, titles=_titles
)  # fmt: skip
