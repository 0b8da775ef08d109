"""Questions about a brief and their answers; the news of a call."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.activities import (
    BriefQuestionAnswered,
    BriefQuestionAsked,
    BriefQuestionRemoved,
    QuestionRoundSet,
    UpdatePublished,
)
from allmende.rooms.calls.commands.calls import locked
from allmende.rooms.calls.models import Call, Question, Round, Update
from allmende.rooms.calls.rules import may_answer, may_ask, may_remove_question, may_set_round, may_tell_news

MOST_OPEN_OF_ONE = 10
MOST_QUESTIONS = 2_000
MOST_UPDATES = 200


@transaction.atomic
def set_round(actor: Actor, call: Call, kind: str, until: datetime | None) -> None:
    """Say whether questions are taken, who reads them before they are answered, and until when. Raises Refused (422)."""
    call = locked(call)
    require(may_set_round(actor, call))
    if kind not in Round.values:
        raise Refused(_("Choose one of these."), 422, errors={"round": _("Choose one of these.")})
    call.round, call.questions_until = kind, until
    call.revision += 1
    call.save(update_fields=["round", "questions_until", "revision"])
    record(
        QuestionRoundSet(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, kind=str(kind))
    )


@transaction.atomic
def ask(actor: Actor, call: Call, text: str, *, unnamed: bool = False) -> Question:
    """Ask about the brief; where `unnamed`, nobody learns who asked, not even the hosts.

    Raises Refused (410) when the round is over, (422) without a question, (409) with ten of one's own unanswered.
    """
    call = locked(call)
    require(may_ask(actor, call))
    if len(text.strip()) < 5:
        raise Refused(
            _("Write your question in a sentence."), 422, errors={"text": _("Write your question in a sentence.")}
        )
    if call.questions.filter(asker=actor, answered=None).count() >= MOST_OPEN_OF_ONE:
        raise Refused(_("Ten of your questions wait for an answer. Let the hosts answer those first."), 409)
    if call.questions.count() >= MOST_QUESTIONS:
        raise Refused(_("So many questions have been asked here that no more are taken."), 409)
    question = Question.objects.create(call=call, asker=actor, is_unnamed=unnamed, text=text)
    who = (
        system().id if unnamed else actor.id
    )  # the journal is read by many: whoever stays unsaid is not named in it either
    record(
        BriefQuestionAsked(actor=who, thing=call.id, space=call.place_id, audience=call.audience_id, question=question.id, unnamed=unnamed)
    )  # fmt: skip
    return question


@transaction.atomic
def answer(actor: Actor, call: Call, question: Question, text: str) -> Question:
    """Answer a question, for everyone; answered again, the words are put better. Raises Refused (422) without words."""
    call = locked(call)
    require(may_answer(actor, call))
    if len(text.strip()) < 2:
        raise Refused(_("Write an answer."), 422, errors={"answer": _("Write an answer.")})
    question = Question.objects.select_for_update().get(id=question.id)
    is_first = question.answered is None
    question.answer, question.answered_by, question.answered = text, actor, question.answered or clock.now()
    question.save()
    record(
        BriefQuestionAnswered(
            actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, question=question.id, first=is_first
        )
    )  # fmt: skip
    return question


@transaction.atomic
def remove_question(actor: Actor, call: Call, question: Question) -> None:
    """Take one's own question back, or remove what doesn't belong here. Raises Refused (403, 409)."""
    call = locked(call)
    require(may_remove_question(actor, call, question))
    who = system().id if question.is_unnamed and question.asker_id == actor.id else actor.id
    question.delete()
    record(BriefQuestionRemoved(actor=who, thing=call.id, space=call.place_id, audience=call.audience_id))


@transaction.atomic
def tell_news(actor: Actor, call: Call, title: str, text: str) -> Update:
    """Tell the news of a call to everyone who takes part: authors, also of drafts, who commented, who follows, its people.

    Raises Refused (422) without title and text, (409) beyond two hundred.
    """
    call = locked(call)
    require(may_tell_news(actor, call))
    errors: dict[str, Text] = {
        name: sentence
        for name, value, sentence in (
            ("title", title, _("Give the news a title.")), ("text", text, _("Write what is new.")),
        )
        if len(value.strip()) < 3
    }  # fmt: skip
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    if call.updates.count() >= MOST_UPDATES:
        raise Refused(_("Two hundred updates at most. Tell what is new in the discussion."), 409)
    update = Update.objects.create(call=call, author=actor, title=title, text=text)
    record(
        UpdatePublished(actor=actor.id, thing=call.id, space=call.place_id, audience=call.audience_id, update=update.id)
    )
    return update
