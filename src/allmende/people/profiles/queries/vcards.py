"""A profile as a vCard 4.0 (RFC 6350, with EXPERTISE of RFC 6715 and PRONOUNS of RFC 9554)."""

from __future__ import annotations

from collections.abc import Iterator

from allmende.commons.files.queries import large
from allmende.foundation.money import Money
from allmende.foundation.text import plain, render_markdown
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries.views import ProfileView

OCTETS = 75
"""No line is longer (RFC 6350, section 3.2)."""


def vcard_of(view: ProfileView, page: str) -> str:
    """Write what a reader may see of someone as a vCard; `page` is the address of their profile."""
    lines = [("BEGIN", "VCARD"), ("VERSION", "4.0"), *_properties(view, page), ("END", "VCARD")]
    return "".join(f"{_folded(f'{name}:{value}')}\r\n" for name, value in lines)


def _properties(view: ProfileView, page: str) -> Iterator[tuple[str, str]]:
    yield "UID", f"urn:uuid:{view.id}"
    yield "KIND", "org" if view.kind == "organisation" else "individual"
    yield "FN", escaped(view.name)
    yield "SOURCE", page
    if view.picture:
        yield "PHOTO", large(view.picture)
    for detail in view.details:
        yield from _property(detail.key, detail.word, detail.text, detail.amount, str(detail.since or ""))


def _property(key: str, word: str, text: str, amount: int | None, since: str) -> Iterator[tuple[str, str]]:
    names = {
        Key.PRONOUNS: "PRONOUNS", Key.SHORT: "NOTE", Key.SKILL: "EXPERTISE", Key.OFFER: "X-OFFER", Key.SEEK: "X-SEEK",
        Key.HUB: "X-HUB",
    }  # fmt: skip
    if key in names:
        yield names[Key(key)], escaped(text)
    elif key == Key.TEXT:
        yield "NOTE", escaped(plain(render_markdown(text), 10_000))
    elif key == Key.LANGUAGE:
        yield f"LANG;X-LEVEL={amount}", word
    elif key == Key.AVAILABILITY:
        yield "X-AVAILABILITY", escaped(f"{amount} h/week" + (f" from {since}" if since else ""))
    elif key == Key.RATE:
        yield "X-RATE", f"{Money(amount or 0, word).decimal:f} {word}/h"
    elif key == Key.LINK:
        yield _link(word)


def _link(word: str) -> tuple[str, str]:
    if word.startswith("mailto:"):
        return "EMAIL", escaped(word.removeprefix("mailto:"))
    return ("TEL;VALUE=uri", word) if word.startswith("tel:") else ("URL", word)


def escaped(text: str) -> str:
    """Write a text value: backslash, comma, semicolon and line break carry a backslash (section 3.4)."""
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line into pieces of 75 octets, none within a character; each goes on with a space."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join([*pieces, piece])
