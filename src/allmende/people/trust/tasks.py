"""What is reckoned beside the pages: all levels once a day, and the trust graph."""

from datetime import timedelta
from uuid import UUID

from django.tasks import task

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.tasks.worker import progress
from allmende.people.trust.commands.levels import forget_old_merits, reckon
from allmende.people.trust.commands.survey import survey

CHUNK = 1000
DAILY = timedelta(days=1)


@task()
def reckon_levels() -> int:
    """Reckon everyone's level anew, a thousand at a time, so that nobody waits for it; return how many changed."""
    changed = done = 0
    roots = list(Space.objects.filter(root=None).order_by("id"))
    total = Membership.objects.filter(space__in=roots).count()
    for root in roots:
        people: list[UUID] = list(
            Membership.objects.filter(space=root).order_by("id").values_list("actor_id", flat=True)
        )
        for start in range(0, len(people), CHUNK):
            changed += reckon(root, people[start : start + CHUNK])
            done += len(people[start : start + CHUNK])
            progress(done, total)
        forget_old_merits(root)
    return changed


@task()
def survey_all() -> int:
    """Look at the trust graph of every community; return how many there are."""
    roots = list(Space.objects.filter(root=None))
    for root in roots:
        survey(root)
    return len(roots)
