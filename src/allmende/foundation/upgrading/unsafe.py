"""Whether a migration can run while the version before it still serves: what each operation does to the old code, and to a large table.

A change that the old code would not survive is made in two releases: first what both can live with, and once the old one is
gone, the rest. A migration that is safe for another reason says so: `safe_because = "…"` on its class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.migrations import Migration
from django.db.migrations import operations as ops
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

from allmende.foundation.upgrading.operations import AddIndexAside

TAKES_AWAY = (ops.RemoveField, ops.DeleteModel, ops.RenameField, ops.RenameModel, ops.AlterModelTable)


def problems_of(migration: Migration, before: ProjectState) -> list[str]:
    """Return why a migration can't run beside the old code, a sentence for each operation; `before` is the state it starts from."""
    if getattr(migration, "safe_because", ""):
        return []
    found, state = [], before.clone()
    fresh: set[str] = set()  # models that this migration makes: nobody uses them yet
    for operation in migration.operations:
        if isinstance(operation, ops.CreateModel):
            fresh.add(operation.name_lower)
        elif getattr(operation, "model_name_lower", "") not in fresh:
            found += [f"{operation.describe()}: {problem}" for problem in _problems(operation, migration, state)]
        operation.state_forwards(migration.app_label, state)
    return found


def _problems(operation: Operation, migration: Migration, state: ProjectState) -> Iterator[str]:
    for kinds, judge in JUDGES:
        if isinstance(operation, kinds):
            yield from judge(operation, migration, state)


def _taking_away(_operation: Any, _migration: Migration, _state: ProjectState) -> Iterator[str]:
    yield "the old code still asks for it. Leave it until a release in which no code uses it, then take it away."


def _added_field(operation: Any, _migration: Migration, _state: ProjectState) -> Iterator[str]:
    field = operation.field
    if not field.many_to_many and not field.null and field.db_default is NOT_PROVIDED:
        yield "the old code writes rows without it. Let it be null, or give it a db_default."
    if field.unique and not field.primary_key:
        yield "checking that it is unique locks the table. Add the field first, then the index aside."


def _altered_field(operation: Any, migration: Migration, state: ProjectState) -> Iterator[str]:
    before = state.models[migration.app_label, operation.model_name_lower].fields[operation.name]
    after = operation.field
    if before.null and not after.null:
        yield "the old code still writes nothing into it. Fill it in one release, forbid null in the next."
    if before.get_internal_type() != after.get_internal_type():
        yield "the table is rewritten under a lock. Add a second field and move over."
    if (after.max_length or 10**9) < (before.max_length or 10**9):
        yield "the old code still writes longer values. Stop that in one release, shorten it in the next."
    if after.unique and not before.unique:
        yield "checking that it is unique locks the table. Add a unique index aside."


def _added_index(operation: Any, migration: Migration, _state: ProjectState) -> Iterator[str]:
    if not isinstance(operation, AddIndexAside):
        yield "nobody can write while it is made. Use upgrading.operations.AddIndexAside in a migration of its own (atomic = False)."
    elif migration.atomic:
        yield "an index is made aside only outside a transaction: atomic = False, in a migration of its own."


def _added_constraint(_operation: Any, _migration: Migration, _state: ProjectState) -> Iterator[str]:
    yield "rows of the old code may break it, and checking it locks the table. Keep to it in code for one release first."


def _data(operation: Any, migration: Migration, _state: ProjectState) -> Iterator[str]:
    if isinstance(operation, ops.RunSQL):
        yield "nobody can tell what it locks. Say it in operations of Django's, or why it is safe."
    elif migration.atomic or len(migration.operations) > 1:
        yield "rows stay locked until all is done. Alone in a migration with atomic = False, in batches, safe to run twice."


type Judge = Callable[[Any, Migration, ProjectState], Iterator[str]]
JUDGES: tuple[tuple[tuple[type[Operation], ...], Judge], ...] = (
    (TAKES_AWAY, _taking_away),
    ((ops.AddField,), _added_field),
    ((ops.AlterField,), _altered_field),
    ((ops.AddIndex,), _added_index),
    ((ops.AddConstraint, ops.AlterUniqueTogether), _added_constraint),
    ((ops.RunPython, ops.RunSQL), _data),
)
