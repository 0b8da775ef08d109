"""Asking for small next steps, answering kindly, and helping each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.desk.activities import (
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpTaken,
    StepAccepted,
    StepAsked,
    StepDeclined,
)
from allmende.people.desk.models import Ask, AskState, Help, HelpState, Mute, Step
from allmende.people.desk.rules import (
    may_answer_ask,
    may_answer_help,
    may_ask,
    may_ask_for_help,
    may_close_help,
    may_take_help,
)

MOST_OPEN = 5
"""So many calls for help of one person wait at once."""


@transaction.atomic
def ask(
    actor: Actor, root: Space, member: Actor, step: Step, text: str, *, thing: UUID | None = None, count: int = 0
) -> Ask:
    """Ask someone for a small next step; they read the words and why it is them. The same within a day is one ask.

    A thing that they don't see is left out: nobody is asked about what is not there for them.
    Raises Refused: 403 who may not, 409 not here, rather not, too often, 422 without words.
    """
    text = _words(text, 400)
    recent = Ask.objects.filter(space=root, actor=member, by=actor, step=step, at__gt=clock.now() - timedelta(days=1))
    if earlier := recent.filter(text=text).first():
        return earlier
    require(may_ask(actor, root, member, step))
    if thing and not Thing.objects.visible_to(member).filter(id=thing).exists():
        thing = None
    made = Ask.objects.create(space=root, actor=member, by=actor, step=step, thing=thing, count=count, text=text)
    record(StepAsked(**_here(actor, root), member=member.id, ask=made.id, step=str(step)))
    return made


@transaction.atomic
def answer_ask(actor: Actor, ask: Ask, *, accepts: bool, never_again: bool = False) -> Ask:
    """Say yes to an ask, or kindly no; `never_again` keeps this kind of step away from now on. Raises Refused (404, 409)."""
    ask = Ask.objects.select_for_update(of=("self",)).select_related("space").get(id=ask.id)
    require(may_answer_ask(actor, ask))
    ask.state, ask.answered = AskState.ACCEPTED if accepts else AskState.DECLINED, clock.now()
    ask.save()
    if never_again:
        Mute.objects.get_or_create(space=ask.space, actor=actor, step=ask.step)
    made = StepAccepted if accepts else StepDeclined
    record(made(**_here(actor, ask.space), ask=ask.id, asked_by=ask.by_id))
    return ask


def unmute(actor: Actor, root: Space, step: Step) -> None:
    """Let oneself be asked for a kind of step again."""
    Mute.objects.filter(space=root, actor=actor, step=step).delete()


@transaction.atomic
def ask_for_help(actor: Actor, root: Space, text: str, *, page: str = "") -> Help:
    """Put a sentence into the queue of those on duty; the same words again while they wait are one call.

    Raises Refused: 403 for who doesn't belong, 422 without words, 429 while five calls of one's own wait.
    """
    require(may_ask_for_help(actor, root))
    text = _words(text, 600)
    mine = Help.objects.filter(space=root, asker=actor, state__in=(HelpState.OPEN, HelpState.TAKEN))
    if earlier := mine.filter(text=text).first():
        return earlier
    if mine.count() >= MOST_OPEN:
        raise Refused(_("Five of your questions wait already. Someone will come to them."), 429)
    path = page[:300] if page.startswith("/") and not page.startswith("//") else ""
    made = Help.objects.create(space=root, asker=actor, text=text, page=path)
    record(HelpAsked(**_here(actor, root), help=made.id))
    return made


@transaction.atomic
def take_help(actor: Actor, call: Help) -> Help:
    """Look after a call for help; the others see who does. Raises Refused (403, 409)."""
    call = _held(call)
    require(may_take_help(actor, call))
    call.state, call.taken_by, call.taken = HelpState.TAKEN, actor, clock.now()
    call.save()
    record(HelpTaken(**_here(actor, call.space), help=call.id, member=call.asker_id))
    return call


@transaction.atomic
def answer_help(actor: Actor, call: Help, text: str) -> Help:
    """Answer a call for help, taken before or not. Raises Refused (403, 409, 422)."""
    call = _held(call)
    require(may_answer_help(actor, call))
    text = clean_text(text).strip()
    if not 2 <= len(text) <= 2000:
        raise Refused(_("Write an answer, up to 2,000 characters."), 422, errors={"answer": _("An answer, please.")})
    call.taken_by, call.taken = call.taken_by or actor, call.taken or clock.now()
    call.state, call.answer, call.answered_by, call.answered = HelpState.ANSWERED, text, actor, clock.now()
    call.save()
    record(HelpAnswered(**_here(actor, call.space), help=call.id, member=call.asker_id))
    return call


@transaction.atomic
def close_help(actor: Actor, call: Help) -> Help:
    """Be done with a call for help. Raises Refused (403, 409)."""
    call = _held(call)
    require(may_close_help(actor, call))
    call.state = HelpState.CLOSED
    call.save()
    record(HelpClosed(**_here(actor, call.space), help=call.id))
    return call


def forget(actor: Actor) -> None:
    """Asks and one's own questions go; answers that one gave stay without a name."""
    Ask.objects.filter(Q(actor=actor) | Q(by=actor)).delete()
    Mute.objects.filter(actor=actor).delete()
    Help.objects.filter(asker=actor).delete()
    Help.objects.filter(taken_by=actor).update(taken_by=None)
    Help.objects.filter(answered_by=actor).update(answered_by=None)


def _held(call: Help) -> Help:
    """Return a call for help as it is now, held until the transaction ends: two who take it at once take turns."""
    return Help.objects.select_for_update(of=("self",)).select_related("space__root", "taken_by").get(id=call.id)


def _words(text: str, most: int) -> str:
    text = clean_line(text)
    if not 3 <= len(text) <= most:
        raise Refused(
            _("Say it in a sentence or two, up to %(n)d characters.") % {"n": most}, 422,
            errors={"text": _("A sentence, please.")},
        )  # fmt: skip
    return text


def _here(actor: Actor, root: Space) -> dict[str, Any]:
    return {"actor": actor.id, "thing": root.id, "space": root.id, "audience": root.audience_id}
