"""Handing on and listening, a task for each channel, on hands of their own: slow networks hold up nobody else."""

from uuid import UUID

from django.tasks import task

from allmende.observers.channels.commands import aligning, delivering, listening, receiving


@task(queue_name="peers")
def deliver_by(channel: str) -> int:
    """Bring into line what is due by a channel; return how many attempts that were."""
    return delivering.deliver_by(UUID(channel))


def line_up() -> int:
    """Line up a task for each channel by which something is due; return how many."""
    return delivering.line_up(deliver_by.enqueue)


@task(queue_name="peers")
def listen_to(channel: str) -> int:
    """Take in what came back by a channel."""
    return listening.listen_to(UUID(channel))


@task()
def listen() -> int:
    """Line up listening at each channel; return how many."""
    keys = list(listening.to_listen())
    for key in keys:
        listen_to.enqueue(str(key))
    return len(keys)


@task(queue_name="peers")
def check(echo: str) -> bool:
    """Look at the source of a Webmention."""
    return receiving.check(UUID(echo))


@task()
def realign() -> int:
    """Hold what is out there against what is public."""
    return aligning.realign()
