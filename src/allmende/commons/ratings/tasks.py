"""Long work of ratings: reckoning a ranking."""

from uuid import UUID

from django.tasks import task

from allmende.commons.ratings.commands.reckoning import reckon


@task
def reckon_ranking(sheet_id: str) -> None:
    """Reckon the ranking of a sheet."""
    reckon(UUID(sheet_id))
