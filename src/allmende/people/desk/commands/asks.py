"""Asking for small next steps, and answering kindly."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor
from allmende.people.desk.activities import StepAccepted, StepAsked, StepDeclined
from allmende.people.desk.commands.words import here, in_words
from allmende.people.desk.models import Ask, AskState, Mute, Step
from allmende.people.desk.rules import may_answer_ask, may_ask


@transaction.atomic
def ask(
    actor: Actor, root: Space, member: Actor, step: Step, text: str, *, thing: UUID | None = None, count: int = 0
) -> Ask:
    """Ask someone for a small next step; they read the words and why it is them. The same within a day is one ask.

    A thing that they don't see is left out: nobody is asked about what is not there for them.
    Raises Refused: 403 who may not, 409 not here, rather not, too often, 422 without words.
    """
    text = in_words(text, 400)
    recent = Ask.objects.filter(space=root, actor=member, by=actor, step=step, at__gt=clock.now() - timedelta(days=1))
    if earlier := recent.filter(text=text).first():
        return earlier
    require(may_ask(actor, root, member, step))
    if thing and not Thing.objects.visible_to(member).filter(id=thing).exists():
        thing = None
    made = Ask.objects.create(space=root, actor=member, by=actor, step=step, thing=thing, count=count, text=text)
    record(StepAsked(**here(actor, root), member=member.id, ask=made.id, step=str(step)))
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
    record(made(**here(actor, ask.space), ask=ask.id, asked_by=ask.by_id))
    return ask


def unmute(actor: Actor, root: Space, step: Step) -> None:
    """Let oneself be asked for a kind of step again."""
    Mute.objects.filter(space=root, actor=actor, step=step).delete()
