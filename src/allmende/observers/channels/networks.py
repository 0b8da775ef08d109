"""What a closed network takes: how long a text, how large a picture. From their pages for publishers."""

from __future__ import annotations

from dataclasses import dataclass

from allmende.observers.channels.models import Network


@dataclass(frozen=True)
class Shape:
    """Characters of a text (an address counts `link` where the network says so, else its own length), pixels of a picture."""

    letters: int
    width: int
    height: int
    alt: int
    link: int = 0
    has_links: bool = True
    """Whether an address in a text can be followed there."""


SHAPES = {
    Network.MASTODON: Shape(500, 1920, 1080, 1500, link=23),
    Network.INSTAGRAM: Shape(2200, 1080, 1350, 1000, has_links=False),
    Network.FACEBOOK: Shape(2000, 1200, 630, 1000),
    Network.LINKEDIN: Shape(3000, 1200, 627, 300),
    Network.X: Shape(280, 1200, 675, 1000, link=23),
}
CLOSED = frozenset({Network.INSTAGRAM, Network.FACEBOOK, Network.LINKEDIN, Network.X})
"""Nothing goes there by itself: a person copies what is ready."""
