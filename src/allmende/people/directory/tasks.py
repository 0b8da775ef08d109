"""Work of the directory that waits for nobody."""

from django.tasks import task

from allmende.people.directory import commands


@task
def refresh_directory() -> int:
    """Look at everyone once, against drift."""
    return commands.refresh_all()
