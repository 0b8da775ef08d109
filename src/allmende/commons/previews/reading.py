"""What a page says of itself, out of whatever a server sends: only words and the address of a picture, never its HTML."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from allmende.foundation.text import clean_line

MOST_READ = 300_000
"""Bytes in which a page's head must end."""

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset=["']?\s*([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset=["']?([a-zA-Z0-9_.:-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_KEPT = {"og:title", "og:description", "og:site_name", "og:image", "og:image:url", "og:image:secure_url",
         "twitter:title", "twitter:description", "twitter:image", "description"}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A page's title, description, site and language, and the address of its picture (or nothing)."""

    title: str
    description: str
    site: str
    language: str
    picture: str


class _HeadIsOver(Exception):
    pass


class _Head(HTMLParser):
    """Reads a page's head (and its title wherever it stands before the body)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title, self.language = "", ""
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html" and _LANGUAGE.fullmatch(values.get("lang", "")):
            self.language = values["lang"]
        elif tag == "title":
            self._in_title = not self.title
        elif tag == "meta":
            name = (values.get("property") or values.get("name") or "").lower()
            if name in _KEPT:
                self.said.setdefault(name, values.get("content", ""))
        elif tag == "body":
            raise _HeadIsOver

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "head":
            raise _HeadIsOver

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < 1000:
            self.title += data

    def first(self, *names: str) -> str:
        """The first of these that the page says."""
        return next((self.said[name] for name in names if self.said.get(name, "").strip()), "")


def read_page(content: bytes, content_type: str, address: str) -> Page | None:
    """Return what a page says of itself; None for what is no page or has no title."""
    if not content_type.lower().startswith(("text/html", "application/xhtml+xml")):
        return None
    head = _Head()
    with suppress(_HeadIsOver, AssertionError):  # the parser asserts where markup is broken beyond its reading
        head.feed(_decoded(content[:MOST_READ], content_type))
    title = _line(head.first("og:title", "twitter:title") or head.title, 200)
    if not title:
        return None
    picture = head.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image").strip()
    return Page(
        title,
        _line(head.first("og:description", "description", "twitter:description"), 300),
        _line(head.first("og:site_name"), 80) or host_of(address),
        head.language,
        _joined(address, picture),
    )


def host_of(address: str) -> str:
    """Return the name of an address's host as people know it."""
    return (urlsplit(address).hostname or "").removeprefix("www.")[:80]


def _line(words: str, longest: int) -> str:
    line = clean_line(words[: 4 * longest])
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _joined(address: str, picture: str) -> str:
    if not picture or len(picture) > 2000:
        return ""
    try:
        joined = urljoin(address, picture)
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _decoded(content: bytes, content_type: str) -> str:
    """The text, by what the server says, else the page, else UTF-8; what can't be read is replaced."""
    said = _IN_HEADER.search(content_type)
    found = _CHARSET.search(content[:4096])
    for name in (said and said[1], found and found[1].decode("ascii"), "utf-8"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:
                return content.decode(name, "replace")
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("utf-8", "replace")
