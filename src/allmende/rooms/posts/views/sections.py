"""What posts show on other pages: home, a space, a person."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.posts.queries import posts_by, posts_in
from allmende.rooms.posts.rules import may_share

ON_A_SPACE = 6
OF_A_PERSON = 3


def home_section(reader: Reader, root: Space) -> dict[str, Any]:
    """Where one shares something with the community; what was shared stands among the news."""
    return {"place": root} if may_share(reader, root) else {}


def space_section(reader: Reader, space: Space) -> dict[str, Any]:
    """Where one shares something in a space, and what was shared in it lately."""
    found = posts_in(reader, space, limit=ON_A_SPACE)
    opens = bool(may_share(reader, space))
    if not found.cards and not opens:
        return {}
    url = f"{reverse('posts:index')}?in={space.slug}" if found.next else ""
    return {"cards": found.cards, "place": space if opens else None, "url": url, "here": True}


def profile_section(reader: Reader, root: Space, actor: Actor) -> dict[str, Any]:
    """What a person has shared lately, as far as the reader sees it."""
    cards = posts_by(reader, root, actor.id, OF_A_PERSON).cards
    return {"cards": cards} if cards else {}
