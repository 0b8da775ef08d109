"""What holds of every file: it has an owner (the table sees to that), its bytes are those that were handed in, and are counted."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.commons.files import storage
from allmende.commons.files.commands.settling import settle_files
from allmende.commons.files.models import File
from allmende.foundation.doors import Invariant
from allmende.foundation.encryption import DamagedError
from allmende.foundation.tasks.models import Job, State


def _lost() -> Iterator[str]:
    for file in File.objects.select_related("key").order_by("id").iterator(chunk_size=500):
        try:
            there = storage.measured(file)
        except FileNotFoundError:
            yield f"the bytes of {file.id} are not there"
        except (OSError, DamagedError):
            yield f"the bytes of {file.id} are damaged"
        else:
            if file.stored and file.stored != there.stored:
                yield f"{file.id} counts {file.stored} bytes to its owner and has {there.stored}"
            if file.digest not in there.digests.values():
                yield f"the bytes of {file.id} are not those that were handed in"


def _too_open() -> Iterator[str]:
    """Whether bytes lie plain that should not; not while what moved them outward or inward is still being done."""
    if Job.objects.filter(path=settle_files.module_path, state__in=[State.READY, State.RUNNING]).exists():
        return
    plain = File.objects.settling().filter(is_open=False, key=None, stored__gt=0)
    yield from (f"the bytes of {key} lie open" for key in plain.order_by("id").values_list("id", flat=True).iterator())


INVARIANTS = (
    Invariant(
        "files", "Every file's bytes are there, are those that were handed in, and are counted to its owner.", _lost,
        "Take these files out of the newest backup in which they are whole: allmende restore --trial says which.",
    ),
    Invariant(
        "open-files", "No file lies open whose thing is not open to all.", _too_open,
        "The worker lays them right within the hour; if it does not, its log names these files and says why.",
    ),
)  # fmt: skip
