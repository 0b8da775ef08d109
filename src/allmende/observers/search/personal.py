"""The texts that search knows: copies of what people wrote, made anew when that changes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.foundation.personal import Holding, hold
from allmende.identity.actors.models import Actor
from allmende.observers.search.commands import index_things
from allmende.observers.search.models import Document
from allmende.observers.search.tasks import tidy


def _export(actor: Actor) -> dict[str, Any]:
    return {"documents": list(Document.objects.filter(thing__author=actor).values("thing", "title", "language"))}


def _forget(actor: Actor) -> None:
    """Index what they made anew: it says what it says now; what it said before leaves the index once this is certain."""
    index_things(Thing.objects.filter(author=actor).values_list("id", flat=True))
    tidy.enqueue()


hold(
    Holding(
        "search", ("search.Document", "search.Word"), _export, _forget, place=90,
        title=_("A copy of your texts for the search"), why=_("So that whoever may see them can find them."),
        until=_("as long as the texts themselves"),
    )
)  # fmt: skip
