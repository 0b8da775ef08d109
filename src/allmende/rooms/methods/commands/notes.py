"""Notes of a session: written, taken away, grouped, given dots; or entered afterwards, from paper."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor
from allmende.rooms.methods.activities import NotesChanged
from allmende.rooms.methods.commands.sessions import held, tell
from allmende.rooms.methods.models import Cluster, Dot, Note, Session
from allmende.rooms.methods.models.session import sheet_of
from allmende.rooms.methods.models.wall import LONGEST_NOTE
from allmende.rooms.methods.rules import (
    may_dot,
    may_enter_results,
    may_remove_note,
    may_sort,
    may_write_note,
    seat_of,
)

MOST_OF_ONE = 40
"""Notes of one person in one step."""
MOST_NOTES = 2000
MOST_CLUSTERS = 60


@transaction.atomic
def write_note(actor: Actor, session: Session, step: int, text: str) -> Note:
    """Write a note in the step that is on; `step` is the one that whoever wrote it saw.

    Raises Refused: 403 doesn't take part, 409 the step is over or takes no notes, 410 the session is over, 422 what can't be.
    """
    session = held(session)
    require(may_write_note(actor, session))
    if session.step != step:
        raise Refused(
            _("The group is at another step now. Your words still stand here: does the note fit this step?"), 409
        )
    text = _words(text)
    mine = Note.objects.filter(session=session, step=step, author=actor)
    if mine.filter(text=text).exists():  # sent twice
        return mine.filter(text=text).first()  # type: ignore[return-value]
    if mine.count() >= MOST_OF_ONE or Note.objects.filter(session=session).count() >= MOST_NOTES:
        raise Refused(_("You have forty notes in this step. Take one away first."), 422)
    seat = seat_of(actor, session)
    sheet = sheet_of(seat.number if seat else None, session.now, session.going_round)
    note = Note.objects.create(session=session, author=actor, step=step, text=text, sheet=sheet)
    tell(NotesChanged, actor, session)
    return note


@transaction.atomic
def remove_note(actor: Actor, session: Session, note: Note) -> None:
    """Take a note away. Raises Refused: 403, 410 the session is over."""
    session = held(session)
    require(may_remove_note(actor, session, note))
    Note.objects.filter(pk=note.pk).delete()
    tell(NotesChanged, actor, session)


@transaction.atomic
def sort_note(actor: Actor, session: Session, note: Note, cluster: str) -> Note:
    """Put a note into the group of a name, which is made where there is none yet; without a name into none.

    Groups that hold no note any more are gone. Raises Refused: 403, 409 not in this step, 422 a name that can't be.
    """
    session = held(session)
    require(may_sort(actor, session))
    name = clean_line(cluster)
    if len(name) > 80:
        raise Refused(
            _("The name of a group has 80 letters at most."), 422, errors={"cluster": _("80 letters at most.")}
        )
    note = Note.objects.get(pk=note.pk, session=session)
    note.cluster = _cluster(session, name) if name else None
    note.save(update_fields=["cluster"])
    Cluster.objects.filter(session=session, notes=None).delete()
    tell(NotesChanged, actor, session)
    return note


@transaction.atomic
def place_dot(actor: Actor, session: Session, note: Note) -> bool:
    """Give a note one's dot, or take it back; return whether it has it now.

    Raises Refused: 403 doesn't take part, 409 not in this step, or all dots are placed.
    """
    session = held(session)
    require(may_dot(actor, session))
    if Dot.objects.filter(note=note, actor=actor).delete()[0]:
        tell(NotesChanged, actor, session)
        return False
    most = session.steps[session.step].dots
    if Dot.objects.filter(note__session=session, actor=actor).count() >= most:
        raise Refused(_("All your dots are placed. Take one back first."), 409)
    Dot.objects.create(note=note, actor=actor)
    tell(NotesChanged, actor, session)
    return True


@transaction.atomic
def enter_results(actor: Actor, session: Session, lines: str, cluster: str = "") -> int:
    """Write down what stood on paper, a note on each line, as a group if it has a name; return how many there are.

    Raises Refused: 403 may not, 422 nothing there, a line that is too long, or too many.
    """
    session = held(session)
    require(may_enter_results(actor, session))
    found = list(dict.fromkeys(filter(None, (clean_line(line.lstrip(" -*•")) for line in lines.splitlines()))))
    problem: Text = ""
    if not found:
        problem = _("Write at least one line.")
    elif any(len(line) > LONGEST_NOTE for line in found):
        problem = _("Each line is a note, of 500 characters at most.")
    elif len(found) + Note.objects.filter(session=session).count() > MOST_NOTES:
        problem = _("A session has two thousand notes at most.")
    if problem:
        raise Refused(problem, 422, errors={"lines": problem})
    name = clean_line(cluster)[:80]
    group = _cluster(session, name) if name else None
    step = max(session.step, 0)
    Note.objects.bulk_create(Note(session=session, author=actor, step=step, text=text, cluster=group) for text in found)
    tell(NotesChanged, actor, session)
    return len(found)


def notes_of(session: Session, keys: list[UUID]) -> list[Note]:
    """Return notes of a session by their ids, in the order of writing."""
    return list(Note.objects.filter(session=session, id__in=keys).order_by("id"))


def _words(text: str) -> str:
    text = clean_line(text)
    if not text:
        raise Refused(_("Write something first."), 422, errors={"text": _("Write something first.")})
    if len(text) > LONGEST_NOTE:
        long = _("A note has 500 characters at most: one thought each.")
        raise Refused(long, 422, errors={"text": long})
    return text


def _cluster(session: Session, name: str) -> Cluster:
    found = Cluster.objects.filter(session=session, name=name).first()
    if found is None and Cluster.objects.filter(session=session).count() >= MOST_CLUSTERS:
        raise Refused(_("Sixty groups at most."), 422, errors={"cluster": _("Sixty groups at most.")})
    return found or Cluster.objects.create(session=session, name=name)
