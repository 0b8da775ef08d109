"""Long work of this room: reading and bringing in ballot files and tables of ideas."""

from uuid import UUID

from django.tasks import task

from allmende.rooms.calls.commands.ideas import bring_ideas, read_idea_file, take_back_ideas
from allmende.rooms.calls.commands.imports import read_file, run_import


@task
def read_ballot_file(import_id: str) -> None:
    """Read an uploaded ballot file: the dry run."""
    read_file(UUID(import_id))


@task
def import_ballot_file(import_id: str) -> None:
    """Import a ballot file that was confirmed."""
    run_import(UUID(import_id))


@task
def read_idea_table(import_id: str) -> None:
    """Read an uploaded table of ideas: the dry run."""
    read_idea_file(UUID(import_id))


@task
def import_idea_table(import_id: str) -> None:
    """Bring in a table of ideas that was confirmed."""
    bring_ideas(UUID(import_id))


@task
def undo_idea_table(import_id: str) -> None:
    """Take back what a table of ideas brought."""
    take_back_ideas(UUID(import_id))
