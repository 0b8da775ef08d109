"""Asking, saying yes or no, taking back, ending, noting."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.mutes.queries import blocks_between
from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.commands import post
from allmende.foundation.text import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor
from allmende.people.connections.activities import (
    AskWithdrawn,
    ContactAsked,
    ContactDeclined,
    ContactEnded,
    ContactMade,
)
from allmende.people.connections.models import Connection, Milestone, Purpose, State
from allmende.people.connections.rules import between, may_answer, may_ask, may_end, may_note, may_withdraw
from allmende.people.trust.commands import tie, untie
from allmende.people.trust.models import TieKind

MAILS_AN_HOUR = 3
"""More people may ask, yet no more mails say so: they stand among the notices."""


def ask(actor: Actor, person: Actor, root: Space, line: str = "", purpose: str = Purpose.CONTACT) -> Connection:
    """Ask someone to be in contact, with a line. If they have asked themselves, both are contacts at once.

    Whoever was told no or is blocked and asks again is not told so, and the other isn't bothered. Raises Refused: 403, 409, 429.
    """
    line = clean_line(line)
    if len(line) > 280:
        sentence = _("280 characters at most.")
        raise Refused(sentence, 422, errors={"line": sentence})
    try:
        with transaction.atomic():
            return _ask(actor, person, root, line, Purpose(purpose))
    except IntegrityError:  # the other asked in the same moment
        with transaction.atomic():
            return _ask(actor, person, root, line, Purpose(purpose))


def _ask(actor: Actor, person: Actor, root: Space, line: str, purpose: Purpose) -> Connection:
    row = between(actor, person).select_for_update(of=("self",)).select_related("asker", "asked").first()
    require(may_ask(actor, person, root))
    if row is not None and row.asker_id == person.id and row.state == State.ASKED:
        return _made(actor, row, root)
    was_declined = row is not None and row.declined is not None and row.asker_id == actor.id
    is_unheard = was_declined or blocks_between(actor.id, person.id)
    row = row or Connection()
    row.asker, row.asked, row.line, row.purpose = actor, person, line, purpose
    row.state, row.at, row.asker_note, row.asked_note = State.ASKED, clock.now(), "", ""
    if not was_declined:
        row.declined = clock.now() if is_unheard else None
    row.save()
    if not is_unheard:
        record(ContactAsked(actor=actor.id, space=root.id, person=person.id))
        _tell(person, actor, line, root)
    return row


def _tell(person: Actor, asker: Actor, line: str, root: Space) -> None:
    address = Account.objects.filter(actor=person).values_list("email", flat=True).first()
    if address and use(f"asked for contact:{person.id}", MAILS_AN_HOUR, 3_600):
        url = home_url(root) + reverse("connections:index")
        post(
            address,
            "connections/mail/asked",
            language=person.language,
            name=asker.name,
            line=line,
            url=url,
            house=letterhead_of(root),
        )


@transaction.atomic
def accept(actor: Actor, connection: Connection, root: Space) -> Connection:
    """Say yes; also after a no, for who has thought again."""
    row = _held(connection)
    require(may_answer(actor, row))
    return _made(actor, row, root)


def _made(actor: Actor, row: Connection, root: Space) -> Connection:
    row.state, row.made, row.declined = State.MADE, clock.now(), None
    row.save(update_fields=["state", "made", "declined"])
    tie(row.asker, row.asked, TieKind.CONTACT)
    tie(row.asked, row.asker, TieKind.CONTACT)
    outdate()
    record(ContactMade(actor=actor.id, space=root.id, person=row.other(actor).id))
    return row


@transaction.atomic
def decline(actor: Actor, connection: Connection) -> None:
    """Say no, silently: for who asked nothing changes."""
    row = _held(connection)
    require(may_answer(actor, row))
    if row.declined is None:
        row.declined = clock.now()
        row.save(update_fields=["declined"])
        record(ContactDeclined(actor=actor.id, person=row.asker_id))


@transaction.atomic
def withdraw(actor: Actor, connection: Connection) -> None:
    """Take back what one asked; a no that was said is remembered."""
    row = _held(connection)
    require(may_withdraw(actor, row))
    if row.declined is None:
        row.delete()
    else:
        row.state, row.line = State.WITHDRAWN, ""
        row.save(update_fields=["state", "line"])
    record(AskWithdrawn(actor=actor.id, person=row.asked_id))


@transaction.atomic
def end(actor: Actor, connection: Connection) -> None:
    """End a contact; the other isn't told. What only the circle sees is closed to both at once."""
    row = _held(connection)
    require(may_end(actor, row))
    other = row.other(actor)
    row.delete()
    untie(actor, other, TieKind.CONTACT)
    untie(other, actor, TieKind.CONTACT)
    outdate()
    record(ContactEnded(actor=actor.id, person=other.id))


def part(actor: Actor, other: Actor) -> None:
    """End whatever ties two people, without a word to the other, because one of them blocks the other; within their transaction."""
    row = between(actor, other).select_for_update(of=("self",)).select_related("asker", "asked").first()
    if row is None:
        return
    if row.state == State.MADE:
        end(actor, row)
    elif row.state == State.ASKED:
        (withdraw if row.asker_id == actor.id else decline)(actor, row)


@transaction.atomic
def note(actor: Actor, connection: Connection, text: str) -> None:
    """Note for oneself where one knows someone from."""
    row = _held(connection)
    require(may_note(actor, row))
    text = clean_line(text)[:140]
    if row.asker_id == actor.id:
        row.asker_note = text
    else:
        row.asked_note = text
    row.save(update_fields=["asker_note", "asked_note"])


def _held(connection: Connection) -> Connection:
    rows = Connection.objects.select_for_update(of=("self",)).select_related("asker", "asked")
    found = rows.filter(id=connection.id).first()
    if found is None:
        raise Refused(_("This has been taken back."), 409)
    return found


def forget(actor: Actor) -> None:
    """Erase someone's contacts and steps, within the caller's transaction; may run twice."""
    (Connection.objects.filter(asker=actor) | Connection.objects.filter(asked=actor)).delete()
    Milestone.objects.filter(actor=actor).delete()
