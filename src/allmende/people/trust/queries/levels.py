"""How much a community relies on someone, what that lets them do, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.audiences.kept import keep
from allmende.commons.duties.roster import today_in
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import role_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.journal.merits import merit_kind
from allmende.foundation.journal.sentences import Piece, pieces_of
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.models import Level, Merit, Rung, Standing
from allmende.people.trust.models.rungs import entries, is_young, keep_of, rungs_of


def level_of(actor: Actor, space: Space) -> Level:
    """Return the level that someone has in a space's community; `ARRIVED` for who doesn't belong to it.

    In a young community its curators count as carrying: someone has to be first.
    """
    root = space.root or space
    role = role_in(actor, root)
    if role == Role.CURATOR and is_young(root):
        return Level.CARRYING
    if role is None:
        return Level.ARRIVED
    return keep(actor, f"level_{root.id.hex}", lambda: _kept_level(actor, root))


def _kept_level(actor: Actor, root: Space) -> Level:
    level = Standing.objects.filter(space_id=root.id, actor=actor).values_list("level", flat=True).first()
    return Level(level or 0)


def right(actor: Actor, space: Space, key: str) -> int:
    """Return how much of a right (`nominations`: how many open ones; `links`, `teams`: 0 or 1) someone's level gives; 0 outside."""
    root = space.root or space
    if role_in(actor, root) is None:
        return 0
    rungs = keep(actor, f"rungs_{root.id.hex}", lambda: rungs_of(root))
    return int(rungs[level_of(actor, root)].rights.get(key, 0))


def grants(reader: Reader, space: Space, key: str) -> bool:
    """Say whether trust gives a reader a right (asked by spaces and threads through `spaces.above`)."""
    return isinstance(reader, Actor) and right(reader, space, key) > 0


@dataclass(frozen=True)
class RungRow:
    """A level as a page shows it: what it takes and gives, and whether it is the reader's."""

    level: Level
    takes: str
    gives: list[str]
    is_mine: bool
    is_reached: bool


@dataclass(frozen=True)
class Credit:
    """One thing that counted: in a sentence, and on which day."""

    pieces: tuple[Piece, ...]
    day: date


@dataclass(frozen=True)
class MyStanding:
    """Where someone stands, what it lets them do, what comes next and how far it is, and what counted."""

    level: Level
    people: int
    days: int
    next: RungRow | None
    missing: str
    needed: int
    keeps: str
    gives: list[str]
    rungs: list[RungRow]
    credits: list[Credit]
    locked_until: date | None
    lock_reason: str
    by_role: bool


def standing_page(actor: Actor, root: Space) -> MyStanding:
    """Return what someone's own page of trust shows; five statements."""
    rungs, level = rungs_of(root), level_of(actor, root)
    enter, today = entries(root, rungs), today_in(root)
    kept = Standing.objects.filter(space_id=root.id, actor=actor).first() or Standing(level=0)
    rows = [rung_row(rung, enter[rung.level], level) for rung in rungs]
    coming = rows[level + 1] if level < Level.CARRYING else None
    needed = enter[level + 1] if coming else 0
    locked = kept.locked_until if kept.locked_until and kept.locked_until >= today else None
    by_role = role_in(actor, root) == Role.CURATOR and is_young(root)
    return MyStanding(
        level, kept.people, kept.days, coming, _missing(kept, needed) if coming else "", needed, _keeps(enter[level]),
        rows[level].gives, rows, credits_of(actor, root), locked, kept.lock_reason if locked else "", by_role,
    )  # fmt: skip


def rung_row(rung: Rung, enter: int, mine: Level) -> RungRow:
    """Return a level in words."""
    takes = (
        ngettext("%(n)d person", "%(n)d people on as many days", enter) % {"n": enter} if enter else _("from the start")
    )
    return RungRow(Level(rung.level), takes, gives_of(rung), rung.level == mine, rung.level <= mine)


def gives_of(rung: Rung) -> list[str]:
    """Say what a level lets one do."""
    rights = rung.rights
    count = int(rights.get("nominations", 0))
    found = (
        [ngettext("nominate %(n)d person at a time", "nominate %(n)d people at a time", count) % {"n": count}]
        if count
        else []
    )
    if rights.get("links"):
        found.append(_("put links into comments"))
    if rights.get("teams"):
        found.append(_("open a team without asking"))
    return found


def _missing(kept: Standing, needed: int) -> str:
    """Say kindly what is missing: people, days, or both."""
    people, days = max(0, needed - kept.people), max(0, needed - kept.days)
    if people and days:
        return ngettext(
            "%(n)d more person, on another day, and you may:",
            "%(n)d more people, on %(days)d more days, and you may:",
            people,
        ) % {"n": people, "days": days}
    if people:
        return ngettext("%(n)d more person, and you may:", "%(n)d more people, and you may:", people) % {"n": people}
    return ngettext(
        "%(n)d more day on which it counts for someone, and you may:",
        "%(n)d more days on which it counts for someone, and you may:",
        max(days, 1),
    ) % {"n": max(days, 1)}


def _keeps(enter: int) -> str:
    least = keep_of(enter)
    return (
        ngettext("It stays while at least %(n)d person counts.", "It stays while at least %(n)d people count.", least)
        % {"n": least}
        if least
        else ""
    )


def credits_of(actor: Actor, root: Space, limit: int = 12) -> list[Credit]:
    """Return what counted lately, the latest first; of things only what the person sees now is named."""
    found = Merit.objects.filter(space_id=root.id, actor=actor).select_related("giver").order_by("-day", "-id")
    rows = list(found[:limit])
    seen = Thing.objects.visible_to(actor).filter(id__in={row.thing for row in rows if row.thing})
    things = {thing: (kind, title) for thing, kind, title in seen.values_list("id", "kind", "title")}
    urls = urls_of([(thing, kind) for thing, (kind, _title) in things.items()])
    return [Credit(_pieces(row, things, urls), row.day) for row in rows]


def _pieces(row: Merit, things: dict[UUID, tuple[str, str]], urls: dict[UUID, str]) -> tuple[Piece, ...]:
    kind = merit_kind(row.kind)
    who = Piece(row.giver.name, "actor", key=row.giver.handle)
    title = things[row.thing][1] if row.thing in things else ""
    thing = Piece(title, "thing", urls.get(row.thing, "")) if title and row.thing else Piece(_("something here"))
    return pieces_of(kind.sentence if kind else "{actor}", [who], thing)


def counts_of(root: Space, since: date, people: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return for each of these people how many different members, and how many different days, counted since a day."""
    rows = Merit.objects.filter(space_id=root.id, day__gt=since, actor__in=people, giver__memberships__space_id=root.id)
    counted = rows.values("actor").annotate(people=Count("giver", distinct=True), days=Count("day", distinct=True))
    return {row["actor"]: (row["people"], row["days"]) for row in counted.order_by()}
