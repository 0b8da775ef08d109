"""One queue of questions that those on duty share: ask, take, answer, hand over, answer back, close."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.guides import duty_for, is_for_one_alone, route_at
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import take_turns
from allmende.identity.actors.models import Actor
from allmende.people.desk.activities import (
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpContinued,
    HelpHandedOver,
    HelpTaken,
)
from allmende.people.desk.commands.mails import mail_answer
from allmende.people.desk.commands.words import an_answer, here, in_words
from allmende.people.desk.models import Help, HelpState, Reply
from allmende.people.desk.rules import (
    WAITING,
    may_answer_back,
    may_answer_help,
    may_ask_for_help,
    may_close_help,
    may_hand_over_help,
    may_take_help,
)

MOST_OPEN = 5
"""So many calls for help of one person wait at once."""
MOST_REPLIES = 20
"""So often one question is answered back."""


@transaction.atomic
def ask_for_help(actor: Actor, root: Space, text: str, *, page: str = "") -> Help:
    """Put a sentence into the queue of those on duty; the same words again while they wait are one call.

    The page it is asked from says whose it is first: the duty that its app names, else the community's.
    Raises Refused: 403 for who doesn't belong, 422 without words, 429 while five calls of one's own wait.
    """
    require(may_ask_for_help(actor, root))
    text = in_words(text, 600)
    take_turns(actor.id)  # of the same words at once, the second finds the first
    mine = Help.objects.filter(space=root, asker=actor, state__in=WAITING)
    if earlier := mine.filter(text=text).first():
        return earlier
    if mine.count() >= MOST_OPEN:
        raise Refused(_("Five of your questions wait already. Someone will come to them."), 429)
    made = Help.objects.create(space=root, asker=actor, text=text, **asked_from(page))
    record(HelpAsked(**here(actor, root), help=made.id))
    return made


def asked_from(page: str) -> dict[str, str]:
    """Return where a question was asked and whose it is: only a page of this house is kept, and no link of a mail."""
    route = route_at(page)
    is_kept = route and len(page) <= 300 and not is_for_one_alone(page)
    return {"page": page if is_kept else "", "duty": duty_for(route) or Duty.COMMUNITY}


@transaction.atomic
def take_help(actor: Actor, call: Help) -> Help:
    """Look after a call for help; the others see who does. Raises Refused (403, 409)."""
    call = held(call)
    require(may_take_help(actor, call))
    call.state, call.taken_by, call.taken = HelpState.TAKEN, actor, clock.now()
    call.save()
    record(HelpTaken(**here(actor, call.space), help=call.id, member=call.asker_id))
    return call


@transaction.atomic
def hand_over_help(actor: Actor, call: Help, duty: Duty) -> Help:
    """Give a call for help to another duty, whose people are told; it waits again. Raises Refused (403, 409)."""
    call = held(call)
    require(may_hand_over_help(actor, call))
    if call.duty == duty and call.state == HelpState.OPEN:
        return call
    call.state, call.duty, call.taken_by, call.taken = HelpState.OPEN, duty, None, None
    call.save()
    record(HelpHandedOver(**here(actor, call.space), help=call.id, duty=str(duty)))
    return call


@transaction.atomic
def answer_help(actor: Actor, call: Help, text: str) -> Help:
    """Answer a call for help, taken before or not; whoever asked reads it here and by mail. Raises Refused (403, 409, 422)."""
    call = held(call)
    require(may_answer_help(actor, call))
    text = an_answer(text)
    call.taken_by, call.taken, call.state = call.taken_by or actor, call.taken or clock.now(), HelpState.ANSWERED
    if call.answered:
        Reply.objects.create(help=call, by=actor, is_askers=False, text=text)
    else:
        call.answer, call.answered_by, call.answered = text, actor, clock.now()
    call.save()
    record(HelpAnswered(**here(actor, call.space), help=call.id, member=call.asker_id))
    mail_answer(call, actor, text)
    return call


@transaction.atomic
def answer_back(actor: Actor, call: Help, text: str) -> Help:
    """Say something more to one's own question: it waits again, for whoever looks after it. Raises Refused (404, 409, 422, 429)."""
    call = held(call)
    require(may_answer_back(actor, call))
    if call.replies.filter(is_askers=True).count() >= MOST_REPLIES:
        raise Refused(_("That is a long talk by now. Better meet, or ask anew."), 429)
    Reply.objects.create(help=call, by_id=call.asker_id, is_askers=True, text=an_answer(text, "text"))
    call.state = HelpState.TAKEN if call.taken_by_id else HelpState.OPEN
    call.save()
    record(HelpContinued(**here(actor, call.space), help=call.id))
    return call


@transaction.atomic
def close_help(actor: Actor, call: Help) -> Help:
    """Be done with a call for help. Raises Refused (403, 409)."""
    call = held(call)
    require(may_close_help(actor, call))
    call.state = HelpState.CLOSED
    call.save()
    record(HelpClosed(**here(actor, call.space), help=call.id))
    return call


def held(call: Help) -> Help:
    """Return a call for help as it is now, held until the transaction ends: two who take it at once take turns."""
    rows = Help.objects.select_for_update(of=("self",)).select_related("space__root", "taken_by", "asker")
    return rows.get(id=call.id)
