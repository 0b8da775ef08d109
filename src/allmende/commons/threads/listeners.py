"""How comments follow what happens to their thing, and to themselves in the bin."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from allmende.commons.audiences.models import Audience, Kind
from allmende.commons.bin.models import Binned
from allmende.commons.bin.rules import Care
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentRemoved, CommentRestored
from allmende.commons.threads.commands.saying import count
from allmende.commons.threads.models import Comment, CommentState, Deed, Source
from allmende.commons.threads.rules import may_remove
from allmende.commons.versions.models import Version
from allmende.foundation.journal.activities import Activity
from allmende.foundation.text import plain
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Actor, Reader


def follow_thing(thing: Thing) -> None:
    """Let the comments of a thing stand where the thing stands; what was removed or hidden stays out of sight.

    The thing is held first, so that no comment that is being written misses the move.
    """
    Thing.objects.hold(thing.id)
    hanging = Comment.objects.filter(thread_id=thing.id).filter(state=CommentState.SHOWN)
    Thing.objects.filter(id__in=hanging.values("id")).update(audience=thing.audience)


def thread_of(comment: UUID) -> UUID:
    """Return the thing that a comment is about."""
    return Comment.objects.values_list("thread_id", flat=True).get(id=comment)


def _may_bin(reader: Reader, thing: Thing) -> Verdict:
    return may_remove(reader, Comment.objects.select_related("thread").get(id=thing.id))


def _audience(thing: Thing) -> Audience:
    """A comment comes back to where its thing stands now, not where it stood then; what was hidden comes back hidden."""
    said = Comment.objects.select_related("thread__thing__audience", "care").get(id=thing.id)
    about = said.thread.thing
    thing.space_id = space_of(about).id
    Thing.objects.filter(id=thing.id).update(space=thing.space_id)
    return hidden_audience(Kind.HIDDEN, space_of(thing), thing.author) if _was_hidden(said) else about.audience


def _was_hidden(said: Comment) -> bool:
    return said.care is not None and said.care.deed == Deed.HIDE


def _binned(actor: Actor, thing: Thing) -> Activity:
    comment = _change_state(thing, CommentState.REMOVED)
    return CommentRemoved(
        actor=actor.id, thing=comment.thread_id, space=thing.space_id, audience=thing.audience_id, comment=thing.id
    )


def _restored(actor: Actor, thing: Thing) -> Activity:
    was_hidden = _was_hidden(Comment.objects.select_related("care").get(id=thing.id))
    comment = _change_state(thing, CommentState.HIDDEN if was_hidden else CommentState.SHOWN)
    return CommentRestored(
        actor=actor.id, thing=comment.thread_id, space=thing.space_id, audience=thing.audience_id, comment=thing.id
    )


def _change_state(thing: Thing, state: CommentState) -> Comment:
    comment = Comment.objects.get(id=thing.id)
    Thing.objects.filter(id=thing.id).update(state=state)
    replies = (state != CommentState.REMOVED) - (comment.state != CommentState.REMOVED)
    count(comment, (state == CommentState.SHOWN) - (not comment.is_removed), replies)
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
    Source.objects.filter(comment=comment).delete()
    Binned.objects.filter(thing_id=thing.id).delete()


def _titles(comments: Sequence[UUID]) -> dict[UUID, str]:
    return {
        key: plain(html, 80) for key, html in Comment.objects.filter(id__in=comments).values_list("id", "text_html")
    }


CARE = Care(
    may_bin=_may_bin, audience=_audience, binned=_binned, restored=_restored, delete=_delete, titles=_titles
)  # fmt: skip
