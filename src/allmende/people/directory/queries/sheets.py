"""A list of people as a table to take along: no more than the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import batched

from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Reader
from allmende.people.directory.queries.cards import Listed, PersonCard, cards_of, listed
from allmende.people.directory.queries.searching import Search, found
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.words import language_name

AT_ONCE = 300


def headings() -> list[str]:
    """What the columns are called."""
    return [
        _("Name"), _("Handle"), _("Kind"), _("Role"), _("Member since"), _("In a sentence"), _("Skills"), _("Languages"),
        _("Offers"), _("Seeks"), _("Hours a week"), _("From when"), _("Hub"), _("Links"),
    ]  # fmt: skip


def rows_of(reader: Reader, root: Space, search: Search) -> Iterator[list[str]]:
    """Yield a row for each person found, in the order of the alphabet, some hundred at a time."""
    rows = listed(found(reader, root, search), root).iterator(chunk_size=AT_ONCE)
    for some in batched((Listed(*values) for values in rows), AT_ONCE):
        for card in cards_of(reader, root, some):
            yield list(_cells(card))


def _cells(card: PersonCard) -> Iterator[str]:
    view = card.view
    yield from (card.name, card.handle, card.kind, card.role)
    yield card.joined.date().isoformat() if card.joined else ""
    yield card.short
    yield "; ".join(shown.text for shown in view.all(Key.SKILL))
    yield "; ".join(language_name(shown.word) for shown in view.all(Key.LANGUAGE))
    yield "; ".join(shown.text for shown in view.all(Key.OFFER))
    yield "; ".join(shown.text for shown in view.all(Key.SEEK))
    yield str(card.hours or "")
    yield card.since.isoformat() if card.since else ""
    yield card.hub
    yield "; ".join(shown.word for shown in view.all(Key.LINK))
