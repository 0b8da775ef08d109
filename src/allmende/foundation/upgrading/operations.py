"""Operations of migrations that keep nobody waiting."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import AddIndex, AlterField


class AddIndexAside(AddIndex):
    """Add an index while others go on writing (PostgreSQL: CONCURRENTLY; SQLite makes it at once). Needs `atomic = False`.

    What an interrupted one left behind is made anew.
    """

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the index."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        name = schema_editor.quote_name(self.index.name)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
        schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the index away."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")


class DropOwnIndexAside(AlterField):
    """Take from a foreign key the index that Django gives it, where another index begins with the same column.

    Django's own `AlterField` makes the constraint anew on PostgreSQL, and on SQLite the whole table. Needs `atomic = False`.
    """

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the index away."""
        model = from_state.apps.get_model(app_label, self.model_name)
        column = model._meta.get_field(self.name).column
        aside = " CONCURRENTLY" if schema_editor.connection.vendor == "postgresql" else ""
        for name in schema_editor._constraint_names(model, [column], unique=False, primary_key=False, index=True):
            schema_editor.execute(f"DROP INDEX{aside} IF EXISTS {schema_editor.quote_name(name)}")

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make it again."""
        model = to_state.apps.get_model(app_label, self.model_name)
        aside = {"concurrently": True} if schema_editor.connection.vendor == "postgresql" else {}
        fields = [model._meta.get_field(self.name)]
        schema_editor.execute(schema_editor._create_index_sql(model, fields=fields, **aside))
