"""Whom it concerns when an answer is read by a second person."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.threads.activities import CommentAdded
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN, TALK, THANKS
from allmende.rooms.plans.activities import AnswerConfirmed, AnswerFoundLacking, SeatOffered, WordSaid
from allmende.rooms.plans.models import Answer
from allmende.rooms.plans.queries import those_who_took_part

CONFIRMED = reason("plans.confirmed", _("{actor} confirmed that your answer in {thing} is concrete"), OWN)
LACKING = reason("plans.lacking", _("{actor} misses something in your answer in {thing}"), OWN)
DISCUSSED = reason(
    "plans.discussed", _("{actor} spoke about {thing}, which you answered"), TALK,
    many=_("{actors} spoke about {thing}, which you answered"),
)  # fmt: skip
SEAT = reason("plans.seat", _("{actor} asks you to take a seat in {thing}"), ASK)
WORD = reason("plans.word", _("{actor} tells what came of {thing}, and thanks you"), THANKS)


@concerns(CommentAdded)
def of_words_about_a_question(entry: Entry) -> Iterator[Concern]:
    """Those who answered the question; whoever began the plan hears of it as of any comment."""
    comment = UUID(entry.payload["comment"])
    for answer in Answer.objects.filter(plan__topics=entry.thing, question=F("plan__topics__question")):
        yield Concern(answer.author_id, DISCUSSED, spot=comment)


@concerns(AnswerConfirmed)
def of_a_confirmed_answer(entry: Entry) -> Iterator[Concern]:
    """Whoever gave it."""
    yield Concern(UUID(entry.current_payload["member"]), CONFIRMED)


@concerns(AnswerFoundLacking)
def of_an_answer_that_lacks_something(entry: Entry) -> Iterator[Concern]:
    """Whoever gave it."""
    yield Concern(UUID(entry.current_payload["member"]), LACKING)


@concerns(SeatOffered)
def of_an_offered_seat(entry: Entry) -> Iterator[Concern]:
    """Whoever is asked."""
    yield Concern(UUID(entry.current_payload["member"]), SEAT)


@concerns(WordSaid)
def of_a_last_word(entry: Entry) -> Iterator[Concern]:
    """Everyone who took part in the space."""
    space = Space.objects.filter(id=entry.thing).first()
    if space is not None:
        yield from (Concern(person, WORD) for person in sorted(those_who_took_part(space)))
