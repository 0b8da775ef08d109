"""Sending what is due, and forgetting what is old."""

from uuid import UUID

from django.tasks import task

from allmende.observers.notices import commands
from allmende.observers.notices.commands import delivering
from allmende.observers.notices.models import Channel


@task()
def deliver(actor: str, channel: str) -> int:
    """Send someone what is due to them by a channel; return of how many notices it tells."""
    return delivering.deliver(UUID(actor), Channel(channel))


def line_up() -> int:
    """Line up a task for each person to whom something is due; return how many."""
    return delivering.line_up(deliver.enqueue)


@task()
def forget_old() -> int:
    """Delete notices that were read long ago; return how many."""
    return commands.forget_old()
