"""Casting, changing and sealing ballots. What a ballot may hold, and who may vote, the owning room has checked before."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.ballots.models import Ballot, Box, Voter
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.composed import Instances
from allmende.foundation.journal.hands import are_hands_lent
from allmende.foundation.verdicts import Refused
from allmende.foundation.written import insert, update
from allmende.identity.actors.models import Actor

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody confuses when reading a receipt aloud."""


def place_box(thing: Thing, opens: datetime, closes: datetime) -> Box:
    """Place a box beside a thing, or move the dates of one that is not sealed.

    Raises Refused (409) once it is sealed, or when a box that has ballots would open later.
    """
    box = Box.objects.select_for_update().filter(thing_id=thing.id).first()
    if box is None:
        return Box.objects.create(thing_id=thing.id, opens=opens, closes=closes)
    if box.sealed:
        raise Refused(_("The vote has been counted; its dates stand."), 409)
    if opens > clock.now() and box.ballots.exists():
        raise Refused(_("People have voted already; the vote can't open later."), 409)
    box.opens, box.closes = opens, closes
    box.save()
    return box


def cast(voter: Actor, box: Box, content: Any, *, expected: str = "") -> Ballot:
    """Put a ballot into the box, or replace the voter's earlier one, within the caller's transaction; return it with its new receipt.

    `expected` is the receipt that the form was loaded with (empty for none): where it is no longer the ballot's, another
    window was faster. Raises Refused (410) before the opening and from the closing's second on, (409) for that window.
    No time is kept, and nothing goes to the journal.
    """
    if are_hands_lent():
        raise Refused(_("Nobody votes for someone else."))
    box = _held.first(box.thing_id)
    if clock.now() < box.opens:
        raise Refused(_("The vote has not begun yet."), 410)
    if not box.is_open:
        raise Refused(_("The vote is closed. This ballot came too late and was not counted."), 410)
    ballot: Ballot | None = _of.first(box.thing_id, voter.id)
    if (ballot.receipt if ballot else "") != expected:
        raise Refused(
            _("You have voted in another window in the meantime. Load the page again and look at that ballot."), 409
        )
    receipt = "".join(secrets.choice(ALPHABET) for _letter in range(12))
    if ballot is None:
        ballot = Ballot(id=uuid.uuid4(), box=box, voter=voter, content=content, receipt=receipt)
        insert(ballot)
        insert(Voter(box=box, actor=voter), unless_there=True)
        return ballot
    ballot.content, ballot.receipt = content, receipt
    update(ballot, "content", "receipt")
    return ballot


_held = Instances(lambda thing: Box.objects.select_for_update().filter(thing_id=thing), UUID)
_of = Instances(lambda box, voter: Ballot.objects.filter(box=box, voter=voter), UUID, UUID)


@transaction.atomic
def take_back(voter: Actor, box: Box) -> None:
    """Take one's ballot out of the open box; Refused (410) once it is closed."""
    box = Box.objects.select_for_update().get(thing_id=box.thing_id)
    if not box.is_open:
        raise Refused(_("The vote is closed. Ballots can't be taken back any more."), 410)
    Ballot.objects.filter(box=box, voter=voter).delete()
    Voter.objects.filter(box=box, actor=voter).delete()


@transaction.atomic
def seal_box(box: Box, electorate: int) -> Box:
    """Close the box for good: the ballots are written anew in random order under random ids, without their voters.

    Nothing in the database tells afterwards whose a ballot was: the rows that knew are gone (PostgreSQL's vacuum and
    SQLite's secure_delete overwrite what they left on disk). Sealing twice changes nothing. Raises Refused (409) while the
    vote is open.
    """
    box.refresh_from_db(from_queryset=Box.objects.select_for_update())
    if box.sealed:
        return box
    if clock.now() < box.closes:
        raise Refused(_("The vote is still open."), 409)
    ballots = list(Ballot.objects.filter(box=box).values_list("content", "times", "receipt"))
    SystemRandom().shuffle(ballots)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    Ballot.objects.filter(box=box).delete()
    Ballot.objects.bulk_create(
        [
            Ballot(id=uuid.uuid4(), box=box, content=content, times=times, receipt=receipt)
            for content, times, receipt in ballots
        ],
        batch_size=500,
    )
    box.sealed, box.electorate = clock.now(), electorate
    box.turnout = sum(times for _content, times, _receipt in ballots)
    box.save()
    return box


def import_ballots(box: Box, ballots: Iterable[tuple[Any, int]]) -> int:
    """Put anonymous ballots (content, how many times) from elsewhere into an empty box; return how many ballots they stand for."""
    rows = [Ballot(id=uuid.uuid4(), box=box, content=content, times=times) for content, times in ballots]
    Ballot.objects.bulk_create(rows, batch_size=500)
    return sum(row.times for row in rows)
