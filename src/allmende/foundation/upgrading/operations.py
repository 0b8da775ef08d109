"""Operations of migrations that keep nobody waiting."""

from __future__ import annotations

from typing import Any

from django.db.migrations.operations import AddIndex, AlterField


class AddIndexAside(AddIndex):
    """Add an index while others go on writing (PostgreSQL: CONCURRENTLY; SQLite makes it at once). Needs `atomic = False`.

    What an interrupted one left behind is made anew. Where SQLite has counted what lies in the table (ANALYZE), it counts again:
    it would take an index that it knows nothing of for the best one.
    """

    atomic = False

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the index."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            _count_again(schema_editor, to_state.apps.get_model(app_label, self.model_name)._meta.db_table)
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


def _count_again(schema_editor: Any, table: str) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = %s", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"ANALYZE {schema_editor.quote_name(table)}")
