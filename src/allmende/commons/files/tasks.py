"""Sweeping up after what was interrupted."""

from datetime import timedelta

from django.tasks import task

from allmende.commons.files import storage
from allmende.commons.files.models import File
from allmende.foundation import clock
from allmende.foundation.doors import doors

BYTES_WITHOUT_ROW = timedelta(hours=24)
FILE_WITHOUT_THING = timedelta(days=7)


@task()
def sweep() -> int:
    """Remove bytes that no row names (a day old), and files that were never used (a week old); return how many."""
    loose = File.objects.filter(thing=None, open_to_all=False, created__lt=clock.now() - FILE_WITHOUT_THING)
    ids = list(loose.values_list("id", flat=True))
    unused = loose.exclude(id__in={file_id for door in doors() if door.files for file_id in door.files(ids)})
    unused.delete()
    old = [file_id for file_id, written in storage.everything() if written < clock.now() - BYTES_WITHOUT_ROW]
    orphans = [
        file_id
        for start in range(0, len(old), 500)
        for file_id in set(old[start : start + 500])
        - set(File.objects.filter(id__in=old[start : start + 500]).values_list("id", flat=True))
    ]
    for file_id in orphans:
        storage.erase(file_id)
    return len(orphans)
