"""What someone made together with others."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.authorship.commands import forget_author, make_whole
from allmende.commons.authorship.models import Author
from allmende.foundation.personal import Holding, hold, when_rows_went
from allmende.identity.actors.models import Actor

FIRST = -10
"""Before the rooms ask whose things are whose: what was made together passes to those who stay."""


def _export(actor: Actor) -> dict[str, Any]:
    rows = Author.objects.filter(actor=actor).order_by("id")
    return {"made_together": list(rows.values("thing", "thing__title", "share", "state", "agreed", "asked"))}


def _rebalance(rows: list[dict[str, Any]]) -> None:
    """Where two accounts became one (or two again) among the same authors, the shares add up to the whole as before."""
    for thing in {UUID(str(row["thing_id"])) for row in rows}:
        make_whole(thing)


when_rows_went("authorship.Author", _rebalance)
hold(
    Holding(
        "authorship", ("authorship.Author",), _export, forget_author, anonymise=forget_author, place=FIRST,
        title=_("What you make together with others"),
        why=_("So that everyone who made something is named, and shares in what it earns."),
        until=_("until you leave it, or delete your account; then it stays with the others"),
    )
)  # fmt: skip
