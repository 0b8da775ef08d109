"""Emptying the bin."""

from django.tasks import task

from allmende.commons.bin import commands


@task()
def empty_bin() -> int:
    """Delete what has lain in the bin for thirty days; return how many things."""
    return commands.empty_bin()
