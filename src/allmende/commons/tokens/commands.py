"""Making tokens, taking them back, and noting when they were used."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.tokens.activities import TokenMade, TokenRevoked
from allmende.commons.tokens.models import Token
from allmende.commons.tokens.queries import digest_of
from allmende.commons.tokens.rules import may_make_program_token, may_make_token, may_revoke_token
from allmende.foundation import clock
from allmende.foundation.areas import Area, areas
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.models import Actor

PREFIX = "allmende_"
"""Begins every token, so that people, and programs that look for leaked secrets, know one when they see it."""
LONGEST = 366
MOST = 50
"""So many tokens has a person or a space; nobody has an eye on more."""
LOOKS = timedelta(minutes=10)
"""How exactly "used last" is kept: one write in ten minutes, not one a request."""


@transaction.atomic
def make_token(
    actor: Actor, *, name: str, scopes: Iterable[str], layer: Layer, days: int, space: Space | None = None,
    is_program: bool = False,
) -> tuple[Token, str]:  # fmt: skip
    """Make a token for the next `days`; return it, and the secret that is shown this once.

    Raises Refused: 403 who may not, 422 without a name or scopes, or for scopes that don't go with the layer or the space.
    """
    require(may_make_program_token(actor, space) if is_program and space else may_make_token(actor, space))
    wanted = sorted(set(scopes))
    _check(wanted, layer, space, is_program)
    if not name.strip() or not 1 <= days <= LONGEST:
        raise Refused(_("A token has a name and ends within a year."), 422, errors={"name": _("Give it a name.")})
    if Token.objects.filter(owner=actor).count() >= MOST:
        raise Refused(_("You have %(n)d tokens. Take back those that nobody uses any more.") % {"n": MOST}, 409)
    secret = PREFIX + token_urlsafe(32)
    token = Token.objects.create(
        digest=digest_of(secret), hint=secret[-4:], name=name, owner=actor, is_program=is_program, space=space,
        layer=layer, scopes=wanted, expires=clock.now() + timedelta(days=days),
    )  # fmt: skip
    thing, root, audience = _where(token)
    record(
        TokenMade(
            actor=actor.id, thing=thing, space=root, audience=audience, token=token.id, is_program=is_program, layer=int(layer)
        )
    )  # fmt: skip
    return token, secret


@transaction.atomic
def revoke_token(actor: Actor, token: Token) -> None:
    """Take a token back: from the next request on it opens nothing. Done already, nothing happens."""
    require(may_revoke_token(actor, token))
    if Token.objects.filter(id=token.id).delete()[0]:
        thing, root, audience = _where(token)
        record(TokenRevoked(actor=actor.id, thing=thing, space=root, audience=audience, token=token.id))


def note_use(token: Token) -> None:
    """Keep "used last" up to date."""
    now = clock.now()
    if token.used is None or now - token.used > LOOKS:
        with transaction.atomic():
            Token.objects.filter(id=token.id).update(used=now)


def _where(token: Token) -> tuple[UUID | None, UUID | None, int | None]:
    """Return thing, community and audience of what is recorded: a program's token concerns those who answer for its space."""
    at = token.space if token.is_program else None
    return (at.id, at.root_id or at.id, at.audience_id) if at else (None, None, None)


def _check(scopes: list[str], layer: Layer, space: Space | None, is_program: bool) -> None:
    """Refuse what could never be used: no scope, an unknown one, writing in nobody's name, areas out of sight."""
    known = {area.key: area for area in areas()}
    errors: dict[str, Text] = {}
    for scope in scopes:
        key, _colon, kind = scope.partition(":")
        if key not in known or kind not in {"read", "write"}:
            raise Refused(_("There is no scope %(scope)s.") % {"scope": scope}, 422)
        if reason := _reason_against(known[key], kind, layer, space, is_program):
            errors[key] = reason
    if errors or not scopes:
        raise Refused(_("Choose what the program may do."), 422, errors=errors)


def _reason_against(area: Area, kind: str, layer: Layer, space: Space | None, is_program: bool) -> Text:
    if is_program and kind == "write":
        return _(
            "A program reads for a space; whoever changes something does it in their own name, with a token of theirs."
        )
    if area.is_ones_own and is_program:
        return _("This is people's own, and a program of a space has none.")
    if area.is_ones_own and layer != Layer.PRIVATE:
        return _("This is yours alone: choose that the program sees all that you see, or leave it out.")
    if space and not is_program and not area.in_spaces:
        return _("This stands in no space: leave it out, or let the token be for everywhere.")
    return ""
