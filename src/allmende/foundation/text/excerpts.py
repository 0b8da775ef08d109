"""Words without markup, for excerpts, search and previews."""

import re
import unicodedata
from html.parser import HTMLParser

from django.utils.safestring import SafeString

from allmende.foundation.text.markdown import render_markdown

_BLOCKS = "blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul"
_BREAKING = frozenset(_BLOCKS.split())
_SPACES = re.compile(r"\s+")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")


def plain(source_or_html: str, limit: int | None = None) -> str:
    """The words of a text in one line. What is marked safe is read as HTML, all else as Markdown.

    With a `limit` (characters, the "…" included) it ends at the last whole word that fits.
    """
    html = source_or_html if isinstance(source_or_html, SafeString) else render_markdown(source_or_html)
    reader = _Words()
    reader.feed(html)
    reader.close()
    return _line(reader.parts, limit)


def own_words(html: str, limit: int | None = None) -> str:
    """The words of sanitised HTML in one line as `plain` gives them, without what is quoted; all of them where there are no others."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    return _line(reader.own, limit) or _line(reader.parts, limit)


def _line(parts: list[str], limit: int | None) -> str:
    return shorten(_SPACES.sub(" ", "".join(parts)).strip(), limit)


def shorten(line: str, limit: int | None) -> str:
    """A line cut at the last word that fits into `limit` characters, with "…"; never in the middle of a character."""
    if limit is None or len(line) <= limit:
        return line
    cut = line[: max(limit - 1, 0)]
    if not line[len(cut)].isspace():
        word_end = cut.rfind(" ")
        # A first word longer than half the room is cut itself: a text without spaces would vanish otherwise.
        cut = cut[:word_end] if word_end > limit // 2 else _whole_characters(line, len(cut))
    return f"{cut.rstrip(' ,;:–-')}…"


def _whole_characters(line: str, end: int) -> str:
    """The first `end` code points, less those of a character (letter with accents, joined emoji) cut in two."""
    while end > 0 and (
        unicodedata.combining(line[end]) or line[end] in _JOINERS or line[end - 1] == "\u200d" or _is_tone(line[end])
    ):
        end -= 1
    return line[:end]


def _is_tone(letter: str) -> bool:
    return "\U0001f3fb" <= letter <= "\U0001f3ff"


class _Words(HTMLParser):
    """Collects the text of sanitised HTML, with a space where a block begins or ends; `own` is what stands in no quote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.own: list[str] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._quotes += tag == "blockquote"
        if tag in _BREAKING:
            self.handle_data(" ")
        elif tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        self._quotes -= tag == "blockquote"
        if tag in _BREAKING:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)
        if not self._quotes:
            self.own.append(data)
