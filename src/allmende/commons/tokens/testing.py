"""Making tokens in tests."""

from __future__ import annotations

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.tokens.commands import make_token
from allmende.foundation.areas import areas
from allmende.identity.actors.models import Actor


def give_token(
    actor: Actor, *scopes: str, layer: Layer = Layer.PRIVATE, space: Space | None = None, days: int = 30
) -> str:
    """Make a token of someone's and return its secret; without scopes it may do everything that goes with its layer and space."""
    wanted = scopes or tuple(
        f"{area.key}:write"
        for area in areas()
        if (layer == Layer.PRIVATE or not area.is_ones_own) and (area.in_spaces or not space)
    )
    return make_token(actor, name="A program", scopes=wanted, layer=layer, days=days, space=space)[1]


def give_program(actor: Actor, space: Space, *scopes: str, layer: Layer = Layer.TEAM) -> str:
    """Make a token of a program of a space and return its secret."""
    return make_token(actor, name="A program", scopes=scopes, layer=layer, days=30, space=space, is_program=True)[1]
