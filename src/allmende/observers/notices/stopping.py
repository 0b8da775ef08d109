"""The links by which mails are ended without signing in: only we can make them, and they end nothing else."""

from __future__ import annotations

from hmac import compare_digest
from uuid import UUID

from django.urls import reverse

from allmende.foundation.keys import sign

DIGESTS = "digests"
"""What a digest's link ends: all that comes in digests."""
ALL = "all"


def stop_key(actor: UUID, about: str) -> str:
    """Return what stands in the link with which someone ends mails about an occasion, a thing, or digests."""
    return sign("end mails", f"{actor}:{about}")


def is_stop_key(actor: UUID, about: str, key: str) -> bool:
    """Say whether a link is ours, in constant time."""
    return compare_digest(stop_key(actor, about).encode(), key.encode())


def stop_path(actor: UUID, about: str) -> str:
    """Return the address of a link, from the root of the community's host."""
    return reverse("notices:stop", args=[actor, about, stop_key(actor, about)])
