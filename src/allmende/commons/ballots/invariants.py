"""What holds of every vote, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from allmende.commons.ballots.models import Ballot, Box, Voter
from allmende.foundation.doors import Invariant


def _twice() -> Iterator[str]:
    cast = Ballot.objects.exclude(voter=None).order_by().values("box", "voter").annotate(count=Count("id"))
    for row in cast.filter(count__gt=1):
        yield f"{row['voter']} has {row['count']} ballots in the box of {row['box']}"


def _told_of() -> Iterator[str]:
    linked = Ballot.objects.filter(box__sealed__isnull=False).exclude(voter=None)
    for box in linked.values_list("box", flat=True).order_by("box").distinct():
        yield f"the sealed box of {box} still knows who voted how"


def _without_voter() -> Iterator[str]:
    noted = Voter.objects.filter(box=OuterRef("box"), actor=OuterRef("voter"))
    cast = Ballot.objects.filter(box__sealed=None).exclude(voter=None).filter(~Exists(noted))
    yield from (f"a ballot in the box of {box} is of someone who is not noted as a voter" for box in _boxes(cast))
    has = Ballot.objects.filter(box=OuterRef("box"), voter=OuterRef("actor"))
    without = Voter.objects.filter(box__sealed=None).filter(~Exists(has))
    yield from (f"someone is noted as a voter in {box} whose ballot is not there" for box in _boxes(without))


def _boxes(rows: QuerySet) -> Iterator[UUID]:
    yield from rows.order_by("box").values_list("box", flat=True).distinct().iterator()


def _miscounted() -> Iterator[str]:
    sealed = Box.objects.filter(sealed__isnull=False).annotate(there=Sum("ballots__times", default=0))
    for box in sealed.order_by("thing").iterator():
        if box.there != box.turnout:
            yield f"the box of {box.thing_id} holds {box.there} ballots and was sealed with {box.turnout}"


INVARIANTS = (
    Invariant("one-ballot", "Nobody has two ballots in one vote.", _twice),
    Invariant(
        "voters", "Until a box is sealed, everyone who voted has a ballot in it, and nobody else.", _without_voter
    ),
    Invariant("secret-ballots", "No sealed box knows who voted how.", _told_of),
    Invariant("tally", "Every sealed box holds as many ballots as were cast.", _miscounted),
)
