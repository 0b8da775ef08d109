"""Which migrations a database lacks, and which of them the version before would not survive."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from allmende.foundation.upgrading.unsafe import problems_of

OURS = "allmende."


@dataclass(frozen=True)
class Step:
    """A migration that is missing, and why it can't run beside the old version (empty: it can)."""

    name: str
    problems: tuple[str, ...]


def missing() -> list[Step]:
    """Return the missing migrations in their order. Those of others' packages are taken as they are."""
    executor = MigrationExecutor(connection)
    graph, steps = executor.loader, []
    is_new = not executor.loader.applied_migrations
    for migration, _backwards in executor.migration_plan(graph.graph.leaf_nodes()):
        key = (migration.app_label, migration.name)
        judged = type(migration).__module__.startswith(OURS) and not migration.initial and not is_new
        found = problems_of(migration, graph.project_state(key, at_end=False)) if judged else []
        steps.append(Step(".".join(key), tuple(found)))
    return steps
