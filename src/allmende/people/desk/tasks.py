"""What guests left behind goes when its time is over."""

from django.tasks import task

from allmende.people.desk import commands


@task()
def forget_guests() -> int:
    """Delete guests' questions that are done with; return how many rows went."""
    return commands.forget_guests()
