"""Who made a thing, alone or together, and their shares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.authorship.models import COUNTED, Author, AuthorState
from allmende.commons.authorship.splitting import WHOLE, Share
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Composed
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard

__all__ = [
    "WHOLE",
    "CoAuthor",
    "Share",
    "are_agreed",
    "authored_by",
    "authored_of",
    "authors_of",
    "is_asked",
    "is_one_of",
    "made_by",
    "made_with_others",
    "makers_of",
    "shares_of",
]


@dataclass(frozen=True, slots=True)
class CoAuthor:
    """One of those who make a thing together, as pages show them."""

    actor: UUID
    card: ActorCard
    share: int
    state: str
    agreed: bool


def shares_of(thing_ids: Iterable[UUID]) -> dict[UUID, list[Share]]:
    """Return each thing's authors with their shares, which add up to the whole; who made it alone has all. One statement."""
    rows = Thing.objects.filter(id__in=list(thing_ids)).order_by("authors__id")
    found: dict[UUID, list[Share]] = {}
    for thing, author, actor, share, state, agreed in rows.values_list(
        "id", "author_id", "authors__actor_id", "authors__share", "authors__state", "authors__agreed"
    ):
        if actor is None:
            found[thing] = [Share(author, WHOLE, confirmed=True)]
        elif state in COUNTED:
            found.setdefault(thing, []).append(Share(actor, share, agreed and state == AuthorState.CONFIRMED))
    return found


def makers_of(thing_ids: Iterable[UUID]) -> set[UUID]:
    """Return all who made one of these things, alone or as co-authors who said yes. One statement."""
    rows = Thing.objects.filter(id__in=list(thing_ids)).values_list("author_id", "authors__actor_id", "authors__state")
    return {actor or author for author, actor, state in rows if actor is None or state == AuthorState.CONFIRMED}


def are_agreed(shares: Iterable[Share]) -> bool:
    """Say whether everyone agrees to these shares."""
    return all(share.confirmed for share in shares)


_rows = Composed(
    lambda thing: (
        Author.objects.filter(thing=thing, state__in=COUNTED)
        .order_by("id")
        .values_list(
            "actor_id", "actor__handle", "actor__name", "actor__portrait", "actor__kind", "share", "state", "agreed"
        )
    ),
    UUID,
)


def authors_of(thing: UUID) -> tuple[CoAuthor, ...]:
    """Return those who make a thing together, and whoever is asked to; none where somebody makes it alone. Kept."""
    return kept(
        ("authors", thing),
        lambda: tuple(CoAuthor(row[0], ActorCard(*row[:5]), row[5], row[6], bool(row[7])) for row in _rows(thing)),
    )


def is_one_of(reader: Reader, thing: Thing) -> bool:
    """Say whether the reader made a thing, alone or as one of its co-authors."""
    if reader.is_guest or not isinstance(reader, Actor):
        return False
    return reader.id == thing.author_id or any(
        one.actor == reader.id and one.state == AuthorState.CONFIRMED for one in authors_of(thing.id)
    )


def is_asked(reader: Reader, thing: UUID) -> bool:
    """Say whether the reader is asked to be a co-author, and has not answered."""
    return any(one.actor == reader.id and one.state == AuthorState.INVITED for one in authors_of(thing))


def made_by(actor: UUID) -> Q:
    """The condition on things that someone made, alone or as a co-author: reached from the person, however many things there are."""
    alone = Thing.objects.filter(author=actor).values("id")
    return Q(pk__in=alone.union(made_with_others(actor)))


def made_with_others(actor: UUID) -> QuerySet[Author, Any]:
    """The things of which someone is one of the authors, for a condition."""
    return Author.objects.filter(actor=actor, state=AuthorState.CONFIRMED).values("thing")


def authored_by(actor: UUID, things: Iterable[UUID]) -> set[UUID]:
    """Return which of these things someone made, alone or as a co-author. One statement."""
    return set(Thing.objects.filter(made_by(actor), id__in=list(things)).values_list("id", flat=True))


def authored_of(thing: UUID) -> set[UUID]:
    """Return everyone who made a thing, alone or with others. One statement."""
    rows = Thing.objects.filter(pk=thing).values_list("author_id", "authors__actor_id", "authors__state")
    return {
        one for author, actor, state in rows for one in (author, actor if state == AuthorState.CONFIRMED else author)
    }
