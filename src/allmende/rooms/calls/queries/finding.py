"""A call by its address, as the reader sees it."""

from __future__ import annotations

from django.db.models import Q

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call


def find_place(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return the space of a community that the reader sees at an address."""
    here = Space.objects.visible_to(reader).filter(Q(pk=root.id) | Q(root=root.id))
    found: Space | None = here.select_related("root", "audience").filter(slug=slug).first()
    return found


def find_call(reader: Reader, root: Space, slug: str) -> Call | None:
    """Return the call of that slug in a community; None where the reader sees none."""
    rows = Call.objects.visible_to(reader).filter(Q(place=root.id) | Q(place__root=root.id))
    found: Call | None = (
        rows.select_related("audience", "author", "place__root", "box", "talk", "behalf__body")
        .filter(slug=slug)
        .first()
    )
    return found


def slug_today(reader: Reader, slug: str) -> str:
    """Return the present slug of a call that had this one earlier; empty where the reader sees none."""
    rows = Call.objects.visible_to(reader).filter(old_slugs__slug=slug)
    return rows.values_list("slug", flat=True).first() or ""
