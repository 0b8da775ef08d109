"""Whom it concerns when something is built on."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.lineage.activities import SourceNamed
from allmende.commons.things.models import Thing
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import THANKS

BUILT_ON = reason(
    "lineage.built_on",
    _("{actor} builds on what you made: {thing}"),
    THANKS,
    many=_("{actors} build on what you made: {thing}"),
)


@concerns(SourceNamed)
def of_being_built_on(entry: Entry) -> Iterator[Concern]:
    """Whoever made what is built on, once they see what builds on it."""
    author = Thing.objects.filter(id=UUID(entry.current_payload["source"])).values_list("author_id", flat=True).first()
    if author:
        yield Concern(author, BUILT_ON)
