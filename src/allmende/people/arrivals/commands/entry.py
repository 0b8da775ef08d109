"""The one place where an invitation to many is written: whoever follows its link comes in by the community's own entry."""

from __future__ import annotations

from django.urls import reverse

from allmende.commons.spaces.letterheads import home_url, letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation.mail.commands import post
from allmende.identity.actors.models import Actor
from allmende.people.nominations.commands import make_link

DAYS = 30


def invite(actor: Actor, space: Space, address: str, *, words: str, language: str) -> None:
    """Write an invitation with a link of its own, good for one person and thirty days, in the caller's transaction.

    Raises Refused (403) when the actor may no longer make links.
    """
    _link, token = make_link(actor, space, label=_hidden(address), most_uses=1, days=DAYS)
    post(
        address, "arrivals/mail/invitation", language=language, house=letterhead_of(space), inviter=actor.name,
        community=space.title, about=space.summary, words=words, days=DAYS,
        link=home_url(space) + reverse("nominations:link", args=[token]),
    )  # fmt: skip


def _hidden(address: str) -> str:
    """Enough of an address to tell links apart in their list, not to use it."""
    local, _at, domain = address.partition("@")
    return f"{local[:2]}…@{domain}"[:80]
