"""Whom a form offers while a name is typed: those who are called so; where nobody is, whom the directory finds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.ui.people import Choice
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.directory.queries.cards import Listed, PersonCard, cards_of
from allmende.people.directory.queries.search import LONGEST, Search
from allmende.people.directory.queries.searching import page_behind, weighed
from allmende.people.directory.rules import may_look_up
from allmende.people.profiles.models import Key

MOST = 8
"""So many stand in the list: who isn't among them takes one more letter."""
FEWEST_LETTERS = 2
ON_CHOICES = (Key.SHORT, Key.PICTURE)


def called(reader: Reader, root: Space, text: str, *, kind: str = "") -> list[PersonCard]:
    """Return the people (no organisations) whom some letters mean, as cards; nobody for a single letter, and for those who
    may not look people up. Six statements at most, however many are found."""
    text = " ".join(text.replace("\0", "").split())[:LONGEST]
    if len(text) < FEWEST_LETTERS or not may_look_up(reader, root):
        return []
    found = _found(reader, root, Search(name=text, kind=kind)) or _found(reader, root, Search(text=text, kind=kind))
    return cards_of(reader, root, found[:MOST], ON_CHOICES)


def _found(reader: Reader, root: Space, search: Search) -> list[Listed]:
    rows = (Listed(*values) for values in page_behind(reader, weighed(root, search), "", MOST))
    return [each for each in rows if each.kind != Kind.ORGANISATION]


def choices(cards: Sequence[PersonCard]) -> list[Choice]:
    """Return cards as a list to choose from shows them: two of one name are told apart by what they say, and their handle."""
    names = [card.name for card in cards]
    found = [Choice(card.handle, card.name, card.picture, card.short[:90]) for card in cards]
    return [
        replace(one, note=f"@{one.handle} · {one.note}" if one.note else f"@{one.handle}") if names.count(one.name) > 1 else one
        for one in found
    ]  # fmt: skip


def members_called(reader: Reader, root: Space, text: str) -> list[Choice]:
    """Return the members whom some letters mean."""
    return choices(called(reader, root, text))


def members_known(reader: Reader, root: Space, handles: Collection[str]) -> list[Choice]:
    """Return the members who have these handles, in their order; one statement."""
    if not may_look_up(reader, root):
        return []
    here = Membership.objects.filter(space=root).values("actor")
    rows = Actor.objects.filter(handle__in=[one.lower() for one in handles][:60], erased=None, id__in=here)
    found = {handle: Choice(handle, name, portrait_url(portrait)) for handle, name, portrait in rows.values_list("handle", "name", "portrait")}  # fmt: skip
    return [found[one.lower()] for one in handles if one.lower() in found]
