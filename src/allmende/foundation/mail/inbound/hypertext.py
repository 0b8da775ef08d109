"""What someone wrote in a mail that has no plain text: the words of its HTML, without what mail programs quote below."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

LONGEST = 500_000
DEEPEST = 400
"""Elements within elements, after which nothing is read: putting them in order takes time by the square of the depth."""
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
CLOSED_BY_OTHERS = frozenset("dd dt li option p tbody td tfoot th thead tr".split())
BLOCKS = frozenset(
    "address article blockquote dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table tr ul".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
QUOTED = re.compile(
    r"gmail_(?:quote|attr|signature|extra)|moz-(?:cite-prefix|signature)|yahoo_quoted|protonmail_(?:quote|signature_block)|tutanota_quote|zmail_extra|OutlookMessageHeader"
)
"""Classes by which Gmail, Thunderbird, Yahoo, Proton, Tuta and others mark what they quote or sign."""
BEGINS_QUOTE = re.compile(
    r"divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|stopSpelling"
)
"""Ids by which Outlook marks that all below is quoted."""
OUTLOOK_LINE = re.compile(r"border-top: ?solid #?(?:e1e1e1|b5c4df) 1\.0pt", re.IGNORECASE)
"""The thin line over what Outlook for Windows quotes: it marks it by nothing else."""
SPACES = re.compile(r"[ \t\r\n\f]+")

_CLEANER = nh3.Cleaner(
    tags={"a", "b", "br", "div", "hr", "span", *BLOCKS},
    clean_content_tags={"script", "style", "title", "svg", "math", "template", "noscript", "iframe", "object", "select", "textarea"},
    attributes={"*": {"class", "id", "type", "style"}, "a": {"href"}},
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)  # fmt: skip


def words_of(html: str) -> str:
    """Return the words of an HTML mail, a line for each block; whatever it is made of, it is put in order by the sanitiser first."""
    reader = _Reader()
    reader.feed(_CLEANER.clean(_shallow(html[:LONGEST])))
    reader.close()
    lines = (SPACES.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _shallow(html: str) -> str:
    """Cut HTML where it becomes too deep; real mails are some dozens deep."""
    depth = 0
    for found in TAG.finditer(html):
        if found[2].lower() in VOID or found[2].lower() in CLOSED_BY_OTHERS:
            continue
        depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEEPEST:
            return html[: found.start()]
    return html


class _Reader(HTMLParser):
    """Collects words, until a program says that what follows is another's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._within = 0  # so deep in what is quoted
        self._is_over = False
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if BEGINS_QUOTE.search(given.get("id", "")) or OUTLOOK_LINE.search(given.get("style", "")):
            self._is_over = True
        if tag == "br" or tag in BLOCKS:
            self._write("\n")
        if tag in VOID:
            return
        is_quote = tag == "blockquote" or QUOTED.search(given.get("class", ""))
        if self._within or is_quote:
            self._within += 1
        if tag == "a":
            self._link = given.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._within:
            self._within -= 1
        elif tag == "a" and self._link.startswith("http") and self._link.rstrip("/") not in "".join(self.parts[-2:]):
            self._write(f" ({self._link})")
        if tag in BLOCKS:
            self._write("\n")

    def handle_data(self, data: str) -> None:
        self._write(data.replace("\n", " ").replace("\xa0", " "))

    def _write(self, text: str) -> None:
        if not self._within and not self._is_over:
            self.parts.append(text)
