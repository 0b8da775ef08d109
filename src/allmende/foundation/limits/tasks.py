"""Keeping the table of limits short."""

from django.tasks import task

from allmende.foundation.limits import commands


@task()
def forget_uses() -> int:
    """Delete what no limit asks for any more; return how many keys."""
    return commands.forget_uses()
