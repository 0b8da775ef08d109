"""How words are folded and compared: the same on every database."""

from __future__ import annotations

import re
import unicodedata

NAME = "name"
"""The key under which words of someone's name alone are searched."""
LONGEST = 40
"""Bytes of a word that are compared."""
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return a text in small letters without marks: "Jürgen Groß" gives "jurgen gross"."""
    small = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))


def words_in(text: str) -> list[str]:
    """Return the folded words of a text, each once, in their order."""
    return list(dict.fromkeys(_WORD.findall(fold(text))))


def as_key(word: str) -> bytes:
    """Return a folded word as it is kept."""
    return word.encode()[:LONGEST]


def span(word: str) -> tuple[bytes, bytes]:
    """Return from where to where (not included) words begin with these letters. A byte of 255 stands in no text."""
    return as_key(word), as_key(word) + b"\xff"


def sort_key(name: str) -> bytes:
    """Return a name's place in the alphabet."""
    return " ".join(words_in(name)).encode()[:60] or name.encode()[:60]
