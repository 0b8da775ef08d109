"""Sentences about what happened, in pieces that a page can link and isolate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from allmende.foundation.verdicts import Text

_PLACE = re.compile(r"\{(actor|actors|thing)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain words, or a name with where it leads; `key` is an actor's handle."""

    text: str
    kind: str = "text"
    """text, actor, thing or more."""
    url: str = ""
    key: str = ""
    behalf: Piece | None = None
    """For whom an actor acted."""


def pieces_of(sentence: Text, actors: Sequence[Piece], thing: Piece, more: int = 0) -> tuple[Piece, ...]:
    """Return a sentence with its places filled: {actor} or {actors} by names (and how many more), {thing} by the thing."""
    pieces: list[Piece] = []
    for number, part in enumerate(_PLACE.split(str(sentence))):
        if number % 2 == 0:
            pieces += [Piece(part)] if part else []
        else:
            pieces += [thing] if part == "thing" else _listed(actors, more)
    return tuple(pieces)


def text_of(pieces: Sequence[Piece]) -> str:
    """Return a sentence in one string, for plain text and for readers of it."""
    return "".join(piece.text for piece in pieces)


def _listed(names: Sequence[Piece], more: int) -> list[Piece]:
    """Return names with commas and a last "and": `Ada, Ben and 2 others`."""
    listed = [*names]
    if more:
        listed.append(Piece(ngettext("%(n)d other", "%(n)d others", more) % {"n": more}, "more"))
    joined: list[Piece] = []
    for place, name in enumerate(listed):
        if place:
            joined.append(Piece(gettext(" and ") if place == len(listed) - 1 else ", "))
        joined.append(name)
        joined += [Piece(gettext(" for ")), name.behalf] if name.behalf else []
    return joined
