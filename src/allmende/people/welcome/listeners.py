"""How the way in follows what happens elsewhere: a first hello, a commitment that the house sees kept, someone who leaves."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.journal.activities import Activity, activity_type
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.identity.actors.commands import system
from allmende.people.welcome.commands import keep_as_seen
from allmende.people.welcome.commands.paths import end
from allmende.people.welcome.models import Evidence, Path, PathState, Promise, PromiseState

WALKING = (PathState.WALKING, PathState.PAUSED, PathState.ASKED)
MADE = frozenset({"Create", "Offer", "Announce"})
"""The verbs with which something new is there for others, whatever room it is in."""


@observe("welcome")
def watch(entries: list[Entry]) -> None:
    """Look whether what happened was done by someone on the way, and what it means for them."""
    left = [entry for entry in entries if entry.name == "MemberLeft"]
    made = [entry for entry in entries if _is_made(activity_type(entry.name))]
    actors = {entry.actor for entry in made} | {UUID(entry.current_payload["member"]) for entry in left}
    paths = Path.objects.filter(actor__in=actors, state__in=WALKING).select_related("actor", "space__audience")
    walking = {(path.actor_id, path.space_id): path for path in paths} if actors else {}
    if not walking:
        return
    for entry in left:
        if path := walking.pop((UUID(entry.current_payload["member"]), entry.thing), None):
            _left(path)
    roots = _roots({entry.space for entry in made if entry.space})
    for entry in made:
        path = walking.get((entry.actor, roots.get(entry.space)))  # type: ignore[arg-type]
        if path is not None and entry.at >= path.begun:
            _made(path, entry)


def _is_made(kind: type[Activity] | None) -> bool:
    return kind is not None and kind.in_feed and kind.verb in MADE


def _roots(spaces: set[UUID]) -> dict[UUID | None, UUID]:
    """Return the community of each space."""
    rows = Space.objects.filter(id__in=spaces).values_list("id", "root_id")
    return {space: root or space for space, root in rows}


@transaction.atomic
def _left(path: Path) -> None:
    """Whoever leaves is reminded of nothing more."""
    end(path, system())


def _made(path: Path, entry: Entry) -> None:
    thing = _what_was_made(entry)
    if thing is None or thing.author_id != path.actor_id:
        return
    Path.objects.filter(pk=path.pk, greeted=None).update(greeted=entry.at)
    seen = Promise.objects.filter(path=path, commitment__evidence=Evidence.SEEN, made__lte=entry.at)
    for promise in seen.filter(state__in=(PromiseState.OPEN, PromiseState.LAPSED)).select_related("path", "commitment"):
        if promise.commitment.seen_kind in {"", thing.kind}:
            keep_as_seen(promise)


def _what_was_made(entry: Entry) -> Thing | None:
    """Return what is new: where the activity says where exactly within its thing (a comment), that; else the thing."""
    kind = activity_type(entry.name)
    spot = entry.current_payload.get(kind.spot) if kind and kind.spot else entry.thing
    return Thing.objects.filter(id=spot).first() if spot else None
