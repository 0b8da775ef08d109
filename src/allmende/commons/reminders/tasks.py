"""Looking ahead."""

from django.tasks import task

from allmende.commons.reminders import commands


@task()
def look_ahead() -> int:
    """Note every end and remind of what is due; return of how many ends people were reminded."""
    return commands.look_ahead()
