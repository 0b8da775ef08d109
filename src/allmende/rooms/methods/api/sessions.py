"""Sessions: listed, planned, read, joined and left."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from allmende.commons.things.shapes import layer_name
from allmende.foundation.api import AFTER, LIMIT, Made, Page, paged
from allmende.rooms.methods import commands
from allmende.rooms.methods.api.cards import method_at, router, space_at
from allmende.rooms.methods.api.shapes import SessionCardOut, SessionIn, SessionOut, SessionPatch, SessionSeatIn
from allmende.rooms.methods.models import Mode, Part, Session
from allmende.rooms.methods.queries import SessionCard, Wall, find_session, session_url, sessions_in, wall_of


def session_at(request: HttpRequest, key: UUID) -> Session:
    """The session that the caller sees; raises Http404."""
    if (found := find_session(request.actor, key)) is None:
        raise Http404
    return found


@router.reads("/methods/sessions", Page[SessionCardOut])
def list_sessions(
    request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT,
    space: str = Query("", max_length=60, description="The slug of a space; without one, the whole community."),
) -> Any:  # fmt: skip
    """List the sessions that you see, the latest first."""
    cards, following = sessions_in(request.actor, space_at(request, space), after, limit)
    return paged(request, response, [_card(card) for card in cards], following)


@router.posts("/methods/sessions", Made)
def plan_session(request: HttpRequest, sent: SessionIn) -> Any:
    """Plan a session of a method; you lead it."""
    made = commands.plan_session(
        request.actor, method_at(request, sent.method), space_at(request, sent.space), title=sent.title,
        question=sent.question, mode=Mode(sent.mode), starts=sent.starts,
    )  # fmt: skip
    return {"id": made.id, "url": session_url(made.id)}


@router.reads("/methods/sessions/{uuid:key}", SessionOut)
def get_session(request: HttpRequest, key: UUID) -> Any:
    """Read a session as you may see it now: what is blind shows when its step is over."""
    return shown(request, session_at(request, key))


@router.puts("/methods/sessions/{uuid:key}", SessionOut)
def put_session(request: HttpRequest, key: UUID, sent: SessionPatch) -> Any:
    """Change when, where and about what a session is that has not begun."""
    session = session_at(request, key)
    commands.change_session(
        request.actor, session, title=sent.title, question=sent.question, mode=Mode(sent.mode), starts=sent.starts
    )
    return shown(request, session_at(request, key))


@router.puts("/methods/sessions/{uuid:key}/seat", SessionOut)
def join_session(request: HttpRequest, key: UUID, sent: SessionSeatIn) -> Any:
    """Take part in a session, keep its time, or keep its notes."""
    commands.join(request.actor, session_at(request, key), Part(sent.part))
    return shown(request, session_at(request, key))


@router.removes("/methods/sessions/{uuid:key}/seat")
def leave_session(request: HttpRequest, key: UUID) -> None:
    """Take part no more; what you wrote stays."""
    commands.leave(request.actor, session_at(request, key))


def shown(request: HttpRequest, session: Session) -> dict[str, Any]:
    """A session as the API says it."""
    wall: Wall = wall_of(request.actor, session)
    return {
        "id": session.id, "title": session.title, "question": session.question, "state": session.state, "mode": session.mode,
        "starts": session.starts, "steps": [asdict(step) for step in session.steps], "step": session.step,
        "seconds_left": session.seconds_left if session.now else None, "is_paused": session.left is not None,
        "people": [{"person": {"handle": one.handle, "name": one.name}, "part": one.part} for one in wall.people],
        "notes": [
            {
                "id": slip.id, "text": slip.text, "author": {"handle": slip.handle, "name": slip.author}, "is_mine": slip.is_mine,
                "group": slip.cluster, "dots": slip.dots, "has_my_dot": slip.has_my_dot, "finding": slip.finding,
            }
            for group in wall.groups for slip in group.slips
        ],
        "written": wall.written, "layer": layer_name(session.layer),
    }  # fmt: skip


def _card(card: SessionCard) -> dict[str, Any]:
    return {
        "id": card.id, "url": card.url, "title": card.title, "question": card.question, "state": card.state, "mode": card.mode,
        "at": card.at, "people": card.people, "layer": layer_name(card.layer), "space": card.place,
    }  # fmt: skip
