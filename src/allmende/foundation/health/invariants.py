"""Whether all that must hold of the data does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop as _

from allmende.foundation.doors import all_invariants
from allmende.foundation.health.findings import Finding, bad, good

SHOWN = 5
"""So many breaches of one kind are told, and how many more there are at least."""


def check_invariants() -> list[Finding]:
    """Hold every invariant of the house against the data as they stand at one instant; reads only, and nobody waits for it."""
    with _one_instant():
        return [_held(one.key, one.sentence, one.broken(), one.remedy) for one in all_invariants()]


@contextmanager
def _one_instant() -> Iterator[None]:
    """Read everything in the block from one state of the database."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # not `atomic`, which would keep others from writing
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def _held(key: str, sentence: str, broken: Iterable[str], remedy: str) -> Finding:
    try:
        found = list(islice(broken, SHOWN + 1))
    except DatabaseError as error:
        return bad(
            key,
            _("It could not be looked at: %(error)s"),
            _("Mend what stands above first, then look again."),
            error=str(error),
        )
    if not found:
        return good(key, sentence)
    more = " …" if len(found) > SHOWN else ""
    return bad(
        key, _("%(sentence)s It does not: %(found)s"), remedy, sentence=sentence, found="; ".join(found[:SHOWN]) + more
    )
