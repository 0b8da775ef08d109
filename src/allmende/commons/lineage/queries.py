"""What a thing came of, and what came of it, as far as its reader sees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Value

from allmende.commons.audiences.models import Kind
from allmende.commons.lineage.models import Link
from allmende.commons.things.lines import FIELDS, ThingLine, lines_of
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Reader

DEEPEST = 8
"""So many generations either way are shown."""
MOST_LINKS = 200


@dataclass(frozen=True, slots=True)
class Tie:
    """One step of a lineage: `later` came of `earlier`."""

    earlier: UUID
    later: UUID
    kind: str


@dataclass(frozen=True)
class Lineage:
    """What a thing came of (`before`) and what came of it (`after`), nearest first, each with its distance; and every tie between."""

    before: tuple[tuple[int, ThingLine], ...]
    after: tuple[tuple[int, ThingLine], ...]
    ties: tuple[Tie, ...]

    def __bool__(self) -> bool:
        return bool(self.ties)


def lineage_of(thing: UUID, reader: Reader, depth: int = DEEPEST) -> Lineage:
    """Return the lineage of a thing that the reader sees; one statement, and those that give kinds their addresses and words.

    What the reader may not see is left out, and so is what hangs on it alone: a way ends where it would lead through it.
    """
    rows = _walked(thing, reader, depth)
    lines = {line.thing: line for line in lines_of({row[4]: row[4:] for row in rows}.values())}
    ties = tuple(dict.fromkeys(Tie(row[1], row[2], row[3]) for row in rows if row[4] in lines))
    near: dict[tuple[int, UUID], int] = {}
    for row in rows:
        way = -1 if row[4] == row[1] else 1
        near.setdefault((way, row[4]), row[0])
    before = tuple((depth, lines[key]) for (way, key), depth in near.items() if way < 0 and key in lines)
    after = tuple((depth, lines[key]) for (way, key), depth in near.items() if way > 0 and key in lines)
    return Lineage(before, after, ties)


def _walked(thing: UUID, reader: Reader, depth: int) -> list[tuple[Any, ...]]:
    """Each tie that is met, with its distance and the fields of the thing it leads to, upward and downward."""
    visible, params = _visible(reader)
    key = _as_kept(thing)
    shown = ", ".join(
        f"things_thing.{name}" if name != "audience__layer" else "audiences_audience.layer" for name in FIELDS
    )
    up = _way("up", "lineage_link.target_id", "lineage_link.source_id", visible)
    down = _way("down", "lineage_link.source_id", "lineage_link.target_id", visible)
    sql = f"""
        WITH RECURSIVE up(thing, depth, link) AS ({up}), down(thing, depth, link) AS ({down}),
        met(depth, link, thing) AS (
            SELECT MIN(depth), link, thing FROM up WHERE link IS NOT NULL GROUP BY link, thing
            UNION ALL SELECT MIN(depth), link, thing FROM down WHERE link IS NOT NULL GROUP BY link, thing
        )
        SELECT met.depth, lineage_link.source_id, lineage_link.target_id, lineage_link.kind, {shown}
        FROM met JOIN lineage_link ON lineage_link.id = met.link
        JOIN things_thing ON things_thing.id = met.thing
        JOIN audiences_audience ON audiences_audience.id = things_thing.audience_id
        ORDER BY met.depth, lineage_link.id LIMIT {MOST_LINKS}
    """  # noqa: S608  made of our own words; values are bound
    walk = [key, *params, depth]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*walk, *walk])
        return [_with_ids(row) for row in cursor.fetchall()]


def _way(walk: str, start: str, goal: str, visible: str) -> str:
    """Walk from link to link one way, through what the reader sees alone."""
    return f"""
        SELECT CAST(%s AS {_key_type()}), 0, CAST(NULL AS {_key_type()})
        UNION
        SELECT {goal}, {walk}.depth + 1, lineage_link.id FROM {walk}
        JOIN lineage_link ON {start} = {walk}.thing
        WHERE EXISTS ({visible} AND things_thing.id = {goal}) AND {walk}.depth < %s
    """  # noqa: S608


def _key_type() -> str:
    return "uuid" if connection.features.has_native_uuid_field else "char(32)"


def _visible(reader: Reader) -> tuple[str, tuple[Any, ...]]:
    """The condition that a thing is visible, open at its end for which one; nothing that lies in the bin or is hidden."""
    seen = Thing.objects.visible_to(reader).exclude(audience__kind__in=(Kind.BIN, Kind.HIDDEN)).order_by()
    sql, params = seen.values_list(Value(1)).query.get_compiler(connection=connection).as_sql()
    return sql, params


def _with_ids(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row with ids as ids, whatever the database keeps them as."""
    return tuple(
        UUID(value) if place in {1, 2, 4} and isinstance(value, str) else value for place, value in enumerate(row)
    )


def comes_of(thing: UUID, ancestor: UUID) -> bool:
    """Say whether a thing comes of another, however long the way: for a check of circles, whatever anyone sees."""
    sql = f"""
        WITH RECURSIVE up(thing) AS (
            SELECT CAST(%s AS {_key_type()}) UNION
            SELECT lineage_link.source_id FROM up JOIN lineage_link ON lineage_link.target_id = up.thing
        ) SELECT 1 FROM up WHERE thing = %s LIMIT 1
    """  # noqa: S608  the type of a column
    with connection.cursor() as cursor:
        cursor.execute(sql, [_as_kept(thing), _as_kept(ancestor)])
        return cursor.fetchone() is not None


def _as_kept(key: UUID) -> UUID | str:
    return key if connection.features.has_native_uuid_field else key.hex


def has_lineage(thing: UUID) -> bool:
    """Say whether a thing came of another, or another of it, whoever sees that."""
    return Link.objects.filter(Q(source=thing) | Q(target=thing)).exists()


def sources_of(targets: Iterable[UUID]) -> dict[UUID, list[Tie]]:
    """Return the ties from each of these things to what it came of directly, in the order they were named. One statement."""
    found: dict[UUID, list[Tie]] = {}
    rows = Link.objects.filter(target__in=list(targets)).order_by("id")
    for source, target, kind in rows.values_list("source_id", "target_id", "kind"):
        found.setdefault(target, []).append(Tie(source, target, kind))
    return found
