"""Whom one may look up: members see each other; others see those who have shared something with them."""

from __future__ import annotations

from django.urls import reverse

from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.rules import is_member
from allmende.commons.things.models import Thing
from allmende.identity.actors.models import Actor, Reader


def person_here(reader: Reader, root: Space, handle: str) -> Actor | None:
    """Return a person of this community whom the reader may see: members each other, everyone themselves, and whoever
    has shared something that the reader sees."""
    actor = Actor.objects.filter(handle=handle, erased=None).first()
    if actor is None:
        return None
    if actor.id == reader.id:
        return actor
    belongs = Membership.objects.filter(space=root, actor=actor).exists()
    if belongs and is_member(reader, root):
        return actor
    has_shared = Thing.objects.visible_to(reader).shared().filter(author=actor).exclude(kind="space").exists()
    return actor if has_shared else None


def spaces_in_common(reader: Reader, root: Space, actor: Actor) -> list[tuple[str, str, str]]:
    """Return name, address and slug of the person's spaces that the reader sees."""
    rows = Space.objects.visible_to(reader).filter(root=root, memberships__actor=actor).order_by("title")
    if not is_member(reader, root):
        return []
    return [(title, reverse("space", args=[slug]), slug) for title, slug in rows.values_list("title", "slug")[:20]]
