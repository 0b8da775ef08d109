"""What the house does by itself once a day."""

from django.tasks import task

from allmende.rooms.messages import commands


@task()
def reckon_paces() -> int:
    """Reckon how soon people get an answer in each space; return how many spaces were asked."""
    return commands.reckon_paces()
