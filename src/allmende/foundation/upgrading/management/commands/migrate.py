"""Django's own `migrate`, which is quicker where the database is empty."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from allmende.foundation.upgrading.rendering import rendered_alone


class Command(migrate.Command):
    """Bring the tables up to date."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Let new models be rendered alone where nothing was applied before; an upgrade goes Django's way."""
        if MigrationRecorder(connections[options["database"]]).applied_migrations():
            super().handle(*args, **options)
            return
        with rendered_alone():
            super().handle(*args, **options)
