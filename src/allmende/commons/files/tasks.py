"""Sweeping up after what was interrupted."""

from datetime import timedelta
from itertools import batched

from django.tasks import task

from allmende.commons.files import storage
from allmende.commons.files.commands.keys import drop_retired, rewrap_all
from allmende.commons.files.commands.resuming import drop_expired
from allmende.commons.files.commands.settling import settle_all
from allmende.commons.files.models import File, Part
from allmende.foundation import clock
from allmende.foundation.doors import doors
from allmende.foundation.tasks.worker import progress

BYTES_WITHOUT_ROW = timedelta(hours=24)
FILE_WITHOUT_THING = timedelta(days=7)


@task()
def sweep() -> int:
    """Remove bytes that no row names (a day old), files that were never used (a week old), uploads whose time is over; return how many."""
    loose = File.objects.filter(thing=None, open_to_all=False, created__lt=clock.now() - FILE_WITHOUT_THING)
    ids = list(loose.values_list("id", flat=True))
    unused = loose.exclude(id__in={file_id for door in doors() if door.files for file_id in door.files(ids)})
    unused.delete()
    drop_expired()
    orphans, before = 0, clock.now() - BYTES_WITHOUT_ROW
    for some in batched((place for *place, written in storage.everything() if written < before), 500):
        ids = [file_id for file_id, _place in some]
        named = dict(File.objects.filter(id__in=ids).values_list("id", "place"))
        named |= dict.fromkeys(Part.objects.filter(id__in=ids).values_list("id", flat=True), "")
        for file_id, place in some:
            if named.get(file_id) != place:
                storage.erase_place(file_id, place)
                orphans += 1
    return orphans


@task()
def look_after_keys() -> int:
    """Go on with whatever was interrupted or missed, then delete the retired keys that nothing needs; return how many."""
    rewrap_all(progress)
    settle_all(progress)
    return drop_retired()
