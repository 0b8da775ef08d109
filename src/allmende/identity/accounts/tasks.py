"""Keeping the table of sessions short."""

from django.tasks import task

from allmende.identity.accounts import commands


@task()
def forget_sessions() -> int:
    """Delete sessions that are over; return how many."""
    return commands.forget_sessions()
