"""A list of people as a table to take along: no more than the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.cards import Listed, PersonCard, cards_of, listed
from allmende.people.directory.queries.searching import found, search_of
from allmende.people.directory.rules import may_export
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.words import language_name

AT_ONCE = 300

COLUMNS = {
    "name": _("Name"), "handle": _("Handle"), "kind": _("Kind"), "role": _("Role"), "joined": _("Member since"),
    "short": _("In a sentence"), "skills": _("Skills"), "languages": _("Languages"), "offers": _("Offers"), "seeks": _("Seeks"),
    "hours": _("Hours a week"), "since": _("From when"), "hub": _("Hub"), "links": _("Links"),
}  # fmt: skip


def _rows(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    """Yield a row for each person found, in the order of the alphabet, some hundred at a time."""
    rows = listed(found(reader, root, search_of(query)), root).iterator(chunk_size=AT_ONCE)
    for some in batched((Listed(*values) for values in rows), AT_ONCE):
        yield from (_cells(card) for card in cards_of(reader, root, some))


def _cells(card: PersonCard) -> tuple[object, ...]:
    view = card.view
    return (
        card.name, card.handle, card.kind, card.role, card.joined.date() if card.joined else None, card.short,
        "; ".join(shown.text for shown in view.all(Key.SKILL)),
        "; ".join(language_name(shown.word) for shown in view.all(Key.LANGUAGE)),
        "; ".join(shown.text for shown in view.all(Key.OFFER)),
        "; ".join(shown.text for shown in view.all(Key.SEEK)),
        card.hours or None, card.since, card.hub,
        "; ".join(shown.word for shown in view.all(Key.LINK)),
    )  # fmt: skip


def _may_take(reader: Reader, root: Space, _query: Query) -> Verdict:
    return may_export(reader, root)


def _url(query: Query) -> str:
    return f"{reverse('people')}?{search_of(query).query}"


PEOPLE = Sheet("people", _("People"), COLUMNS, _rows, _may_take, _url, is_personal=True)
