"""Long work of this room: reading and importing ballot files."""

from uuid import UUID

from django.tasks import task

from allmende.rooms.calls.commands.imports import read_file, run_import


@task
def read_ballot_file(import_id: str) -> None:
    """Read an uploaded ballot file: the dry run."""
    read_file(UUID(import_id))


@task
def import_ballot_file(import_id: str) -> None:
    """Import a ballot file that was confirmed."""
    run_import(UUID(import_id))
