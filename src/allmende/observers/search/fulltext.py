"""The full-text index of each database: how it is made, and how a condition on terms reads there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db import DatabaseError, connection, connections

from allmende.observers.search.analyser.query import Every, Node, Some, Term

# The terms live in the documents; FTS5 keeps only which rows hold them (no positions: phrases are compared word by word).
INDEX = """CREATE VIRTUAL TABLE {when} {name} USING fts5(
        terms, content='{content}', content_rowid='id', detail=none, columnsize=0, prefix='5 6',
        tokenize="ascii tokenchars ':.'")"""
SQLITE = (
    INDEX.format(when="IF NOT EXISTS", name="search_index", content="search_document"),
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
    # Long texts stand aside, so that walking through many documents reads little.
    "ALTER TABLE search_document SET (toast_tuple_target = 128)",
    """ALTER TABLE search_document ADD COLUMN IF NOT EXISTS vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED""",
    "CREATE INDEX IF NOT EXISTS search_document_vector ON search_document USING gin (vector) WITH (fastupdate = off)",
    # A function, because the planner thinks little of looking into every vector, and that takes seconds.
    """CREATE OR REPLACE FUNCTION search_found(wanted tsquery, before bigint) RETURNS TABLE (id bigint, thing_id uuid)
        LANGUAGE sql STABLE ROWS 500
        SET enable_seqscan = off SET enable_indexscan = off SET work_mem = '32MB' AS $$
        SELECT d.id, d.thing_id FROM search_document d WHERE d.vector @@ wanted AND d.id < before ORDER BY d.id DESC $$""",
)


def install(using: str = "default", **_signal: object) -> None:
    """Make the index where it is missing; after every migration, for SQLite's migrations drop triggers with a table.

    Raises NotImplementedError for a database that is neither SQLite nor PostgreSQL.
    """
    database = connections[using]
    if "search_document" not in database.introspection.table_names():
        return
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(database.vendor)
    if statements is None:
        raise NotImplementedError(f"Search runs on SQLite and PostgreSQL, not on {database.vendor}.")
    is_new = "search_index" not in database.introspection.table_names()
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        if database.vendor == "sqlite" and is_new:  # there may be documents already
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def make_anew() -> None:
    """Make SQLite's index anew from the documents, whatever it held; PostgreSQL keeps its own in step with the column."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('rebuild')")


def is_sound() -> bool:
    """Say whether SQLite's index is whole and says what the documents do; reads only.

    FTS5's own check (sections 6.4 and 4.4.3) wants the right to write, for which everyone else would wait: so it is put to a
    passing copy of the index, over the documents as they are.
    """
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP VIEW search_held AS SELECT id, terms FROM main.search_document")
        cursor.execute(INDEX.format(when="", name="temp.search_probe", content="search_held"))
        try:
            for part in ("data", "idx"):
                cursor.execute(f"DELETE FROM temp.search_probe_{part}")  # noqa: S608 - ours
                cursor.execute(f"INSERT INTO temp.search_probe_{part} SELECT * FROM main.search_index_{part}")  # noqa: S608
            cursor.execute("INSERT INTO search_probe(search_probe, rank) VALUES ('integrity-check', 1)")
        except DatabaseError:
            return False
        finally:
            cursor.execute("DROP TABLE temp.search_probe")
            cursor.execute("DROP VIEW temp.search_held")
    return True


def tidy() -> None:
    """Merge SQLite's index into one, so that no word of a deleted text stands in its older parts (FTS5, section 6.7).

    PostgreSQL's vacuum does it by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")


@dataclass(frozen=True)
class Condition:
    """What a document must hold, and what it must not."""

    wanted: Node
    unless: Node | None = None


def walk(condition: Condition, before: int) -> tuple[str, tuple[str, int]]:
    """The start of a statement over finds `d` and their things `t`, newest first, and the two parameters it takes.

    Both databases are told in which order to join: their planners would rather walk through all that a reader may see, or
    through all documents. `before` is the number of a document; only earlier ones are found. What follows begins with AND.
    """
    if connection.vendor == "postgresql":
        wanted = tsquery(condition.wanted) + (f" & !{tsquery(condition.unless)}" if condition.unless else "")
        things = "LATERAL (SELECT * FROM things_thing WHERE things_thing.id = d.thing_id OFFSET 0) t"
        return f"FROM search_found(CAST(%s AS tsquery), %s) d CROSS JOIN {things} WHERE TRUE", (wanted, before)
    wanted = fts5(condition.wanted) + (f" NOT {fts5(condition.unless)}" if condition.unless else "")
    return (
        "FROM search_index i CROSS JOIN search_document d INDEXED BY search_document_slim ON d.id = i.rowid"
        " CROSS JOIN things_thing t ON t.id = d.thing_id WHERE i.search_index MATCH %s AND i.rowid < %s",
        (wanted, before),
    )


def newest_first() -> str:
    """The order of a walk; on PostgreSQL the function gives it, and asking for it again would sort every find."""
    return "" if connection.vendor == "postgresql" else "ORDER BY i.rowid DESC"


def in_reach(reach: list[int]) -> tuple[str, object]:
    """The condition that a thing's audience is in a reach, however long, as one parameter."""
    if connection.vendor == "postgresql":
        return "t.audience_id = ANY(%s)", reach
    return "t.audience_id IN (SELECT value FROM json_each(%s))", json.dumps(reach)


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
