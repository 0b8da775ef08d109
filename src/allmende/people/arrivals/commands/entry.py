"""The one place where an invitation to a community is written: whoever accepts it comes in by the community's entry."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.foundation.mail.commands import post
from allmende.identity.actors.models import Actor


def invite(actor: Actor, space: Space, address: str, *, words: str, language: str) -> None:
    """Write an invitation to an address, in the caller's transaction."""
    post(
        address, "arrivals/mail/invitation", language=language, sender=space.title, inviter=actor.name,
        community=space.title, about=space.summary, words=words,
    )  # fmt: skip
