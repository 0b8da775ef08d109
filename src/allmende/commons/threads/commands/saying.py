"""Commenting, and closing a discussion; whoever acts comes first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.commands import sign
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.rules import roles_of
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.things.models import Thing, hold_row
from allmende.commons.threads.activities import (
    CommentAdded,
    CommentEdited,
)
from allmende.commons.threads.models import (
    KIND,
    LONGEST_TEXT,
    Comment,
    CommentState,
    Intent,
    Thread,
    Visit,
)
from allmende.commons.threads.rules import House, house_rule, is_visible, may_comment, may_edit, may_link
from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.composed import Composed, Instances
from allmende.foundation.journal.commands import record
from allmende.foundation.once.commands import once
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.foundation.written import Updated, insert
from allmende.identity.actors.models import Actor

TWICE_WITHIN = timedelta(minutes=1)
"""The same words by the same person within this time are one comment: a double click, a page sent again."""


def comment(
    actor: Actor,
    thing: Thing,
    text: str,
    *,
    intent: str = Intent.COMMENT,
    parent: Comment | None = None,
    language: str = "",
    once_key: str = "",
    behalf: Space | None = None,
    has_read: bool = False,
) -> Comment:
    """Say something about a thing, or reply to what was said; a reply to a reply stands beside it.

    `behalf` is the organisation or network that the actor speaks for; `has_read` says that they have read the talk up to here. Raises Refused: 404 unseen, 403 not allowed, 409 closed or removed meanwhile, 422 empty, too long or no such intent.
    """
    text = words_of(text)
    if intent not in Intent.values:
        raise Refused(_("Choose what you mean by your comment."), 422, errors={"intent": _("Choose one.")})
    request = {"thing": thing.id, "text": text, "intent": str(intent), "parent": parent and parent.id}
    request |= {"behalf": behalf.id} if behalf else {}
    roles_of(actor)  # read, as what follows, before anything is held; asked, and by the clock, once it is
    space = space_of(thing)
    rule = house_rule(thing, space)
    fresh: list[Comment] = []

    def say() -> str:
        fresh.append(_say(actor, thing, text, intent, parent, language, behalf, space, rule))
        if has_read:
            _note_visit(actor, thing.id, clock.now())
        return str(fresh[-1].id)

    made = UUID(once(actor.id, once_key, say, request=request))
    said: Comment = next((one for one in fresh if one.id == made), None) or _comment.first(made)
    return said


_comment = Instances(lambda key: Comment.objects.select_related("thread", "author", "audience").filter(id=key), UUID)


def _say(
    actor: Actor, about: Thing, text: str, intent: str, parent: Comment | None, language: str, behalf: Space | None, space: Space,
    rule: House,
) -> Comment:  # fmt: skip
    thing, thread = held_talk(about.id)
    if (thing.kind, thing.space_id) != (about.kind, about.space_id):  # it has become another meanwhile
        space = space_of(thing)
        rule = house_rule(thing, space)
    require(may_comment(actor, thing, thread=thread, space=space, rule=rule))
    require(may_link(actor, thing, text))
    parent = _parent_in(thread, parent)
    if earlier := _said_just_now(actor, thread, parent, text):
        return earlier
    said = Comment(
        kind=KIND, thread=thread, parent=parent, intent=intent, text=text, author=actor, audience=thing.audience,
        space_id=space.id, language=language or actor.language,
    )  # fmt: skip
    insert(said)
    count(said, 1)
    thread.comment_count += 1
    tag_by_words(said, said.text, fresh=True)
    if behalf:
        sign(actor, said, behalf)
    record(
        CommentAdded(
            **where_of(actor, said, thing), intent=str(intent), parent=parent.id if parent else None,
            on_behalf_of=behalf.voice_id if behalf else None,
        )
    )  # fmt: skip
    return said


@transaction.atomic
def edit_comment(actor: Actor, comment: Comment, text: str, *, intent: str = "") -> Comment:
    """Change one's words; the earlier ones are kept as a version. The same words again change nothing.

    Raises Refused: 403 not one's own, or no longer taking part, 409 closed or removed, 422 empty or too long.
    """
    text = words_of(text)
    said, thing, thread = held_comment(comment)
    require(may_edit(actor, said))
    require(may_comment(actor, thing, thread=thread))
    require(may_link(actor, thing, text))
    intent = intent or said.intent
    if intent not in Intent.values:
        raise Refused(_("Choose what you mean by your comment."), 422, errors={"intent": _("Choose one.")})
    if (said.text, said.intent) == (text, intent):
        return said
    keep(actor, said, {"text": said.text, "intent": said.intent})
    said.text, said.intent, said.edited = text, intent, clock.now()
    said.changed = said.edited
    said.save(update_fields=["text", "intent", "edited", "changed"])
    tag_by_words(said, said.text)
    record(CommentEdited(**where_of(actor, said, thing)))
    return said


def remove_comment(actor: Actor, comment: Comment) -> None:
    """Put a comment in the bin; where replies hang on it, its place stays. Raises Refused (403, 409)."""
    put_in_bin(actor, comment)


@transaction.atomic
def mark_read(actor: Actor, thing: Thing, upto: UUID | None = None) -> None:
    """Note that someone has read the talk about a thing, all of it or up to a comment; never moves backwards.

    Nothing is recorded: what people read is nobody's business. Raises Refused (404) for what they don't see.
    """
    require(is_visible(actor, thing))
    last = Comment.objects.filter(id=upto, thread_id=thing.id).first() if upto else None
    at = last.created if last else clock.now()
    _note_visit(actor, thing.id, at)


def _note_visit(actor: Actor, thing: UUID, at: datetime) -> None:
    if not _visited(actor.id, thing, at) and Thread.objects.filter(thing_id=thing).exists():
        Visit.objects.get_or_create(actor=actor, thread_id=thing, defaults={"at": at})


_visited = Updated(
    lambda actor, thread, at: Visit.objects.filter(actor_id=actor, thread_id=thread, at__lt=at),
    lambda actor, thread, at: {"at": at}, UUID, UUID, datetime,
)  # fmt: skip


def count(comment: Comment, by: int, replies: int | None = None) -> None:
    """Move the counters of the thread and (by `replies`, where that is another number: what is hidden keeps its place) of the comment
    replied to, within the caller's transaction."""
    if by:
        _counted(comment.thread_id, by)
    replies = by if replies is None else replies
    if comment.parent_id and replies:
        Comment.objects.filter(thing_ptr=comment.parent_id).update(reply_count=F("reply_count") + replies)


