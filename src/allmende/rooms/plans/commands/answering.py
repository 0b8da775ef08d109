"""Answering the questions of a plan, and reading along as the second person."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.versions.commands import keep
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.activities import (
    AnswerConfirmed,
    AnswerFoundLacking,
    AnswerRemoved,
    QuestionAnswered,
)
from allmende.rooms.plans.commands.planning import held
from allmende.rooms.plans.models import LONGEST_ANSWER, Answer, Plan, Question
from allmende.rooms.plans.rules import may_answer, may_read_along, may_remove_answer

SHORTEST = 20
"""Characters of an answer: fewer name nothing."""


@transaction.atomic
def answer_question(actor: Actor, plan: Plan, question: str, text: str, revision: int = 0) -> Answer:
    """Give one's own answer to a question of a plan, in Markdown, or change it; others keep theirs.

    `revision` is that of the answer which the form was loaded with, 0 where there was none. What was said before is kept as a
    version of the plan, and a changed answer is to be confirmed anew; the same words again change nothing. Raises Refused: 403
    may not, 404 no such question, 409 saved in another window meanwhile or the plan is done, 422 too short or too long.
    """
    plan = held(plan)
    require(may_answer(actor, plan))
    if question not in set(Question):
        raise Refused(_("There is no such question."), 404)
    words = _sound(text)
    mine = plan.answers.select_for_update(of=("self",)).filter(question=question, author=actor).first()
    if mine is not None and mine.text == words:
        return mine
    if revision != (mine.revision if mine else 0):
        raise Refused(_("You saved this in another window in the meantime. Compare the two and decide."), 409)
    if mine is None:
        mine = Answer.objects.create(plan=plan, question=question, author=actor, text=words)
    else:
        keep(actor, plan, {"question": question, "author": str(actor.id), "text": mine.text})
        mine.text, mine.revision, mine.changed = words, mine.revision + 1, clock.now()
        _unread(mine)
        mine.save()
    record(QuestionAnswered(**_where(actor, plan), question=str(question), is_new=mine.revision == 1))
    return mine


@transaction.atomic
def remove_answer(actor: Actor, answer: Answer) -> None:
    """Take one's own answer back; what it said is kept as a version of the plan. Raises Refused: 403 not one's own, 409."""
    plan, answer = _held_answer(answer)
    require(may_remove_answer(actor, answer, plan))
    keep(actor, plan, {"question": answer.question, "author": str(answer.author_id), "text": answer.text})
    answer.delete()
    record(AnswerRemoved(**_where(actor, plan), question=answer.question))


@transaction.atomic
def confirm_answer(actor: Actor, answer: Answer, revision: int) -> Answer:
    """Confirm as the second person that an answer is concrete; `revision` is the one that was read.

    Raises Refused: 403 one's own, 409 changed since it was read.
    """
    plan, answer = _read(actor, answer, revision)
    if answer.is_concrete:
        return answer
    answer.is_concrete, answer.lacks = True, ""
    _signed(actor, answer)
    record(AnswerConfirmed(**_where(actor, plan), question=answer.question, member=answer.author_id))
    return answer


@transaction.atomic
def find_lacking(actor: Actor, answer: Answer, revision: int, lacks: str) -> Answer:
    """Say as the second person what is missing in an answer; a confirmation that it had is gone with it.

    Raises Refused: 403 one's own, 409 changed since it was read, 422 without saying what.
    """
    plan, answer = _read(actor, answer, revision)
    line = clean_line(lacks)
    if not 10 <= len(line) <= 600:
        sentence = _("Say what is missing, in 10 to 600 characters: a name, a number, a day?")
        raise Refused(sentence, 422, errors={"lacks": sentence})
    answer.is_concrete, answer.lacks = False, line
    _signed(actor, answer)
    record(AnswerFoundLacking(**_where(actor, plan), question=answer.question, member=answer.author_id))
    return answer


def _sound(text: str) -> str:
    words = clean_text(text).strip()
    error: Text = ""
    if len(words) < SHORTEST:
        error = _("Answer in a sentence or more: who, what, until when?")
    elif len(words) > LONGEST_ANSWER:
        error = _("6,000 characters at most. Put what is longer into a file, and say here what follows from it.")
    if error:
        raise Refused(error, 422, errors={"text": error})
    return words


def _held_answer(answer: Answer) -> tuple[Plan, Answer]:
    """Return an answer with its plan, both held: the plan first, as every command on a plan does. Raises Refused (404)."""
    plan = held(answer.plan_id)
    found = Answer.objects.select_for_update(of=("self",)).filter(id=answer.id).first()
    if found is None:
        raise Refused(_("This answer was taken back."), 404)
    return plan, found


def _read(actor: Actor, answer: Answer, revision: int) -> tuple[Plan, Answer]:
    plan, answer = _held_answer(answer)
    require(may_read_along(actor, answer, plan))
    if revision != answer.revision:
        raise Refused(_("This answer has changed since you read it. Read it again, please."), 409)
    return plan, answer


def _signed(actor: Actor, answer: Answer) -> None:
    answer.read_by, answer.read = actor, clock.now()
    answer.save(update_fields=["is_concrete", "lacks", "read_by", "read"])


def _unread(answer: Answer) -> None:
    answer.read_by, answer.read, answer.is_concrete, answer.lacks = None, None, False, ""


def _where(actor: Actor, plan: Plan) -> dict[str, Any]:
    return {"actor": actor.id, "thing": plan.id, "space": plan.space_id, "audience": plan.audience_id}
