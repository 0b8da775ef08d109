"""Files of people, kept until they are in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from allmende.foundation.verdicts import Refused
from allmende.people.arrivals.models import ImportState, PeopleImport
from allmende.people.arrivals.queries.sheets import MOST_BYTES

WAITING = (ImportState.READING, ImportState.READY, ImportState.FAULTY, ImportState.IMPORTING)


def path_of(digest: str) -> Path:
    """Where an uploaded file lies until it is in."""
    return Path(settings.DATA) / "imports" / f"{digest}.people"


def keep_file(chunks: Iterable[bytes]) -> tuple[str, int]:
    """Write a file below its digest; return digest and size in bytes. What is refused leaves nothing behind.

    Raises Refused (413) for one that is too large, (422) for an empty one.
    """
    folder = Path(settings.DATA) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{os.getpid()}-{os.urandom(6).hex()}"
    digest, size = hashlib.sha256(), 0
    try:
        with draft.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Refused(_("This file is too large: 50 MB at most."), 413)
                digest.update(chunk)
                file.write(chunk)
        if not size:
            raise Refused(_("This file is empty. Choose one with a line for each person."), 422)
        draft.chmod(0o600)
        draft.replace(path_of(digest.hexdigest()))
    finally:
        draft.unlink(missing_ok=True)
    return digest.hexdigest(), size


def let_go_of_file(digest: str) -> None:
    """Delete a file that no import waits for any more: it holds people's addresses."""
    if not PeopleImport.objects.filter(digest=digest, state__in=WAITING).exists():
        path_of(digest).unlink(missing_ok=True)
