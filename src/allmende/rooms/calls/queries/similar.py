"""What is like a contribution, so that people find each other before they hand in."""

from __future__ import annotations

from allmende.foundation.likeness import alike
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.sources import Found

MOST = 4
LOOKED_AT = 20


def similar_to(reader: Reader, contribution: Contribution) -> list[Found]:
    """Return contributions like this one that the reader sees, those of the same call first; it never keeps anyone from handing in."""
    text = f"{contribution.title} {contribution.summary}"
    keys = alike(reader, text, "contribution", LOOKED_AT)
    if not keys:
        return []
    rows = Contribution.objects.visible_to(reader).filter(id__in=keys, state=ContributionState.SUBMITTED)
    rows = rows.exclude(id=contribution.id)
    fields = ("id", "title", "number", "call__slug", "call__title", "summary", "author__name", "call_id")
    found = sorted(rows.values_list(*fields), key=lambda row: (row[7] != contribution.call_id, keys.index(row[0])))
    return [
        Found(id_, title, contribution_url(slug, number, title), call, summary, author)
        for id_, title, number, slug, call, summary, author, _call in found[:MOST]
    ]
