"""Where someone wants it otherwise than everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allmende.commons.audiences.queries import reach_of
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.ids import MAX_ID
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Choice, Mail
from allmende.observers.notices.presets import HERE, Here

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A space or thing with what holds there; `how` where it is one of the ready choices."""

    place: UUID
    title: str
    url: str
    icon: str
    words: Text
    how: Here | None
    key: UUID


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """The latest first; `next` is the key of the next page, None on the last one."""

    items: list[Elsewhere]
    next: UUID | None


def exceptions_of(actor: Actor, after: UUID | None = None, limit: int = PER_PAGE) -> ExceptionPage:
    """Return what someone chose for places that they see now; one statement besides the reach, and those of the kinds' addresses."""
    rows = Choice.objects.filter(
        actor=actor, occasion="", place__audience__within=reach_of(actor), id__lt=after or MAX_ID
    )
    found = list(rows.select_related("place").order_by("-id")[: limit + 1])
    urls = urls_of([(row.place_id, row.place.kind) for row in found[:limit]])
    known = kinds()
    items = []
    for row in found[:limit]:
        kind, how = known.get(row.place.kind), _how(row)
        title = row.place.title or (str(kind.name) if kind else row.place.kind)
        icon = kind.icon if kind else "point"
        words = how.label if how else Mail.NEVER.label
        items.append(Elsewhere(row.place_id, title, urls.get(row.place_id, ""), icon, words, how, row.id))
    return ExceptionPage(items, found[limit - 1].id if len(found) > limit else None)


def _how(row: Choice) -> Here | None:
    """Return which of the ready choices a row is; None where it says less, as the link of a mail does."""
    if row.lists:
        return Here.LIST
    ways = (row.in_app, row.push, row.mail)
    return next((how for how, of in HERE.items() if (of.in_app, of.push, of.mail) == ways), None)
