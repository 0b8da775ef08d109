"""Planning a session, and who is in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.reach import hidden_audience
from allmende.foundation import clock
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.activities import LeadTaken, SessionChanged, SessionJoined, SessionLeft, SessionPlanned
from allmende.rooms.methods.models import Method, Mode, Part, Seat, Session, SessionState
from allmende.rooms.methods.rules import may_hold, may_join, may_lead, may_take_lead

MOST_PEOPLE = 200
FARTHEST = timedelta(days=732)


@transaction.atomic
def plan_session(
    actor: Actor, method: Method, space: Space, *, title: str = "", question: str = "", mode: Mode = Mode.ONLINE,
    starts: datetime | None = None,
) -> Session:  # fmt: skip
    """Plan a session of a method in a space, which its members see; whoever plans it leads it.

    Raises Refused: 403 may not, 422 what can't be.
    """
    require(may_hold(actor, space))
    shown = method.shown
    said = _checked(title or shown.title, question, starts)
    session = Session.objects.create(
        kind="session", state=SessionState.PLANNED, author=actor, space=space.thing_ptr, place=space, method=method,
        audience=hidden_audience(Kind.DRAFT, space, actor), language=actor.language, mode=mode,
        kept=shown.card.as_json, plan=[step.__dict__ for step in shown.card.plan], **said,
    )  # fmt: skip
    publish(actor, session, space, Layer.TEAM if space.root_id else Layer.COMMUNITY)
    Seat.objects.create(session=session, actor=actor, part=Part.LEAD)
    tell(SessionPlanned, actor, session)
    return session


@transaction.atomic
def change_session(
    actor: Actor, session: Session, *, title: str, question: str, mode: Mode, starts: datetime | None
) -> Session:
    """Change when, where and about what a session is, before it begins. Raises Refused: 403, 409 it has begun, 422."""
    session = held(session)
    require(may_lead(actor, session))
    if session.state != SessionState.PLANNED:
        raise Refused(_("This session has begun already."), 409)
    for name, value in _checked(title, question, starts if starts != session.starts else None).items():
        setattr(session, name, value)
    session.starts, session.mode, session.changed = starts, mode, clock.now()
    session.save()
    tell(SessionChanged, actor, session)
    return session


@transaction.atomic
def join(actor: Actor, session: Session, part: Part = Part.TAKES_PART) -> Seat:
    """Take part in a session, or do something else in it from now on; twice is once.

    Raises Refused: 403 doesn't belong, 409 two hundred are there, 410 it is over.
    """
    session = held(session)
    require(may_join(actor, session))
    seat = Seat.objects.filter(session=session, actor=actor).first()
    wished = Part.TAKES_PART if part == Part.LEAD else part
    if seat is None:
        if Seat.objects.filter(session=session).count() >= MOST_PEOPLE:
            raise Refused(_("Two hundred people take part already. Begin a second session beside this one."), 409)
        seat = Seat.objects.create(session=session, actor=actor, part=wished, number=_next_number(session))
        tell(SessionJoined, actor, session)
    elif seat.part not in {Part.LEAD, wished}:
        seat.part = wished
        seat.save(update_fields=["part"])
    return seat


@transaction.atomic
def leave(actor: Actor, session: Session) -> None:
    """Take part no more; what one wrote stays. Who leads alone leaves only after someone else leads: 409."""
    session = held(session)
    seat = Seat.objects.filter(session=session, actor=actor).first()
    if seat is None:
        return
    leads = Seat.objects.filter(session=session, part=Part.LEAD).exclude(actor=actor)
    if seat.part == Part.LEAD and session.state != SessionState.ENDED and not leads.exists():
        raise Refused(_("You lead this session alone. Let someone else take the lead, or conclude it."), 409)
    seat.delete()
    tell(SessionLeft, actor, session)


@transaction.atomic
def take_lead(actor: Actor, session: Session) -> None:
    """Lead a session from now on, beside whoever led it so far. Raises Refused: 403, 409 not yet, 410 it is over."""
    session = held(session)
    require(may_take_lead(actor, session))
    Seat.objects.update_or_create(session=session, actor=actor, defaults={"part": Part.LEAD})
    tell(LeadTaken, actor, session)


def held(session: Session) -> Session:
    """Return a session as it is now, held until the transaction ends. Raises Refused (404)."""
    found = Session.objects.hold(session.id)
    if found is None:
        raise Refused(_("There is nothing here for you."), 404)
    found.place = session.place
    return found


def tell(fact: type[Activity], actor: Actor, session: Session, **more: Any) -> None:
    """Record what happened to a session."""
    record(fact(actor=actor.id, thing=session.id, space=session.space_id, audience=session.audience_id, **more))


def _next_number(session: Session) -> int:
    highest = Seat.objects.filter(session=session).aggregate(highest=Max("number"))["highest"]
    return 0 if highest is None else int(highest) + 1


def _checked(title: str, question: str, starts: datetime | None) -> dict[str, Any]:
    errors: dict[str, Text] = {}
    title, question = clean_line(title), clean_line(question)
    if not 2 <= len(title) <= 120:
        errors["title"] = _("Give the session a name of 2 to 120 letters.")
    if len(question) > 280:
        errors["question"] = _("280 characters at most.")
    if starts and not clock.now() - timedelta(hours=1) < starts < clock.now() + FARTHEST:
        errors["starts"] = _("Choose a moment that is still to come, within two years.")
    if errors:
        raise Refused(_("Please look at these fields again."), 422, errors=errors)
    return {"title": title, "question": question, "starts": starts}
