"""Who asks about a brief, who answers, and who tells the news of a call."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_active, is_open
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, CallState, PartKind, Question, Round
from allmende.rooms.calls.rules.people import can_see, has_part, home_of, is_host, sees_behind, takes_part
from allmende.rooms.calls.rules.times import instant


@asked(_("ask about the brief"))
def may_ask(reader: Reader, call: Call) -> Verdict:
    """Whoever takes part, while questions are taken."""
    until = call.questions_until
    over = _("Questions were taken until %(at)s.") % {"at": instant(until)} if until else ""
    return first_denial(
        takes_part(reader, call),
        is_active(reader, home_of(call)),
        allow_if(call.round != Round.NONE and call.state != CallState.DRAFT, _("No questions are taken here."), status=410),
        allow_if(call.state != CallState.FINISHED, _("The outcome has been told: the round of questions is over."), status=410),
        allow_if(until is None or clock.now() < until, over, status=410),
    )  # fmt: skip


def answers(reader: Reader, call: Call) -> Verdict:
    """Its hosts answer, and its experts."""
    host = is_host(reader, call)
    return host if host or not has_part(reader, call, PartKind.EXPERT) else is_open(reader, call.place)


@asked(_("answer questions about the brief"))
def may_answer(reader: Reader, call: Call) -> Verdict:
    """Its hosts and experts, also when the round is over."""
    return first_denial(can_see(reader, call), answers(reader, call))


def may_remove_question(reader: Reader, call: Call, question: Question) -> Verdict:
    """Whoever asked takes it back until it is answered; hosts remove what doesn't belong here."""
    if question.asker_id is not None and reader.id == question.asker_id:
        answered = _("It has been answered: the answer is for everyone.")
        return first_denial(
            can_see(reader, call),
            is_open(reader, call.place),
            allow_if(question.answered is None, answered, status=409),
        )
    return first_denial(can_see(reader, call), is_host(reader, call))


@asked(_("tell the news of the call"))
def may_tell_news(reader: Reader, call: Call) -> Verdict:
    """Its hosts, once it is published."""
    return first_denial(
        can_see(reader, call),
        is_host(reader, call),
        allow_if(call.state != CallState.DRAFT, _("First publish the call."), status=409),
    )


@asked(_("open a round of questions"))
def may_set_round(reader: Reader, call: Call) -> Verdict:
    """Its hosts, until the outcome is told."""
    told = _("The outcome has been told: the round of questions is over.")
    return first_denial(
        can_see(reader, call), is_host(reader, call), allow_if(call.state != CallState.FINISHED, told, status=409)
    )


def sees_question(reader: Reader, call: Call, question: Question) -> Verdict:
    """Answered ones are for everyone who sees the call; before, those who answer, the client and who asked, or all as the call says."""
    if question.answered is not None or call.round == Round.ALL or reader.id == question.asker_id:
        return can_see(reader, call)
    behind = ALLOWED if sees_behind(reader, call) else answers(reader, call)
    return first_denial(can_see(reader, call), behind)