_counted = Updated(
    lambda thread, by: Thread.objects.filter(thing_id=thread),
    lambda thread, by: {"comment_count": F("comment_count") + by},
    UUID,
    int,
)


def empty_comment(comment: Comment) -> None:
    """Take the words out of a comment whose author has left and wishes so; its place stays, so that answers keep theirs."""
    count(comment, -int(not comment.is_removed), -int(comment.state != CommentState.REMOVED))
    comment.state, comment.text = CommentState.REMOVED, ""
    comment.save()


def held_talk(thing_id: UUID) -> tuple[Thing, Thread]:
    """Hold the thing and its thread until the end of the transaction: its audience can't move, nor the discussion close."""
    hold_row(thing_id)
    thing: Thing | None = _talked_about.first(thing_id)
    if thing is None:
        raise Refused(_("There is nothing here for you."), 404)
    thread = getattr(thing, "talk", None) or Thread.objects.get_or_create(thing_id=thing_id)[0]
    return thing, thread


def held_comment(comment: Comment) -> tuple[Comment, Thing, Thread]:
    """Return a comment as it is now, with the thing and the talk in which it stands, held. Raises Refused (409) where it is just moved."""
    thing, thread = held_talk(Comment.objects.values_list("thread_id", flat=True).get(id=comment.id))
    said = Comment.objects.select_related("thread", "audience", "author").get(id=comment.id)
    if said.thread_id != thing.id:
        raise Refused(_("It was just brought elsewhere. Load the page again."), 409)
    return said, thing, thread


_talked_about = Instances(lambda thing: Thing.objects.select_related("audience", "talk").filter(id=thing), UUID)


def _parent_in(thread: Thread, parent: Comment | None) -> Comment | None:
    """Return the first-level comment that a reply hangs on, as it is now."""
    if parent is None:
        return None
    found = Comment.objects.filter(id=parent.parent_id or parent.id, thread=thread).first()
    if found is None or found.is_removed:
        raise Refused(_("The comment you reply to was removed."), 409)
    return found


def _said_just_now(actor: Actor, thread: Thread, parent: Comment | None, text: str) -> Comment | None:
    since = clock.now() - TWICE_WITHIN
    where = (thread.pk, clock.lowest_key(since), text)
    same = [key for (key,) in (_replied(*where, parent.pk) if parent else _said(*where))]
    if not same:
        return None
    shown = Comment.objects.filter(id__in=same, author=actor, created__gte=since, state=CommentState.SHOWN)
    return shown.order_by("id").first()


def _same(thread: UUID, first: UUID, text: str, parent: UUID | None = None) -> QuerySet[Comment, Any]:
    """Who says the same at the end of a talk is asked of one table alone: with another in it, PostgreSQL's plan for all values
    reads all that the author ever said.
    """
    said = Comment.objects.filter(thread=thread, parent=parent, thing_ptr__gte=first, text=text)
    return said.values_list("thing_ptr_id")


_said = Composed(_same, UUID, UUID, str)
_replied = Composed(_same, UUID, UUID, str, UUID)


def words_of(text: str) -> str:
    """Return the text as it is stored; raises Refused (422) when there is nothing to read, or too much."""
    try:
        text = clean_text(text, LONGEST_TEXT).strip()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422, errors={"text": error.messages[0]}) from error
    if not clean_line(text):
        raise Refused(_("Write something first."), 422, errors={"text": _("Write something first.")})
    return text


def where_of(actor: Actor, said: Comment, thing: Thing) -> dict[str, Any]:
    """The envelope of what is recorded about a comment."""
    return {
        "actor": actor.id, "thing": thing.id, "space": said.space_id, "audience": thing.audience_id, "comment": said.id
    }  # fmt: skip
