"""What the house does by itself once a day."""

from django.tasks import task

from allmende.foundation.tasks.outgoing import leaves_the_house
from allmende.rooms.messages import commands


@leaves_the_house
@task(queue_name="peers")
def carry_out(key: int) -> None:
    """Tell a program outside one message."""
    commands.carry_out(key)


def line_up_outlets() -> None:
    """Line up what is due to programs outside."""
    for key in commands.take_due():
        carry_out.enqueue(key)


@task()
def reckon_paces() -> int:
    """Reckon how soon people get an answer in each space; return how many spaces were asked."""
    return commands.reckon_paces()
