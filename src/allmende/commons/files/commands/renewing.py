"""Pictures get their further versions (AVIF) in the background: those that have just come, and those from before there were any."""

from __future__ import annotations

import logging
from uuid import UUID

from django.tasks import task

from allmende.commons.files import storage
from allmende.commons.files.commands.settling import lay_anew
from allmende.commons.files.models import File
from allmende.commons.files.pictures import MADE, renewed_picture
from allmende.foundation.encryption import DamagedError
from allmende.foundation.verdicts import Refused

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Pictures of one round; a job for each, so that everything else gets its turn between them."""


@task()
def renew_pictures() -> int:
    """Enqueue a job for each picture of which something is missing; return how many."""
    ids = File.objects.outdated().order_by("id").values_list("id", flat=True)[:AT_ONCE]
    for file_id in ids:
        renew_picture.enqueue(str(file_id))
    return len(ids)


@task(priority=-10)
def renew_picture(file: str) -> bool:
    """Make what is missing of one picture; say whether that was anything. One that can't be read stays as it is, and is named in the log."""
    try:
        return renew(UUID(file))
    except (DamagedError, FileNotFoundError, Refused) as error:
        log.error("No further versions of the picture %s can be made: %s", file, error)
        return False


def renew(file_id: UUID) -> bool:
    """Make what is missing of one picture; say whether that was anything. Raises DamagedError, FileNotFoundError, Refused."""
    file = File.objects.outdated().select_related("key").filter(id=file_id).first()
    if file is None or file.width is None:
        return False
    contents = storage.read_versions(file)
    main = next(name for name in contents if name.startswith("full."))
    return lay_anew(file, renewed_picture(contents, main, file.width), file.key, made=MADE)
