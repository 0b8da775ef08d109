"""Forgetting old notices."""

from django.tasks import task

from allmende.observers.notices import commands


@task()
def forget_old() -> int:
    """Delete notices that were read long ago; return how many."""
    return commands.forget_old()
