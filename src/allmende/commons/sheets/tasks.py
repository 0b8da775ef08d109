"""Long lists, and those that nobody fetched."""

from uuid import UUID

from django.tasks import task

from allmende.commons.sheets import commands


@task()
def write_export(export: str) -> None:
    """Write a long list into its file."""
    commands.write_export(UUID(export))


@task()
def forget_exports() -> int:
    """Take away what nobody can fetch any more."""
    return commands.forget_exports()
