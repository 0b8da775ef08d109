"""People named in a text by `@handle`: found, and made links, in the words of sanitised HTML and nowhere else."""

import re
from collections.abc import Iterator, Mapping

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Letters of no width: a handle that goes on behind one reads as another."""
HANDLE = re.compile(rf"(?<![\w@/.+-])@([A-Za-z0-9](?:[A-Za-z0-9-]{{0,38}}[A-Za-z0-9])?)(?![\w@{_UNSEEN}]|-\w)")
"""A handle as people write it: after a space or a bracket, not within an address, and not one of another node (`@ben@elsewhere`)."""
_TAG = re.compile(r'(<(?:[^"<>]|"[^"]*")*>)')
_SILENT = re.compile(r"<(/?)(a|code|pre)\b")


def handles_in(html: SafeString) -> list[str]:
    """Return the handles that a text names, in lower case, each once, in their order; none in links and code."""
    found = (match[1].lower() for words, speaks in _pieces(html) if speaks for match in HANDLE.finditer(words))
    return list(dict.fromkeys(found))


def with_people(html: SafeString, people: Mapping[str, str]) -> SafeString:
    """Return a text in which each handle that has an address in `people` leads there."""

    def linked(match: re.Match[str]) -> str:
        url = people.get(match[1].lower())
        return f'<a href="{escape(url)}">{match[0]}</a>' if url else match[0]

    if not people:
        return html
    return mark_safe("".join(HANDLE.sub(linked, words) if speaks else words for words, speaks in _pieces(html)))


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """Cut HTML at its tags: each piece, and whether it is words outside of links and code."""
    inside = 0
    for place, piece in enumerate(_TAG.split(html)):
        if place % 2 and (silent := _SILENT.match(piece)):
            inside += -1 if silent[1] else 1
        yield piece, place % 2 == 0 and inside <= 0
