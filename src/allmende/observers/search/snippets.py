"""Where the words stand: a piece of a found text with the words marked, safe to show."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from allmende.observers.search.analyser import Query
from allmende.observers.search.analyser.folding import normalise
from allmende.observers.search.analyser.tokens import tokens_of

WIDTH = 220
"""Characters of a snippet, about."""


def snippet(text: str, query: Query, language: str) -> SafeString:
    """Return the part of a text with the most of the words looked for, each in <mark>; all else is escaped."""
    spots = list(_spots(text, query, language))
    begin, end = _window(text, spots)
    shown = _marked(text, [spot for spot in spots if begin <= spot[0] and spot[1] <= end], begin, end)
    return mark_safe(f"{'… ' if begin else ''}{shown}{' …' if end < len(text) else ''}")


def marked(title: str, query: Query, language: str) -> SafeString:
    """Return a whole title with the words looked for in <mark>; all else is escaped."""
    return mark_safe(_marked(title, list(_spots(title, query, language)), 0, len(title)))


def _spots(text: str, query: Query, language: str) -> Iterator[tuple[int, int]]:
    """Where words stand that were looked for."""
    normalised, places = _with_places(text)
    for token in tokens_of(normalised):
        if any(query.marks(word, language) for word in (*token.pieces, *token.joined)):
            yield places[token.start], places[token.end - 1] + 1


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text as the analyser reads it, and for each of its signs the place in the text that people read."""
    normalised = normalise(text)
    if len(normalised) == len(text):
        return normalised, range(len(text))
    signs = [(sign, place) for place, written in enumerate(text) for sign in _sign(written)]
    return "".join(sign for sign, _ in signs), [place for _, place in signs]


@lru_cache(maxsize=5_000)
def _sign(written: str) -> str:
    return normalise(written)


def _window(text: str, spots: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch with the most spots, the first of such, from word to word."""
    if len(text) <= WIDTH:
        return 0, len(text)
    most, best, last = 0, 0, 0
    for first in range(len(spots)):
        last = max(last, first)
        while last < len(spots) and spots[last][1] - spots[first][0] <= WIDTH * 3 // 4:
            last += 1
        if last - first > most:
            most, best = last - first, spots[first][0]
    begin = max(0, min(best - WIDTH // 5, len(text) - WIDTH))
    end = begin + WIDTH
    if begin:
        begin = text.find(" ", begin, begin + 40) + 1 or begin
    if end < len(text):
        space = text.rfind(" ", end - 40, end)
        end = space if space > begin else end
    return begin, end


def _marked(text: str, spots: list[tuple[int, int]], begin: int, end: int) -> str:
    parts, place = [], begin
    for start, stop in spots:
        parts += [escape(text[place:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        place = stop
    return "".join([*parts, escape(text[place:end])])
