"""What hosts and curators do with words of others where they stand: hide them, show them again, change them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind
from allmende.commons.spaces.queries import space_of
from allmende.commons.spaces.reach import hidden_audience
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.things.models import Thing
from allmende.commons.threads.activities import CommentCorrected, CommentHidden, CommentShown
from allmende.commons.threads.commands.saying import held_comment, held_talk, where_of, words_of
from allmende.commons.threads.models import (
    LONGEST_REASON,
    Comment,
    CommentState,
    Deed,
    Handled,
    Handling,
    Thread,
)
from allmende.commons.threads.rules import may_correct, may_hide, may_show_again
from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def hide_comments(actor: Actor, thing: Thing, comments: Collection[UUID], reason: str) -> Handling:
    """Take comments on a thing out of sight, all or none: their authors and the stewards still read them, and why; others see that
    something is hidden.

    Raises Refused: 403, 404, 409 removed or hidden already, 422 without a reason or a comment.
    """
    thing, _thread = held_talk(thing.id)
    said = chosen(thing, comments)
    space = space_of(thing)
    handling = begun(actor, Deed.HIDE, thing, reason_in(reason), said)
    for one in said:
        require(may_hide(actor, one, space=space))
        one.audience = hidden_audience(Kind.HIDDEN, space, one.author)
        one.state, one.care = CommentState.HIDDEN, handling
        one.save(update_fields=["audience", "state", "care"])
        record(CommentHidden(**where_of(actor, one, thing), member=one.author_id))
    recount(thing.id)
    return handling


@transaction.atomic
def show_again(actor: Actor, comment: Comment) -> None:
    """Bring a hidden comment back to where its thing stands now. Raises Refused: 403, 404, 409 not hidden."""
    said, thing, _thread = held_comment(comment)
    require(may_show_again(actor, said))
    restore(said, thing)
    record(CommentShown(**where_of(actor, said, thing), member=said.author_id))
    recount(thing.id)


def restore(said: Comment, about: Thing) -> None:
    """Let what was hidden stand with its thing, within the caller's transaction; the caller counts."""
    said.audience, said.state, said.care = about.audience, CommentState.SHOWN, latest_change(said)
    said.space_id = space_of(about).id  # it may have been moved while it was hidden
    said.save(update_fields=["audience", "space", "state", "care"])


@transaction.atomic
def correct_comment(actor: Actor, comment: Comment, text: str, reason: str) -> Comment:
    """Change what someone else said; what it said before is kept as a version, and all read who changed it and why.

    Raises Refused: 403, 404, 409 one's own, hidden or removed, 422 without a reason, empty or too long. The same words change nothing.
    """
    text, reason = words_of(text), reason_in(reason)
    said, thing, _thread = held_comment(comment)
    require(may_correct(actor, said))
    if said.text != text:
        keep(actor, said, {"text": said.text, "intent": said.intent}, note=reason)
        said.care = begun(actor, Deed.CORRECT, thing, reason, [said])
        say(said, text)
        record(CommentCorrected(**where_of(actor, said, thing), member=said.author_id))
    return said


def say(said: Comment, text: str) -> None:
    """Let a comment say something else, within the caller's transaction."""
    said.text, said.edited = text, clock.now()
    said.changed = said.edited
    said.save(update_fields=["text", "edited", "changed", "care"])
    tag_by_words(said, said.text)


def latest_change(said: Comment) -> Handling | None:
    """Return the latest change of a comment by someone else that holds."""
    changes = Handling.objects.filter(handled__comment=said, deed=Deed.CORRECT, undone=None)
    return changes.order_by("-id").first()


def begun(
    actor: Actor, deed: Deed, thing: Thing, reason: str, said: Iterable[Comment], target: Thing | None = None
) -> Handling:
    """Write down an act with the comments that it is about, within the caller's transaction."""
    handling = Handling.objects.create(
        deed=deed, by=actor, thing=thing, stood=thing.audience, target=target, reason=reason
    )
    Handled.objects.bulk_create(Handled(handling=handling, comment=one, parent_id=one.parent_id) for one in said)
    return handling


def chosen(thing: Thing, comments: Collection[UUID]) -> list[Comment]:
    """Return comments on a thing, held, in the order in which they were said. Raises Refused: 422 none, 404 one that isn't there."""
    wanted = set(comments)
    if not wanted:
        raise Refused(_("Choose at least one comment."), 422, errors={"comments": _("Choose at least one comment.")})
    rows = Comment.objects.filter(thread_id=thing.id, id__in=wanted).select_related("author", "audience", "thread")
    found = list(rows.order_by("id"))
    if len(found) < len(wanted):
        raise Refused(_("One of these comments isn't here any more. Load the page again."), 404)
    return found


def reason_in(text: str, *, is_needed: bool = True) -> str:
    """Return a reason as it is kept. Raises Refused (422) where there is none and one is needed."""
    reason = clean_line(text)[:LONGEST_REASON]
    if is_needed and not reason:
        raise Refused(_("Say why: it is read with the comment."), 422, errors={"reason": _("Give a reason.")})
    return reason


def recount(*things: UUID) -> None:
    """Count the talks about things anew, and the replies in them (hidden ones keep their place), within the caller's transaction."""
    for thing in things:
        said = Comment.objects.filter(thread_id=thing)
        Thread.objects.filter(thing_id=thing).update(comment_count=said.filter(state=CommentState.SHOWN).count())
        there = Count("replies", filter=~Q(replies__state=CommentState.REMOVED))
        for one, n, kept in said.annotate(there=there).values_list("id", "there", "reply_count"):
            if n != kept:
                Comment.objects.filter(thing_ptr=one).update(reply_count=n)
