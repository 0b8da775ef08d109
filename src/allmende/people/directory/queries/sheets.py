"""A list of people as a table to take along: no more than the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Kind, Reader
from allmende.people.directory.queries.cards import PAGE, Listed, PersonCard, cards_of
from allmende.people.directory.queries.search import search_of
from allmende.people.directory.queries.searching import found, listed, weighed
from allmende.people.directory.rules import may_export
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.words import language_name

COLUMNS = {
    "name": _("Name"), "handle": _("Handle"), "kind": _("Kind"), "role": _("Role"), "joined": _("Member since"),
    "short": _("In a sentence"), "skills": _("Skills"), "languages": _("Languages"), "offers": _("Offers"), "seeks": _("Seeks"),
    "hours": _("Hours a week"), "since": _("From when"), "hub": _("Hub"), "links": _("Links"),
}  # fmt: skip


def _rows(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    """Yield a row for each person found, in the order of the alphabet, a page at a time."""
    rows = listed(found(reader, weighed(root, search_of(query)))).iterator(chunk_size=500)
    for some in batched((Listed(*values) for values in rows), PAGE):
        yield from (_cells(card) for card in cards_of(reader, root, some))


def _cells(card: PersonCard) -> tuple[object, ...]:
    time = card.one(Key.AVAILABILITY)
    return (
        card.name, card.handle, str(Kind(card.kind).label), card.role, card.joined.date() if card.joined else None, card.short,
        "; ".join(shown.text for shown in card.all(Key.SKILL)),
        "; ".join(language_name(shown.word) for shown in card.all(Key.LANGUAGE)),
        "; ".join(shown.text for shown in card.all(Key.OFFER)),
        "; ".join(shown.text for shown in card.all(Key.SEEK)),
        (time and time.amount) or None, time and time.since, card.hub,
        "; ".join(shown.word for shown in card.all(Key.LINK)),
    )  # fmt: skip


def _may_take(reader: Reader, root: Space, _query: Query) -> Verdict:
    return may_export(reader, root)


def _url(query: Query) -> str:
    return f"{reverse('people')}?{search_of(query).query}"


PEOPLE = Sheet("people", _("People"), COLUMNS, _rows, _may_take, _url, is_personal=True)
