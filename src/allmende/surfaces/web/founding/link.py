"""The link with which a node's first community is founded in the browser: only whoever runs the node can print it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from allmende.foundation.keys import is_signed, sign

PURPOSE, WHAT = "founding", "the first community of this node"


def founding_link() -> str:
    """Return the whole address of the wizard: derived from the node's key, so that a stranger who comes first has none."""
    return f"{settings.NODE_URL}{reverse('founding:begin', args=[sign(PURPOSE, WHAT)])}"


def opens_the_wizard(key: str) -> bool:
    """Say whether a link is this node's."""
    return is_signed(PURPOSE, WHAT, key)
