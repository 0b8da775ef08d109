"""Long work about people's own data."""

from uuid import UUID

from django.tasks import task

from allmende.commons.consent import commands
from allmende.foundation.tasks.backend import enqueue_unique
from allmende.foundation.tasks.worker import progress


@task()
def pack_everything(takeout: str) -> None:
    """Make the archive that someone asked for."""
    commands.pack_everything(UUID(takeout), progress)


@task()
def erase_person(actor: str) -> bool:
    """Erase someone whose time to think it over has ended."""
    return commands.erase_person(UUID(actor))


@task()
def forget_unconfirmed() -> int:
    """Erase sign-ups that nobody confirmed in time; return how many."""
    return commands.forget_unconfirmed()


def erase_whose_time_has_come() -> int:
    """Line up the erasing of everyone whose time has come, each once; return how many."""
    return sum(enqueue_unique(erase_person, key, str(actor)) for actor, key in commands.due_departures())
