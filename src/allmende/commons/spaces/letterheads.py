"""A community writes and links as itself: its name, its host name, its mail address."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.mail.letterhead import NODE, Letterhead
from allmende.identity.actors.models import Actor


def letterhead_of(space: Space) -> Letterhead:
    """Return how a space's community writes; its spaces write as themselves, from the community's host and address."""
    root = space.root or space
    home = home_url(root)
    return Letterhead(space.title, home, root.sender, root.colour, f"{space.slug}.{urlsplit(home).hostname}")


def letterhead_for(actor: Actor, at: Space | None) -> Letterhead:
    """Return how the house writes to someone: as the community they are at, where that is known and theirs; else as the first they
    belong to, else as the node.
    """
    if at and Membership.objects.filter(actor=actor, space=at.root or at).exists():
        return letterhead_of(at)
    rows = Membership.objects.filter(actor=actor, space__root=None).order_by("id").select_related("space")
    first = rows.first()
    return letterhead_of(first.space) if first else NODE


def homes_of(actor: Actor) -> set[str]:
    """Return every address under which a person has pages: the node's, and those of the communities they belong to."""
    communities = Space.objects.filter(root=None, memberships__actor=actor)
    return {str(settings.NODE_URL), *map(home_url, communities)}


def home_url(space: Space) -> str:
    """Return where a space's community stands, without a slash at the end: its own host name, else the node's."""
    host = (space.root or space).host
    if not host:
        return str(settings.NODE_URL)
    node = urlsplit(settings.NODE_URL)
    return f"{node.scheme}://{host}" + (f":{node.port}" if node.port else "")
