"""Long work of arrivals: reading and bringing in files of people."""

from uuid import UUID

from django.tasks import task

from allmende.people.arrivals.commands.imports import read_file, run_import


@task
def read_people_file(import_id: str) -> None:
    """Read an uploaded file of people: the dry run."""
    read_file(UUID(import_id))


@task
def import_people_file(import_id: str) -> None:
    """Bring in a file of people that was confirmed."""
    run_import(UUID(import_id))
