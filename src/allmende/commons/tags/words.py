"""Reading tags in what people write: # and a word, in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from django.utils.safestring import SafeString, mark_safe

from allmende.commons.tags.models import LONGEST
from allmende.foundation.text import render_markdown

MOST = 20
"""Tags of one thing; further ones are words like any other."""

_HASH = re.compile(r"(?<![\w&/#＃])[#＃](?=\w)")
_NODE = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|([^<]+)")
_SILENT = frozenset({"a", "code", "pre"})
_WITHIN_WORDS = _SILENT | {"em", "strong", "s", "del", "sub", "sup", "b", "i", "u", "bdi", "span"}


def slug_of(name: str) -> str:
    """Return what a tag is known by: NFC, without regard to case; empty where this is no tag (no letter, other marks, too long)."""
    word = unicodedata.normalize("NFC", name.strip().lstrip("#＃"))
    slug = unicodedata.normalize("NFC", word.casefold())
    is_word = slug and len(slug) <= LONGEST >= len(word) and _end_of_word(slug, 0) == len(slug)
    return slug if is_word and any(unicodedata.category(char).startswith("L") for char in slug) else ""


def name_of(name: str) -> str:
    """Return how a tag is shown when it is used for the first time."""
    return unicodedata.normalize("NFC", name.strip().lstrip("#＃"))


def names_in(text: str) -> list[str]:
    """Return the tags in a text as they are written, each once, the first `MOST` of them.

    What is marked safe is read as HTML of ours, all else as Markdown. What stands in code or in links is no tag.
    """
    if not _HASH.search(text):
        return []
    html = text if isinstance(text, SafeString) else render_markdown(text)
    found: dict[str, str] = {}
    for _before, words, is_silent in _nodes(html):
        for start, end in () if is_silent else _tags_in(words):
            found.setdefault(slug_of(words[start:end]), words[start:end])
    return list(found.values())[:MOST]


def link_tags(html: SafeString) -> SafeString:
    """Return a text of ours in which each tag leads to its page, in the places where `names_in` reads one."""
    if not _HASH.search(html):
        return html
    pieces: list[str] = []
    for markup, words, is_silent in _nodes(html):
        pieces.append(markup)
        position = 1
        for start, end in () if is_silent else _tags_in(words):
            address = f"/tags/{quote(slug_of(words[start:end]))}/"
            pieces += (words[position : start - 1], f'<a href="{address}">{words[start - 1 : end]}</a>')
            position = end
        pieces.append(words[position:])
    return mark_safe("".join(pieces))


def _nodes(html: str) -> Iterator[tuple[str, str, bool]]:
    """The nodes of sanitised HTML: markup, or words after the letter that stands before them; and whether they are code or a link."""
    silent, before = 0, " "
    for node in _NODE.finditer(html):
        closing, element, words = node.groups()
        if words:
            yield "", before + words, silent > 0
            before = words[-1]
            continue
        if element in _SILENT:
            silent += -1 if closing else 1
        before = before if element in _WITHIN_WORDS else " "
        yield node[0], "", False


def _tags_in(words: str) -> Iterator[tuple[int, int]]:
    """Where the tags of a text begin (behind their #) and end; the first letter belongs to what stood before."""
    for sign in _HASH.finditer(words, 1):
        end = _end_of_word(words, sign.end())
        if slug_of(words[sign.end() : end]):
            yield sign.end(), end


def _end_of_word(text: str, position: int) -> int:
    """Where a run of letters, digits, underscores and the marks on them ends; a word far too long is not read to its end."""
    last = min(len(text), position + 4 * LONGEST)
    while position < last and (text[position] == "_" or unicodedata.category(text[position])[0] in "LMN"):
        position += 1
    return position
