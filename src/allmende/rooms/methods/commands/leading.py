"""Leading a session through its steps, by the house's clock."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.activities import ClockSet, SessionEnded, StepBegan
from allmende.rooms.methods.commands.sessions import held, tell
from allmende.rooms.methods.models import Note, Seat, Session, SessionState
from allmende.rooms.methods.models.session import BEFORE
from allmende.rooms.methods.rules import may_lead, may_set_clock

type Turn = Literal["pause", "go", "minute"]
LONGEST = 240 * 60
"""Seconds that a step can have left."""


def begin(actor: Actor, session: Session) -> Session:
    """Begin with the first step. Raises Refused as `next_step` does."""
    return next_step(actor, session, BEFORE)


@transaction.atomic
def next_step(actor: Actor, session: Session, after: int) -> Session:
    """Go on to the step that follows `after`, the one that whoever pressed saw.

    Raises Refused: 403 doesn't lead, 409 another has gone on meanwhile, or it was the last, 410 it is over.
    """
    session = held(session)
    require(may_lead(actor, session))
    if session.step != after:
        raise Refused(_("Someone else has gone on already. You see the step that is on now."), 409)
    if session.is_last:
        raise Refused(_("That was the last step. Conclude the session."), 409)
    now = clock.now()
    session.step += 1
    session.state, session.began = SessionState.RUNNING, session.began or now
    minutes = session.steps[session.step].minutes
    session.step_began, session.step_ends, session.left = now, now + timedelta(minutes=minutes), None
    session.going_round = Seat.objects.filter(session=session, number__isnull=False).count()
    session.save()
    tell(StepBegan, actor, session, step=session.step)
    return session


@transaction.atomic
def set_clock(actor: Actor, session: Session, turn: Turn) -> Session:
    """Stop the clock of the step, let it run again, or give a minute more. Raises Refused: 403, 409 not begun, 410 over."""
    session = held(session)
    require(may_set_clock(actor, session))
    left = max(session.seconds_left, 0)
    if turn == "minute":
        left = min(left + 60, LONGEST)
    stands = turn == "pause" or (turn == "minute" and session.left is not None)
    session.left = left if stands else None
    session.step_ends = None if stands else clock.now() + timedelta(seconds=left)
    session.save(update_fields=["left", "step_ends"])
    tell(ClockSet, actor, session)
    return session


@transaction.atomic
def conclude(actor: Actor, session: Session) -> Session:
    """End a session, wherever it is; twice is once. Raises Refused: 403 doesn't lead, 409 it has not begun."""
    session = held(session)
    if session.state == SessionState.ENDED:
        return session
    require(may_lead(actor, session))
    now = clock.now()
    session.state, session.ended, session.began = SessionState.ENDED, now, session.began or now
    session.step_ends = session.left = None
    session.save()
    people, notes = Seat.objects.filter(session=session).count(), Note.objects.filter(session=session).count()
    tell(SessionEnded, actor, session, people=people, notes=notes)
    return session
