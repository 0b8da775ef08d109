"""Whom it concerns when people make something together."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.activities import AuthorInvited, AuthorJoined, AuthorLeft, SharesSet
from allmende.commons.authorship.models import Author, AuthorState
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, OWN

INVITED = reason("authorship.invited", _("{actor} asks you to be a co-author of {thing}"), ASK)
JOINED = reason(
    "authorship.joined",
    _("{actor} makes {thing} together with you now"),
    OWN,
    many=_("{actors} make {thing} together with you now"),
)
LEFT = reason("authorship.left", _("A co-author has left {thing}: look at the shares again"), OWN)
SHARES = reason("authorship.shares", _("{actor} set how the authors of {thing} share: do you agree?"), ASK)


@concerns(AuthorInvited)
def of_an_invitation(entry: Entry) -> Iterator[Concern]:
    """Whoever is asked."""
    yield Concern(UUID(entry.current_payload["person"]), INVITED)


@concerns(AuthorJoined)
def of_joining(entry: Entry) -> Iterator[Concern]:
    """The others."""
    yield from (Concern(actor, JOINED) for actor in _authors(entry))


@concerns(AuthorLeft)
def of_leaving(entry: Entry) -> Iterator[Concern]:
    """Those who stay, when somebody left by themselves."""
    if UUID(entry.current_payload["person"]) == entry.actor:
        yield from (Concern(actor, LEFT) for actor in _authors(entry))


@concerns(SharesSet)
def of_shares(entry: Entry) -> Iterator[Concern]:
    """Everyone who has yet to agree."""
    yield from (Concern(actor, SHARES) for actor in _authors(entry, agreed=False))


def _authors(entry: Entry, **only: bool) -> list[UUID]:
    rows = Author.objects.filter(thing=entry.thing, state=AuthorState.CONFIRMED, **only)
    return list(rows.exclude(actor=entry.actor).order_by("id").values_list("actor_id", flat=True))
