"""What hooks can tell, what one says of an entry at this moment, and their log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import origin_of
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.models import Thing
from allmende.foundation.doors import urls_of
from allmende.foundation.ids import MAX_ID
from allmende.foundation.journal.activities import Activity, activity_type, all_activities
from allmende.foundation.journal.models import Entry
from allmende.identity.actors.models import Actor
from allmende.observers.webhooks.models import Attempt, Delivery, Hook

PAGE = 30
CONTEXT = "https://www.w3.org/ns/activitystreams"
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "system": "Application",
    "remote": "Person",
    "managed": "Person",
}


def tellable() -> dict[str, type[Activity]]:
    """Return the activities that hooks can tell: those that the feed tells people."""
    return {name: kind for name, kind in sorted(all_activities().items()) if kind.in_feed}


def called(name: str) -> str:
    """Return what an activity is called, in the reader's language; its bare name where its room is gone, or nobody is told."""
    kind = activity_type(name)
    return str(kind.called if kind and kind.called else name)


def hooks_of(space: Space, *, everywhere: bool) -> QuerySet[Hook]:
    """Return the hooks of a space; with those of the whole node for whoever runs it."""
    rows = Hook.objects.filter(space=space).select_related("owner").order_by("id")
    return rows if everywhere else rows.filter(everywhere=False)


def find_hook(key: UUID) -> Hook | None:
    """Return a hook with its space and owner."""
    return Hook.objects.select_related("space__audience", "space__root", "owner").filter(id=key).first()


@dataclass(frozen=True)
class Log:
    """One page of deliveries, the latest first; `next` is the key of the following one."""

    rows: list[Delivery]
    next: UUID | None


def log_of(hook: Hook, after: UUID | None = None) -> Log:
    """Return a page of what was delivered or waits, with all attempts; two statements."""
    attempts = Prefetch("attempts", Attempt.objects.order_by("-at"))
    rows = list(hook.deliveries.filter(id__lt=after or MAX_ID).order_by("-id").prefetch_related(attempts)[: PAGE + 1])
    return Log(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)


def message_of(hook: Hook, delivery: Delivery) -> dict[str, Any] | None:
    """Return what a delivery says at this moment; None where its owner may no longer see it, or it left the hook's space or layer."""
    if delivery.entry is None:
        return _envelope(hook, delivery, "Test", {"type": "Announce"})
    entry = Entry.objects.filter(id=delivery.entry).first()
    kind = activity_type(entry.name) if entry else None
    if entry is None or kind is None or entry.thing is None:
        return None
    spot = _field(entry, kind, "spot")
    things = {thing.id: thing for thing in _seen(hook, [entry.thing, *([spot] if spot else [])])}
    thing, place = things.get(entry.thing), things.get(spot) if spot else None
    if thing is None or (spot and (place is None or place.audience_id != thing.audience_id)):
        return None
    space = _space_of(hook, thing)
    if space is None or (kind.for_members and not _may_tell_members(hook, space)):
        return None
    actor = _actor(_field(entry, kind, "who") or entry.actor)
    activity = {
        "@context": CONTEXT, "id": f"urn:uuid:{entry.id}", "type": kind.verb, "published": _iso(entry.at),
        "actor": actor and _person(actor, space), "object": _thing(place or thing, space),
        **({"target": _thing(thing, space)} if place else {}),
        "context": _thing(space, space),
    }  # fmt: skip
    return _envelope(hook, delivery, entry.name, activity)


def _envelope(hook: Hook, delivery: Delivery, name: str, data: dict[str, Any]) -> dict[str, Any]:
    return {"type": name, "timestamp": _iso(delivery.made), "hook": str(hook.id), "data": data}


def _seen(hook: Hook, things: list[UUID]) -> QuerySet[Thing]:
    """What its owner sees of these, no further in than the hook's layer."""
    shared = Thing.objects.visible_to(hook.owner).shared().filter(audience__layer__gte=hook.layer)
    return shared.filter(id__in=things).select_related("audience")


def _space_of(hook: Hook, thing: Thing) -> Space | None:
    """Return the space that a thing stands in, where the hook still covers it."""
    space = (
        Space.objects.select_related("root", "audience")
        .filter(id=thing.id if thing.kind == "space" else thing.space_id)
        .first()
    )
    if space is None or hook.everywhere:
        return space
    return space if hook.space_id in {space.id, space.root_id, space.body_id} else None


def _may_tell_members(hook: Hook, space: Space) -> bool:
    """Who belongs where is told to members only: never to a hook for what partner networks or everyone see."""
    return hook.layer <= Layer.COMMUNITY and bool(is_member(hook.owner, space.root or space))


def _field(entry: Entry, kind: type[Activity], role: str) -> UUID | None:
    name = getattr(kind, role)
    value = entry.current_payload.get(name) if name and name != "actor" else None
    return UUID(str(value)) if value else None


def _actor(key: UUID) -> Actor | None:
    return Actor.objects.filter(id=key, erased=None).first()


def _person(actor: Actor, space: Space) -> dict[str, str]:
    kind = TYPES.get(actor.kind, "Person")
    return {
        "type": kind,
        "id": f"urn:uuid:{actor.id}",
        "url": origin_of(space) + reverse("person", args=[actor.handle]),
    }


def _thing(thing: Thing, space: Space) -> dict[str, Any]:
    url = urls_of([(thing.id, thing.kind)]).get(thing.id, "")
    layer = Layer(thing.audience.layer)
    return {
        "type": "Group" if thing.kind == "space" else "Note" if thing.kind == "comment" else "Article",
        "id": settings.NODE_URL + reverse("thing", args=[thing.id]), "kind": thing.kind, "layer": layer.name.lower(),
        "name": thing.title, "url": origin_of(space) + url if url else "",
    }  # fmt: skip


def _iso(at: Any) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
