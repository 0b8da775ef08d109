"""Web hooks read the journal: each entry that one asked for becomes a delivery, whose content is made when it is sent."""

from __future__ import annotations

from uuid import UUID

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import observe
from allmende.observers.webhooks.models import Delivery, Hook, HookState


@observe("webhooks")
def follow(entries: list[Entry]) -> None:
    """Line up a delivery for each hook and entry; the same entry twice is one delivery."""
    hooks = list(Hook.objects.filter(state=HookState.ON))
    if not hooks:
        return
    around = _around({entry.space for entry in entries if entry.space})
    made = [
        Delivery(hook=hook, entry=entry.id, name=entry.name)
        for entry in entries
        if entry.thing and entry.space in around
        for hook in hooks
        if entry.name in hook.names
        and entry.at >= hook.made
        and (hook.everywhere or hook.space_id in around[entry.space])
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)


def _around(spaces: set[UUID]) -> dict[UUID | None, set[UUID | None]]:
    """Return the spaces that each of these lies in, itself included."""
    rows = Space.objects.filter(id__in=spaces).values_list("id", "root_id", "body_id") if spaces else ()
    return {space: {space, root, body} for space, root, body in rows}
