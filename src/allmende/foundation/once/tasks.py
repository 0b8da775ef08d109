"""Keeping the table of answers short."""

from django.tasks import task

from allmende.foundation.once import commands


@task()
def forget_answers() -> int:
    """Delete answers that nobody will ask for again; return how many."""
    return commands.forget_answers()
