"""Tokens that someone has made."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.tokens.models import Token
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor

FIELDS = ("name", "hint", "scopes", "layer", "space__title", "is_program", "created", "expires", "used")


def _export(actor: Actor) -> dict[str, Any]:
    return {"tokens": list(Token.objects.filter(owner=actor).values(*FIELDS))}


def _forget(actor: Actor) -> None:
    Token.objects.filter(owner=actor).delete()


hold(
    Holding(
        "tokens", ("tokens.Token",), _export, _forget,
        title=_("Tokens of your programs"), why=_("So that programs do for you what you let them do, and nothing more."),
        until=_("until you take them back or leave"),
    )
)  # fmt: skip
