"""Files of people, kept until they are in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from allmende.foundation import incoming
from allmende.foundation.tables import MOST_BYTES
from allmende.people.arrivals.models import ImportState, PeopleImport

WAITING = (ImportState.READING, ImportState.READY, ImportState.FAULTY, ImportState.IMPORTING)


def path_of(digest: str) -> Path:
    """Where an uploaded file lies until it is in."""
    return incoming.waiting_file(digest, "people")


def keep_file(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Keep a file; return digest and size in bytes. Raises Refused (413) for one that is too large, (422) for an empty one."""
    return incoming.keep_file(
        chunks, "people", most_bytes=MOST_BYTES, too_large=_("This file is too large: 50 MB at most."),
        empty=_("This file is empty. Choose one with a line for each person."),
    )  # fmt: skip


def let_go_of_file(digest: str) -> None:
    """Delete a file that no import waits for any more: it holds people's addresses."""
    if not PeopleImport.objects.filter(digest=digest, state__in=WAITING).exists():
        path_of(digest).unlink(missing_ok=True)
