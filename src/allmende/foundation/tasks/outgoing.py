"""Jobs whose effect leaves the house (mail, web hooks): after a restore they wait for a person instead of being sent twice."""

from __future__ import annotations

from collections.abc import Callable

from django.tasks.base import Task

from allmende.foundation import clock
from allmende.foundation.tasks.models import Job, State

HELD_BACK = "Held back by a restore: it stood in the queue when the backup was made, and was most likely sent since."

_outgoing: set[str] = set()
_further: list[Callable[[], int]] = []


def leaves_the_house(task: Task) -> Task:
    """Say of a task that what it does is seen outside (a decorator above `@task()`)."""
    _outgoing.add(task.module_path)
    return task


def also_hold_back(hold: Callable[[], int]) -> None:
    """Let an app hold back what it keeps of its own that was to go out by now (called when it is ready); it says how many."""
    _further.append(hold)


def hold_back() -> int:
    """Give up, visibly, every outgoing job that waits or ran, and let the other ones that ran begin anew; return how many wait.

    Whoever looks after the node sends single ones again from the list of jobs that were given up.
    """
    unfinished = Job.objects.filter(state__in=[State.READY, State.RUNNING])
    held = unfinished.filter(path__in=_outgoing).update(
        state=State.DEAD, error=HELD_BACK, finished=clock.now(), lease_until=None
    )
    unfinished.filter(state=State.RUNNING).update(state=State.READY, lease_until=None, leased_by="")
    return held + sum(hold() for hold in _further)
