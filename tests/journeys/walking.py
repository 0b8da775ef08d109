"""A walk through the house by its links: each page as it was met, and what a careful eye finds wrong with it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

from babel.messages.pofile import read_po
from django.test import Client
from django.urls import resolve

from tools import statements

SOURCE = Path(__file__).resolve().parents[2] / "src" / "allmende"
STAY_OUT = ("/accounts/logout/", "/language/", "/static/", "/components/", "/api/v1/openapi.json")
"""Leaving and changing the language would end the walk; the sheet of components is no part of the community, the API's description
no page (its own tests read it)."""
MANY = re.compile(
    r"/id/[^/]+/|/id/[^/]+/(reply|edit|care|reactions)/(\?.*)?|.*\?comment=.*|/messages/message/[^/]+/\?do=answer"
    r"|/people/[^/]+/(thanks/|skills/[^/]+/endorsement/|card\.vcf)|/methods/[^/]+/sessions/new/(\?.*)?"
    r"|/calls/[^/]+/contributions/[^/]+/suggestions/"
)
ENOUGH = 6
"""Of addresses that lead to a place in a page that is met anyway, of what stands below each comment, message, skill, person, card or
contribution (forms, who has reacted), and of pages that someone else has met, half a dozen of each kind are followed."""
HOLE = re.compile(r"%\(\w+\)[sdr]|\{\w+\}")
"""Where a sentence of the interface takes up a name or a number."""
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SILENT = frozenset(("script", "style", "svg", "code", "pre", "template", "textarea"))
SPOKEN = ("aria-label", "title", "alt", "placeholder")
STATEMENT_VALUES = re.compile(r"\b\d+\b|\(%s(?:, %s)*\)")


@dataclass
class Page(HTMLParser):
    """One page: its links, ids, pictures, headings, and each piece of text with the language it is in."""

    address: str
    status: int = 200
    statements: list[str] = field(default_factory=list)
    language: str = ""
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    headings: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[str, str]] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element says, and in which language its content is."""
        own = {name: value or "" for name, value in attrs}
        _tag, language, silent = self.open[-1] if self.open else ("", "", False)
        language = own.get("lang", language)
        if tag == "html":
            self.language = language
        if tag == "a" and "href" in own:
            self.links.append(own["href"])
        if "id" in own and not silent:
            self.ids.append(own["id"])
        if tag in {"img", "source"}:
            candidates = own.get("srcset", "").split(",")
            self.pictures |= {own.get("src", ""), candidates[-1].split(" ")[0] if candidates[-1] else ""} - {""}
        self.headings[tag] += 1
        self.classes.update(own.get("class", "").split())
        self.texts += [(language, own[name]) for name in SPOKEN if own.get(name) and not silent]
        if tag not in VOID:
            self.open.append((tag, language, silent or tag in SILENT))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a piece of text that is shown."""
        text = " ".join(data.split())
        if not text or not self.open:
            return
        tag, language, silent = self.open[-1]
        if tag == "title" and not silent:
            self.title = text
        elif not silent:
            self.texts.append((language, text))

    def repeated_statement(self) -> int:
        """How often the same statement, but for its values, was asked at most: a sign of a question per row."""
        return max(Counter(map(shape_of, self.statements)).values(), default=0)


@cache
def shape_of(statement: str) -> str:
    """A statement but for its numbers and lists."""
    return STATEMENT_VALUES.sub("?", statement)


def read(client: Client, address: str) -> Page:
    """Fetch one page and read it."""
    with statements.asked() as asked:
        response = client.get(address)
    page = Page(address, response.status_code, asked)
    if response.headers.get("Location"):
        page.links.append(response.headers["Location"])
    elif response.headers.get("Content-Type", "").startswith("text/html"):
        page.feed(response.content.decode())
    return page


def walk(client: Client, start: str = "/", met: Container[str] = ()) -> dict[str, Page]:
    """Every page that links lead to, but for `met` and the MANY, of which ENOUGH.

    Of addresses that differ in the values of their query alone, the first is enough.
    """
    waiting, seen, pages, often = deque([start]), {start}, {}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        page = read(client, address)
        pages[address] = page
        for link in page.links:
            target = urlsplit(urljoin(f"http://localhost{address}", link))
            if target.hostname != "localhost" or target.scheme != "http" or target.path.startswith(STAY_OUT):
                continue
            kind = f"{target.path}?{sorted(parse_qs(target.query))}"
            found = f"{target.path}?{target.query}" if target.query else target.path
            if kind in seen:
                continue
            seen.add(kind)
            if MANY.fullmatch(found) or found in met:
                route = resolve(target.path).view_name
                often[route] += 1
                if often[route] > ENOUGH:
                    continue
            waiting.append(found)
    return pages


def broken_anchors(pages: dict[str, Page]) -> Iterator[str]:
    """Links to a place in a page that was met and has no such place."""
    for page in pages.values():
        for link in page.links:
            target = urlsplit(urljoin(f"http://localhost{page.address}", link))
            address = f"{target.path}?{target.query}" if target.query else target.path
            met = pages.get(address)
            if target.fragment and target.hostname == "localhost" and met and target.fragment not in met.ids:
                yield f"{page.address} → {link}"


class Tongue:
    """Knows which sentences of the interface belong to other languages than the one a page is in."""

    def __init__(self, language: str) -> None:
        self.language = language
        own, foreign = set(), set()
        for tongue in ("de", "it"):
            for path in SOURCE.rglob(f"locale/{tongue}/LC_MESSAGES/django.po"):
                for message in read_po(BytesIO(path.read_bytes()), locale=tongue):
                    english, said = _forms(message.id), _forms(message.string)
                    (own if language == "en" else foreign).update(english)
                    if tongue == language:
                        own.update(said)
                    elif language == "en":
                        foreign.update(said)
        strange = {one for one in foreign - own if re.search(r"[a-zà-ü]{2}", HOLE.sub("", one))}
        framed = {one for one in strange if HOLE.search(one)}
        self.sentences = strange - framed
        # "%(n)s other" would be heard in many a sentence that people write: only what says more is known again.
        known = [HOLE.split(one) for one in framed if len(HOLE.sub(" ", one).split()) > 1]
        self.patterns = [(max(parts, key=len), re.compile(r".+?".join(map(re.escape, parts)))) for parts in known]
        self.heard: dict[str, bool] = {}

    def is_foreign(self, text: str) -> bool:
        """Whether an interface's sentence in another language is all that this text says."""
        if text not in self.heard:
            framed = (one.fullmatch(text) for words, one in self.patterns if words in text)
            self.heard[text] = text in self.sentences or any(framed)
        return self.heard[text]

    def strangers(self, page: Page) -> Iterator[str]:
        """The texts of a page that should be in its language and aren't."""
        for language, text in page.texts:
            if language == self.language and self.is_foreign(text):
                yield f"{page.address}: {text}"


tongue_of = cache(Tongue)


def _forms(said: Any) -> set[str]:
    return {" ".join(one.split()) for one in (said if isinstance(said, tuple | list) else (said,)) if one}
