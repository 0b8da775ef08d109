"""What search does in the background."""

from django.tasks import task

from allmende.foundation.tasks.worker import every, progress
from allmende.observers.search import commands, fulltext


@task
def rebuild() -> int:
    """Index everything anew, with progress; return how many documents there are."""
    return commands.rebuild(progress)


@task
def learn() -> int:
    """Learn this community's words; return how many are known."""
    return commands.learn()


@task
def tidy() -> None:
    """Let the full-text index forget for good what was deleted from it."""
    fulltext.tidy()


every(learn, days=7)
