"""An activity that no room knows, and the act that records it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction

from allmende.foundation.journal import activities
from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.commands import record
from allmende.foundation.journal.models import Entry

ADA = uuid4()


@dataclass(frozen=True, kw_only=True)
class Greeted(Activity):
    """Someone greeted someone, so many times; in its first version it said how loudly."""

    times: int
    whom: UUID | None = None
    version = 2
    upcasters = {1: lambda old: {"times": len(old["loud"]), "whom": None}}


activities._known.pop("Greeted")  # a test's own: it needs no stored sample


@transaction.atomic
def greet(times: int = 1, *, then: Callable[[], object] = lambda: None) -> Entry:
    """Record a greeting, do something else, and commit."""
    entry = record(Greeted(actor=ADA, thing=uuid4(), times=times))
    then()
    return entry
