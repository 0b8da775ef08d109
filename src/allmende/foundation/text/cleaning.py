"""Makes text storable and comparable: one Unicode form, no character that a database or a page chokes on."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

TEXT_LIMIT = 100_000

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NEWLINE = re.compile("\r\n?")
# Letters of no width or with an empty glyph: a name made of these alone would be a link nobody can see.
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")


def clean_text(text: str, limit: int | None = None) -> str:
    """Text of several lines as we store it: NFC, newlines as LF, no NUL, no half character.

    NUL is removed because PostgreSQL refuses it, lone surrogates become U+FFFD because UTF-8 has no form for them.
    All else stays as it was written, the marks of right-to-left scripts included. Raises ValidationError when
    longer than `limit` characters.
    """
    text = _LONE_SURROGATE.sub("\ufffd", text.replace("\x00", ""))
    text = unicodedata.normalize("NFC", _NEWLINE.sub("\n", text))
    check_length(text, limit)
    return text


def clean_line(text: str, limit: int | None = None) -> str:
    """A title or a name as we store it: one line, NFC, single spaces, no control characters, nothing that turns round what follows.

    A line without anything to see (only spaces and characters of no width) comes back empty.
    Raises ValidationError when longer than `limit` characters.
    """
    line = " ".join(_CONTROL.sub("", unturned(clean_text(text))).split())
    if all(letter in _BLANK_LETTERS or unicodedata.category(letter) in {"Cf", "Mn", "Me", "Zs"} for letter in line):
        return ""
    check_length(line, limit)
    return line


def unturned(text: str) -> str:
    """Return text without the marks that turn round all that follows: a name stands in many sentences, and in mails nothing keeps it
    apart from them (`isolate`). Letters of right-to-left scripts find their direction without them (Unicode TR9, section 2)."""
    return _TURNS.sub("", text)


def check_length(text: str, limit: int | None) -> None:
    """Raise a ValidationError that names both figures when `text` has more than `limit` characters."""
    if limit is None or len(text) <= limit:
        return
    message = ngettext(
        "%(limit)s character at most; this text has %(length)s.",
        "%(limit)s characters at most; this text has %(length)s.",
        limit,
    )
    figures = {"limit": grouped(limit), "length": grouped(len(text))}
    raise ValidationError(message % figures, code="too_long")


def isolate(name: str) -> SafeString:
    """A name inside a sentence, so that its writing direction cannot turn the words around it: `<bdi>name</bdi>`."""
    return format_html("<bdi>{}</bdi>", name)


def grouped(number: int) -> str:
    """A number for a sentence, in groups of three as the reader's language writes them."""
    return str(number_format(number, use_l10n=True, force_grouping=True))
