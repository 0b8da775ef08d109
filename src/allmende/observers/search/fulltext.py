"""The full-text index of each database: how it is made, and how a condition on terms reads there."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.sql.compiler import SQLCompiler

from allmende.observers.search.analyser.query import Every, Node, Some, Term

# The terms live in the documents; FTS5 keeps only which rows hold them (no positions: phrases are compared word by word).
SQLITE = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(
        terms, content='search_document', content_rowid='id', detail=none, columnsize=0, prefix='5 6',
        tokenize="ascii tokenchars ':.'")""",
    """CREATE TRIGGER IF NOT EXISTS search_document_inserted AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END""",
    """CREATE TRIGGER IF NOT EXISTS search_document_deleted AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms); END""",
    """CREATE TRIGGER IF NOT EXISTS search_document_updated AFTER UPDATE OF id, terms ON search_document
        WHEN old.id <> new.id OR old.terms <> new.terms BEGIN
        INSERT INTO search_index(search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO search_index(rowid, terms) VALUES (new.id, new.terms); END""",
)
POSTGRESQL = (
    """ALTER TABLE search_document ADD COLUMN IF NOT EXISTS vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED""",
    "CREATE INDEX IF NOT EXISTS search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off)",
)


def install(using: str = "default", **_signal: object) -> None:
    """Make the index where it is missing; after every migration, for SQLite's migrations drop triggers with a table.

    Raises NotImplementedError for a database that is neither SQLite nor PostgreSQL.
    """
    connection = connections[using]
    if "search_document" not in connection.introspection.table_names():
        return
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(connection.vendor) or _unknown(connection.vendor)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _unknown(vendor: str) -> NoReturn:
    raise NotImplementedError(f"Search runs on SQLite and PostgreSQL, not on {vendor}.")


class Holds(Expression):
    """Whether a document holds the terms of a condition, and not those of another."""

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, wanted: Node, unless: Node | None = None) -> None:
        super().__init__()
        self.wanted, self.unless = wanted, unless

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, tuple[str]]:
        """A walk through FTS5's rows."""
        return "search_document.id IN (SELECT rowid FROM search_index WHERE search_index MATCH %s)", (self._fts5(),)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, tuple[str]]:
        """A look into the GIN index."""
        return "search_document.vector @@ %s::tsquery", (self._tsquery(),)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> NoReturn:
        """Any other database."""
        _unknown(connection.vendor)

    def _fts5(self) -> str:
        wanted = fts5(self.wanted)
        return f"{wanted} NOT {fts5(self.unless)}" if self.unless else wanted

    def _tsquery(self) -> str:
        wanted = tsquery(self.wanted)
        return f"{wanted} & !{tsquery(self.unless)}" if self.unless else wanted


def fts5(node: Node) -> str:
    """A condition in FTS5's language; every term is quoted, so nothing in it is an operator."""
    match node:
        case Term(value, prefix):
            return f'"{value.replace('"', '""')}"{" *" if prefix else ""}'
        case Every(nodes):
            return f"({' AND '.join(map(fts5, nodes))})"
        case Some(nodes):
            return f"({' OR '.join(map(fts5, nodes))})"


def tsquery(node: Node) -> str:
    """A condition in PostgreSQL's language; every term is quoted, so nothing in it is an operator."""
    match node:
        case Term(value, prefix):
            quoted = value.replace("\\", "\\\\").replace("'", "''")
            return f"'{quoted}'{':*' if prefix else ''}"
        case Every(nodes):
            return f"({' & '.join(map(tsquery, nodes))})"
        case Some(nodes):
            return f"({' | '.join(map(tsquery, nodes))})"


def in_title(node: Node) -> Node:
    """The same condition, to be met by the title alone."""
    match node:
        case Term(value, prefix):
            return Term(f"t{value}", prefix)
        case Every(nodes):
            return Every(tuple(map(in_title, nodes)))
        case Some(nodes):
            return Some(tuple(map(in_title, nodes)))
