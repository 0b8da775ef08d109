"""Finding tokens, and the reader that a token makes."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.audiences.queries import StandIn
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import role_in, roles_of
from allmende.commons.tokens.models import Token
from allmende.foundation.areas import Grant
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Reader

STEWARDS = (Role.HOST, Role.CURATOR)


def digest_of(secret: str) -> str:
    """Return under what a token is kept."""
    return sha256(secret.encode()).hexdigest()


def find_token(secret: str) -> Token | None:
    """Return the token whose secret this is and whose owner may still sign in; None for every other. Two statements.

    A program's token holds while its owner cares for its space: somebody always answers for it.
    """
    rows = Token.objects.select_related("owner", "space__root").filter(digest=digest_of(secret), owner__erased=None)
    token = rows.first()
    if token is None or token.is_over or not Account.objects.filter(actor=token.owner_id, is_active=True).exists():
        return None
    if token.is_program and (token.space is None or role_in(token.owner, token.space) not in STEWARDS):
        return None
    return token


def reader_for(token: Token) -> Reader:
    """Return as whom a token reads and acts: its owner, no further than it says; for a program a stand-in of its space's members."""
    if token.is_program and token.space is not None:
        return StandIn(token.space.language, _seen_by_members(token.space, Layer(token.layer)), token.bound)
    owner = token.owner
    owner.bound = token.bound
    return owner


def grant_of(token: Token) -> Grant:
    """Return what a token opens."""
    return Grant(
        token=token.id, scopes=frozenset(token.scopes), is_program=token.is_program,
        sees_all_the_way_in=token.layer == Layer.PRIVATE, is_for_one_space=token.bound.space is not None,
    )  # fmt: skip


def _seen_by_members(space: Space, layer: Layer) -> list[int]:
    """Return the audiences that every member of a space reaches, from the outside in to a layer."""
    rungs = Audience.objects.filter(kind=Kind.LADDER, layer__gte=max(layer, Layer.TEAM))
    outer = Q(space=space.root_id or space.id, layer__gte=Layer.COMMUNITY)
    return list(rungs.filter(Q(space=space.id) | outer).values_list("id", flat=True))


def tokens_of(reader: Reader) -> list[Token]:
    """Return one's own tokens, the latest first."""
    rows = Token.objects.filter(owner=reader.id, is_program=False) if reader.id else Token.objects.none()
    return list(rows.select_related("space").order_by("-id"))


def programs_for(reader: Reader) -> list[Token]:
    """Return the tokens of programs of the spaces that a reader cares for, the latest first."""
    rows = Token.objects.filter(is_program=True, space__in=[space.id for space in cared_for(reader)])
    return list(rows.select_related("space", "owner").order_by("-id"))


def cared_for(reader: Reader) -> list[Space]:
    """Return the spaces that a reader cares for, by name: those whose host or curator they are."""
    mine = [space for space, role in roles_of(reader).items() if role in STEWARDS]
    return list(Space.objects.filter(id__in=mine).order_by("title"))


def places_of(reader: Reader) -> list[Space]:
    """Return the spaces inside communities that a reader belongs to, by name: what a token can be for alone."""
    return list(
        Space.objects.filter(id__in=list(roles_of(reader)), root__isnull=False, archived=None).order_by("title")
    )


def token_for(reader: Reader, key: UUID) -> Token | None:
    """Return a token that a reader may know of."""
    token = Token.objects.select_related("space").filter(id=key).first()
    known = token is not None and (
        token.owner_id == reader.id or (token.is_program and token.space in cared_for(reader))
    )
    return token if known else None
