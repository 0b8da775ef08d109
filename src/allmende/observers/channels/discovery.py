"""Where a page takes Webmentions (W3C Recommendation of 12 January 2017, section 3.1.2): its Link header, then its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

MOST_READ = 500_000
"""Characters of a page that are looked through."""
REL = "webmention"
_PARAMETER = re.compile(
    r"""\s*;\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,40})\s*=\s*("(?:[^"\\]|\\.){0,1000}"|[^\s;,"]{0,1000})"""
)
_TARGET = re.compile(r"[\s,]*<([^<>]{0,2000})>")


def endpoint_of(url: str, link: str, html: str) -> str | None:
    """Return the endpoint that a page names first, in its `Link` header or else as <link> or <a>; None where it names none.

    `url` is where the page was found in the end; relative addresses start there, an empty one is the page itself.
    """
    found = next((target for target, rels in links_in(link) if REL in rels), None)
    if found is None:
        reader = _Rels()
        reader.feed(html[:MOST_READ])
        found = reader.found
    return None if found is None else joined(url, found)


def links_in(header: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the targets of a Link header (RFC 8288, section 3) with their relations in small letters; what can't be read ends it."""
    header, at = header[:20_000], 0
    while match := _TARGET.match(header, at):
        at, rels = match.end(), list[str]()
        while parameter := _PARAMETER.match(header, at):
            at = parameter.end()
            if parameter[1].lower() == "rel" and not rels:
                rels = parameter[2].strip('"').lower().split()
        yield match[1].strip(), rels
        comma = header.find(",", at)
        if comma < 0:
            return
        at = comma


def joined(base: str, address: str) -> str | None:
    """Return an address as seen from a page; None for what is none of the web."""
    try:
        found = urljoin(base, address.strip())
        return found if urlsplit(found).scheme in {"http", "https"} and len(found) <= 500 else None
    except ValueError:
        return None


class _Rels(HTMLParser):
    """Finds the first <link> or <a> with that relation; what stands in comments or is escaped is no element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: str | None = None
        self._base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.found is not None or tag not in {"link", "a"}:
            return
        values = {name: value or "" for name, value in reversed(attrs)}
        if REL in values.get("rel", "").lower().split() and "href" in values:
            self.found = values["href"]
