"""Finding what a page is about."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from allmende.commons.consent.models import Guardianship, Takeout
from allmende.commons.spaces.models import Membership, OldSlug, Space
from allmende.identity.actors.models import Actor, Reader


def seen_space(reader: Reader, root: Space, slug: str) -> Space | None:
    """Return a space of a community that a reader sees, also by an earlier address."""
    here = Space.objects.visible_to(reader).filter(Q(id=root.id) | Q(root=root.id)).select_related("audience", "root")
    earlier = OldSlug.objects.filter(slug=slug).values("space_id")
    return here.filter(slug=slug).first() or here.filter(id__in=earlier).first()


def member_by_handle(space: Space, handle: str) -> Actor | None:
    """Return someone who belongs to the community of a space."""
    rows = Membership.objects.filter(space=space.root_id or space.id, actor__handle=handle)
    row = rows.select_related("actor__account").first()
    return row.actor if row else None


def guardianship_by(key: UUID) -> Guardianship | None:
    """Return what a link in a guardian's mail is about; whether the link is good is another question."""
    return Guardianship.objects.select_related("child").filter(id=key).first()


def takeout_of(reader: Reader, key: UUID) -> Takeout | None:
    """Return an archive of the reader's own."""
    return Takeout.objects.filter(id=key, actor=reader).first() if isinstance(reader, Actor) else None
