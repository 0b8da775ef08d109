"""Writing the feed's rows: from the journal, and again when things have moved."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.journal.activities import activity_type
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor
from allmende.observers.feed.models import FeedRow, Look


def add_rows(entries: list[Entry]) -> None:
    """Add a row for each entry that people like to read of; the same entry twice is one row."""
    interesting = [entry for entry in entries if _is_interesting(entry)]
    spots = {entry.id: _field(entry, "spot") for entry in interesting}
    audiences = _audiences([*(entry.thing for entry in interesting), *spots.values()])
    roots = _roots(entry.space for entry in interesting if entry.space)
    rows = [
        FeedRow(
            seq=entry.seq or 0,
            root=root,
            space=entry.space or root,
            audience_id=audience,
            thing_id=entry.thing or root,
            spot_id=spots[entry.id],
            actor=_field(entry, "who") or entry.actor,
            behalf=None if _field(entry, "who") else entry.on_behalf_of,
            name=entry.name,
            at=entry.at,
        )
        for entry in interesting
        if (audience := audiences.get(entry.thing))
        and (root := roots.get(entry.space))
        and (spots[entry.id] or entry.thing) in audiences
    ]
    FeedRow.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def follow_things(things: Iterable[UUID]) -> None:
    """Let the rows of these things stand where the things stand now."""
    now = Thing.objects.filter(id=OuterRef("thing_id")).values("audience_id")[:1]
    wanted = list(things)
    if wanted:
        FeedRow.objects.filter(thing_id__in=wanted).update(audience_id=Subquery(now))


def _is_interesting(entry: Entry) -> bool:
    kind = activity_type(entry.name)
    return bool(kind and kind.in_feed and entry.thing and entry.space)


def _field(entry: Entry, role: str) -> UUID | None:
    """Return what an entry's own field holds that plays a role (`who`, `spot`) in its sentence."""
    field = getattr(activity_type(entry.name), role)
    return UUID(entry.current_payload[field]) if field and field != "actor" else None


def _audiences(things: Iterable[UUID | None]) -> dict[UUID | None, int]:
    return dict(Thing.objects.filter(id__in={thing for thing in things if thing}).values_list("id", "audience_id"))


def _roots(spaces: Iterable[UUID]) -> dict[UUID | None, UUID]:
    rows = Space.objects.filter(id__in=set(spaces)).values_list("id", "root_id")
    return {space: root or space for space, root in rows}


def mark_looked(actor: Actor, root: Space, seq: int) -> None:
    """Note how far someone has looked at the news of a community; it never goes back, nor beyond what has happened."""
    newest = FeedRow.objects.filter(root=root.id).order_by("-seq").values_list("seq", flat=True).first() or 0
    seq = min(seq, newest)
    _look, is_new = Look.objects.get_or_create(actor=actor, root=root.id, defaults={"seq": seq})
    if not is_new:
        Look.objects.filter(actor=actor, root=root.id, seq__lt=seq).update(seq=seq)
