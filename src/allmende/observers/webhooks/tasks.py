"""Delivering, a task for each host, on hands of its own: slow receivers hold up nobody else."""

from django.tasks import task

from allmende.observers.webhooks.commands import delivering


@task(queue_name="peers")
def deliver_to(host: str) -> int:
    """Send what is due to a host; return how many attempts that were."""
    return delivering.deliver_to(host)


def line_up() -> int:
    """Line up a task for each host to which something is due; return how many."""
    return delivering.line_up(deliver_to.enqueue)


@task()
def forget_deliveries() -> int:
    """Keep the log short."""
    return delivering.forget_deliveries()
