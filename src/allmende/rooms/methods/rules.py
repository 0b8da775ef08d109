"""Who may write method cards, hold sessions, lead them, take part, and keep what comes out."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import AT_HAND, Layer
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_share, has_work, is_active, is_open, is_signed_in, is_steward, is_system
from allmende.commons.threads.rules import belongs, is_visible
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Method, Note, Part, Seat, Session, SessionState

PATIENCE = timedelta(minutes=5)
"""So long a session waits for whoever leads it, before someone else who takes part may lead on."""


@asked(_("add a method card"))
def may_write(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators of the space."""
    return is_steward(reader, space)


@asked(_("change the method card"))
def may_change(reader: Reader, method: Method) -> Verdict:
    """Hosts and curators of the space in which it stands."""
    return first_denial(
        is_visible(reader, method),
        allow_if(not method.is_binned, _("It is in the bin. Restore it first."), status=409),
        is_steward(reader, method.place),
    )


@asked(_("plan a session"))
def may_hold(reader: Reader, space: Space) -> Verdict:
    """Members of the space, once their first commitment is kept."""
    return has_work(reader, space)


def seat_of(reader: Reader, session: Session) -> Seat | None:
    """Return the reader's seat in a session; one statement, then kept on the session."""
    if reader.is_guest:
        return None
    kept: dict[object, Seat | None] = session.__dict__.setdefault("_seats_asked", {})
    if reader.id not in kept:
        kept[reader.id] = Seat.objects.filter(session=session.id, actor=reader.id).first()
    return kept[reader.id]


def _is_at_hand(session: Session) -> Verdict:
    return allow_if(session.audience.kind in AT_HAND, _("It is in the bin. Restore it first."), status=409)


def _is_not_over(session: Session) -> Verdict:
    return allow_if(session.state != SessionState.ENDED, _("This session is over."), status=410)


def _is_running(session: Session) -> Verdict:
    return first_denial(
        _is_not_over(session),
        allow_if(session.state == SessionState.RUNNING, _("This session has not begun yet."), status=409),
    )


@asked(_("take part in the session"))
def may_join(reader: Reader, session: Session) -> Verdict:
    """Whoever sees it and belongs to its space or community, until it is over."""
    return first_denial(
        is_visible(reader, session),
        is_signed_in(reader),
        _is_at_hand(session),
        belongs(reader, session.place, session.layer),
        is_open(reader, session.place),
        ABOVE.allows(reader, "say"),
        _is_not_over(session),
    )


def _takes_part(reader: Reader, session: Session) -> Verdict:
    seat = seat_of(reader, session)
    return first_denial(
        is_visible(reader, session),
        is_signed_in(reader),
        _is_at_hand(session),
        is_active(reader, session.place),
        allow_if(seat is not None, _("Take part in the session first.")),
    )


def _leads(reader: Reader, session: Session) -> Verdict:
    seat = seat_of(reader, session)
    if is_system(reader) or (seat is not None and seat.part == Part.LEAD):
        return is_active(reader, session.place)
    return allow_if(bool(is_steward(reader, session.place)), _("Only who leads the session can do this."))


@asked(_("lead the session"))
def may_lead(reader: Reader, session: Session) -> Verdict:
    """Move a session that is not over from step to step: who leads it, and hosts and curators of its space."""
    return first_denial(
        is_visible(reader, session), is_signed_in(reader), _is_at_hand(session), is_open(reader, session.place),
        _leads(reader, session), _is_not_over(session),
    )  # fmt: skip


@asked(_("take over the lead"))
def may_take_lead(reader: Reader, session: Session) -> Verdict:
    """Lead from now on: hosts and curators at any time, others who take part once nobody has led on for five minutes."""
    seat = seat_of(reader, session)
    if seat is not None and seat.part == Part.LEAD:
        return Denied(_("You lead this session already."), status=409)
    if is_steward(reader, session.place):
        return first_denial(is_visible(reader, session), _is_at_hand(session), _is_not_over(session))
    return first_denial(
        _takes_part(reader, session),
        _is_not_over(session),
        allow_if(
            session.is_abandoned(PATIENCE),
            _("You can take the lead when nobody has led on for five minutes."),
            status=409,
        ),
    )


@asked(_("set the clock of the session"))
def may_set_clock(reader: Reader, session: Session) -> Verdict:
    """Stop and start the clock, and give a minute: who leads, and who keeps the time."""
    seat = seat_of(reader, session)
    keeps_time = seat is not None and seat.part == Part.TIME
    return first_denial(_takes_part(reader, session) if keeps_time else may_lead(reader, session), _is_running(session))


@asked(_("write a note"))
def may_write_note(reader: Reader, session: Session) -> Verdict:
    """Write on the wall: who takes part, in a step in which notes are written."""
    now = session.now
    return first_denial(
        _takes_part(reader, session),
        _is_running(session),
        allow_if(now is not None and now.takes == "notes", _("In this step no notes are written."), status=409),
    )


def may_remove_note(reader: Reader, session: Session, note: Note) -> Verdict:
    """Take a note away: who wrote it, while its step is on; who leads, until the session is over."""
    is_mine = not reader.is_guest and note.author_id == reader.id
    if is_mine and note.step == session.step and session.state == SessionState.RUNNING:
        return _takes_part(reader, session)
    return may_lead(reader, session)


@asked(_("sort notes into groups"))
def may_sort(reader: Reader, session: Session) -> Verdict:
    """Group notes: who takes part, in the step for it; who leads, from then on."""
    now = session.now
    if now is not None and now.takes == "clusters":
        return first_denial(_takes_part(reader, session) if seat_of(reader, session) else may_lead(reader, session))
    return first_denial(
        may_lead(reader, session), _is_running(session),
        allow_if(now is not None and not now.is_blind, _("Notes are grouped once this step is over."), status=409),
    )  # fmt: skip


@asked(_("give dots"))
def may_dot(reader: Reader, session: Session) -> Verdict:
    """Place dots: who takes part, in the step for it."""
    now = session.now
    return first_denial(
        _takes_part(reader, session),
        _is_running(session),
        allow_if(now is not None and now.takes == "dots", _("In this step no dots are placed."), status=409),
    )


@asked(_("enter what came out"))
def may_enter_results(reader: Reader, session: Session) -> Verdict:
    """Write down afterwards what was written on paper: who leads or keeps the notes, also when the session is over."""
    seat = seat_of(reader, session)
    keeps_notes = seat is not None and seat.part == Part.NOTES
    return first_denial(
        is_visible(reader, session), is_signed_in(reader), _is_at_hand(session), is_open(reader, session.place),
        _takes_part(reader, session) if keeps_notes else _leads(reader, session),
    )  # fmt: skip


@asked(_("keep what came out"))
def may_keep(reader: Reader, session: Session) -> Verdict:
    """Make things of the space out of notes: who leads or keeps the notes, once the session is over."""
    return first_denial(
        may_enter_results(reader, session),
        has_work(reader, session.place),
        allow_if(session.state == SessionState.ENDED, _("First conclude the session."), status=409),
    )


def may_reach(reader: Reader, session: Session, layer: Layer) -> Verdict:
    """Keep it on a layer: beyond the community only who may take things outward. Gates decide besides."""
    outward = has_share(reader, session.place) if layer > Layer.COMMUNITY else ALLOWED
    return first_denial(may_keep(reader, session), outward)
