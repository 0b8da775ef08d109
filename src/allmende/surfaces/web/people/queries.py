"""What stands on a person's page beside their own words."""

from __future__ import annotations

from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.identity.actors.models import Actor, Reader


def spaces_in_common(reader: Reader, root: Space, actor: Actor) -> list[tuple[str, str, str]]:
    """Return name, address and slug of the person's spaces that the reader sees; for members, as nobody else's business."""
    if not is_member(reader, root):
        return []
    rows = Space.objects.visible_to(reader).filter(root=root, memberships__actor=actor).order_by("title")
    return [(title, reverse("space", args=[slug]), slug) for title, slug in rows.values_list("title", "slug")[:20]]
