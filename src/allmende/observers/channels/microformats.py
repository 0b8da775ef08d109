"""What a page says that links here: author and words by microformats2 (h-entry), words as words; nothing of its HTML."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.text.excerpts import shorten
from allmende.observers.channels.discovery import MOST_READ

LINKING = {
    "a": "href",
    "link": "href",
    "area": "href",
    "img": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
}
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset("script style template noscript svg math".split())
BREAKING = frozenset(
    "address article blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()
)
DEEPEST = 400
_SPACES = re.compile(r"[ \t\r\f\xa0]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}\b")


@dataclass
class Said:
    """A page as far as it concerns us: whom it is by, what it says, where it links to."""

    name: str = ""
    author: str = ""
    text: str = ""
    language: str = ""
    links: set[str] = field(default_factory=set)


def read_entry(html: str, url: str, longest: int) -> Said:
    """Return what a page's first h-entry says; a page without one its title. Never raises, whatever it is made of."""
    reader = _Entry()
    with suppress(AssertionError):  # the parser asserts where markup is broken beyond its reading
        reader.feed(html[:MOST_READ])
    words = reader.words
    said = Said(links=reader.links, language=reader.language)
    said.name = _line(words["p-author"] or words["h-card"], 80) or host_of(url)
    said.author = _address(url, reader.author)
    body = words["e-content"] or words["p-content"] or words["p-summary"] or words["p-name"] or words["title"]
    said.text = shorten(_lines(body), longest)
    return said


def host_of(url: str) -> str:
    """Return the name of an address's host."""
    try:
        return (urlsplit(url).hostname or "")[:300]
    except ValueError:
        return ""


def _address(base: str, written: str) -> str:
    try:
        found = urljoin(base, written.strip()) if written else ""
        return found if urlsplit(found).scheme in {"http", "https"} and len(found) <= 500 else ""
    except ValueError:
        return ""


def _line(words: str, longest: int) -> str:
    return shorten(clean_line(words[: 4 * longest]), longest)


def _lines(words: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in words[:50_000].split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


PROPERTIES = ("p-author", "e-content", "p-content", "p-summary", "p-name")


class _Entry(HTMLParser):
    """Collects the words of the first h-entry's properties, its author's address, and every link of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = dict.fromkeys((*PROPERTIES, "h-card", "title"), "")
        self.author = self.language = ""
        self.links: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in LINKING and (link := values.get(LINKING[tag], "")) and len(self.links) < 5000:
            self.links.add(link.strip())
        if tag == "html" and (match := _LANGUAGE.match(values.get("lang", ""))):
            self.language = match[0].lower()
        classes = set(values.get("class", "").split())
        role = self._role(tag, classes)
        within = {name for _tag, name in self._open}
        is_author = role in {"p-author", "h-card"} or (within & {"p-author", "h-card"} and "u-url" in classes)
        if is_author and tag == "a" and not self.author:
            self.author = values.get("href", "")
        if tag in BREAKING:
            self._say("\n")
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append((tag, role))

    def _role(self, tag: str, classes: set[str]) -> str:
        """What an element is for us: an entry, a property of the first one, silent, or nothing."""
        if tag in SILENT or tag == "title":
            return "silent" if tag in SILENT else "title"
        within = {name for _tag, name in self._open}
        if "h-entry" in classes and not self._is_over:
            return "h-entry"
        if "h-entry" not in within or self._is_over:
            return ""
        if within & {*PROPERTIES, "h-card"}:
            return ""
        found = next((name for name in PROPERTIES if name in classes and not self.words[name]), "")
        return found or ("h-card" if "h-card" in classes and not self.words["h-card"] else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKING:
            self._say("\n")
        for place in range(len(self._open) - 1, max(-1, len(self._open) - 50), -1):
            if self._open[place][0] == tag:
                self._is_over |= any(role == "h-entry" for _tag, role in self._open[place:])
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._say(data.replace("\n", " "))

    def _say(self, words: str) -> None:
        role = next((role for _tag, role in reversed(self._open) if role and role != "h-entry"), "")
        if role and role != "silent" and len(self.words[role]) < 50_000:
            self.words[role] += words
