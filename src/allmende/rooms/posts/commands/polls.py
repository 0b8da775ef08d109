"""Asking something in a post, and answering it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.activities import PollClosed, PollVoted
from allmende.rooms.posts.commands.writing import held
from allmende.rooms.posts.models import Answer, Poll, Post, PostState, Vote
from allmende.rooms.posts.rules import may_change, may_close_poll, may_vote

FEWEST, MOST = 2, 10
"""Answers of a poll."""


@dataclass(frozen=True)
class PollText:
    """A poll as it is written: the question, its answers, whether one may choose several, and until when (None: without end)."""

    question: str
    answers: tuple[str, ...]
    has_several: bool = False
    closes: datetime | None = None


@transaction.atomic
def set_poll(actor: Actor, post: Post, poll: PollText | None) -> None:
    """Give a post that is not shared yet its poll, another one, or none.

    Raises Refused: 403 not one's own, 409 once it is shared (votes were cast on what stood there), 422 with what can't be.
    """
    post = held(post)
    require(may_change(actor, post))
    if post.state == PostState.OPEN:
        raise Refused(_("The poll stays as it was shared: people vote on what stands there."), 409)
    Poll.objects.filter(post=post.id).delete()
    if poll is None:
        return
    question, answers = clean_line(poll.question), [clean_line(answer) for answer in poll.answers]
    _require_sound(question, answers, poll.closes)
    made = Poll.objects.create(post=post, question=question, has_several=poll.has_several, closes=poll.closes)
    Answer.objects.bulk_create(Answer(poll=made, number=n, text=text) for n, text in enumerate(answers, 1))


def _require_sound(question: str, answers: list[str], closes: datetime | None) -> None:
    errors: dict[str, Text] = {}
    if not question or len(question) > 200:
        errors["question"] = _("Ask something, in 200 characters at most.")
    if not FEWEST <= len(answers) <= MOST or not all(answers):
        errors["answers"] = _("Give two to ten answers, one on each line.")
    elif any(len(answer) > 100 for answer in answers):
        errors["answers"] = _("100 characters at most for each answer.")
    elif len({answer.casefold() for answer in answers}) < len(answers):
        errors["answers"] = _("Two of the answers are the same.")
    if closes and closes <= clock.now():
        errors["closes"] = _("Choose a moment that is still to come.")
    if errors:
        raise Refused(_("Please look at the poll again."), 422, errors=errors)


@transaction.atomic
def vote(actor: Actor, post: Post, answers: Collection[int]) -> None:
    """Choose answers of a poll by their numbers; what one chose before is taken back, and none takes all back.

    The same choice again changes nothing. Raises Refused: 403, 404 or 409 as `may_vote` says, 410 closed, 422 no such answer, or
    several where one may choose one.
    """
    post, poll = _held_poll(post)
    require(may_vote(actor, post, poll))
    known = {answer.number: answer for answer in poll.answers.all()}
    wanted = set(answers)
    if not wanted <= known.keys() or (len(wanted) > 1 and not poll.has_several):
        sentence = _("Choose from the answers.") if poll.has_several else _("Choose one of the answers.")
        raise Refused(sentence, 422, errors={"answers": sentence})
    before = set(Vote.objects.filter(answer__poll=poll, voter=actor).values_list("answer__number", flat=True))
    if wanted == before:
        return
    Vote.objects.filter(voter=actor, answer__in=[known[n] for n in before - wanted]).delete()
    Vote.objects.bulk_create(Vote(answer=known[n], voter=actor) for n in sorted(wanted - before))
    Answer.objects.filter(poll=poll, number__in=before - wanted).update(votes=F("votes") - 1)
    Answer.objects.filter(poll=poll, number__in=wanted - before).update(votes=F("votes") + 1)
    Poll.objects.filter(pk=poll.pk).update(voters=F("voters") + int(bool(wanted)) - int(bool(before)))
    record(PollVoted(actor=actor.id, thing=post.id, space=post.space_id, audience=post.audience_id))


@transaction.atomic
def close_poll(actor: Actor, post: Post) -> None:
    """End a poll now; its results are everyone's to see who sees the post. Raises Refused: 403, 404, 410 closed already."""
    post, poll = _held_poll(post)
    require(may_close_poll(actor, post, poll))
    poll.closes = clock.now()
    poll.save(update_fields=["closes"])
    record(
        PollClosed(actor=actor.id, thing=post.id, space=post.space_id, audience=post.audience_id, voters=poll.voters)
    )


def _held_poll(post: Post) -> tuple[Post, Poll]:
    """Return a post with its poll, held, so that two votes of one person are counted one after the other."""
    post = held(post)
    poll = Poll.objects.filter(post=post.id).first()
    if poll is None:
        raise Refused(_("There is no poll here."), 404)
    return post, poll
