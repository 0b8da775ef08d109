"""The journal knows ids, never names: once a person's row is emptied, it tells of nobody."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.models import Entry
from allmende.foundation.personal import Holding, hold


def _export(actor: Any) -> dict[str, Any]:
    rows = Entry.objects.filter(actor=actor.id).order_by("id")
    return {"entries": list(rows.values("id", "name", "thing", "space", "on_behalf_of", "at"))}


def _forget(actor: Any) -> None:
    """Nothing to do: each entry is chained to the next, and none of them holds a name or a word."""


hold(
    Holding(
        "journal", ("journal.Entry",), _export, _forget,
        title=_("What you did, and when"), why=_("So that everyone can rely on what happened: feed, notices and audit read it."),
        until=_("for ever, but without your name once you have left"),
    )
)  # fmt: skip
