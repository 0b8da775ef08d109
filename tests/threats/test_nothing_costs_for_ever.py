"""The worst text that we can think of, at every place where text is read: what it costs grows with its length, no faster (T19)."""

from __future__ import annotations

import ast
import gc
import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from allmende.commons.files.uploads import clean_name, document_type, picture_type
from allmende.commons.previews.links import addresses_in as links_in
from allmende.commons.previews.reading import read_page
from allmende.commons.threads.rules import LINK
from allmende.commons.versions.queries import word_diff
from allmende.foundation.money import parse_money
from allmende.foundation.testing import elsewhere
from allmende.foundation.text import clean_line, clean_text, plain, render_markdown, sanitise
from allmende.foundation.vat import vat_id
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.addresses import mailbox_of, normal_address
from allmende.identity.signon.redirects import clean_redirects
from allmende.observers.search.analyser.documents import analyse
from allmende.observers.search.analyser.query import parse
from allmende.people.arrivals.commands.mailings import addresses_in
from allmende.people.arrivals.queries.lines import canonical

SOURCE = Path(__file__).resolve().parents[2] / "src" / "allmende"
LONG = 100_000
"""Letters; a field takes 40,000 at most, a request 2.5 MB."""
BOUND = 0.8
"""Seconds of the processor: 200 ms on an idle machine, four times that where others work beside it; what grows by the square takes minutes."""
PUMPED = (
    "a", "A1", "1.", "a-", "'a", "ae", " ", "\n", "a\n", "\t ", "<", "<p>", "<a href=\"", "<img a=\"", "&", "&lt;", "[", "![", "[a](", "](", "*", "**a ", "_a",
    "`", "~", "> ", "- ", "1. ", "|", "|-", "#", "\\", "//", "http://a", "https://", "www.", "@", "a@", "a@a.", ",;", "\"", "(", ")", "{", "%", "=", "\u0301", "é", "ﬃ", "中", "\ud800",
    "\u200d👩",
)  # fmt: skip
CALLS = re.compile(r"re\.(compile|match|fullmatch|search|sub|split|findall|finditer)")
random.seed(25)
NOISE = "".join(random.choices("".join(map(chr, range(0x2200, 0x22F0))), k=LONG // 3))


def patterns() -> Iterator[tuple[str, re.Pattern[Any], Callable[..., Any]]]:
    """Every regular expression of ours: where it stands, what it is, and how a text is held against it."""
    for file in sorted(SOURCE.rglob("*.py")):
        if {"tests", "migrations", "demo"} & set(file.parts) or file.name == "testing.py":
            continue
        written = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(written)):
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and ast.unparse(node.func)
            if called and CALLS.fullmatch(called) and isinstance(node.args[0], ast.Constant):
                flags = re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
                pattern = re.compile(node.args[0].value, flags)
                name = re.match(r"\w+", written.splitlines()[node.lineno - 1])
                used = set(re.findall(rf"\b{name[0]}\.(\w+)", written)) if name else {called.removeprefix("re.")}
                is_whole = used and used <= {"match", "fullmatch"}
                hold = pattern.fullmatch if is_whole else partial(drain, pattern)
                yield f"{file.relative_to(SOURCE)}:{node.lineno}", pattern, hold


def drain(pattern: re.Pattern[Any], text: Any) -> None:
    """Find all there is."""
    for _found in pattern.finditer(text):
        pass


def cost(act: Callable[..., Any], *given: Any) -> float:
    """Seconds of the processor that something takes; a refusal is an answer as well.

    The garbage collector waits meanwhile: how long it looks depends on all that the tests before have left, not on the text.
    """
    gc.disable()
    try:
        began = time.process_time()
        with suppress(Refused, ValidationError, ValueError):
            act(*given)
        return time.process_time() - began
    finally:
        gc.enable()


def test_no_pattern_takes_longer_than_its_text_is_long() -> None:
    slow, read = {}, 0
    for place, pattern, hold in patterns():
        read += 1
        of_its_own = {found[0] for found in re.finditer(r"[^\\()\[\]{}|?*+^$]{1,12}", str(pattern.pattern))}
        for unit in {*PUMPED, *of_its_own, *(one + other for one, other in zip("a1.,-_ ", "-.1a' ,", strict=True))}:
            text = unit * (10_000 // len(unit)) + "\x00!"
            given = text.encode(errors="replace") if isinstance(pattern.pattern, bytes) else text
            if (took := cost(hold, given)) > BOUND / 4:
                slow[place, unit] = took

    assert slow == {}
    assert read > 60


ENTRANCES: dict[str, Callable[[str], Any]] = {
    "Markdown": render_markdown,
    "HTML": sanitise,
    "a text": clean_text,
    "a line": clean_line,
    "an excerpt": lambda text: plain(text, 200),
    "the index": lambda text: analyse(text[:200], text, "de"),
    "a query": lambda text: parse(text, typing=True),
    "two versions": lambda text: word_diff(text, text[1:] + "x" + text[::-1]),
    "a page elsewhere": lambda text: read_page(text.encode(errors="replace"), "text/html", "https://a.example/"),
    "cards for links": links_in,
    "links of newcomers": LINK.findall,
    "addresses to invite": addresses_in,
    "an address": lambda text: (normal_address(text), mailbox_of(f"{text}@a.example"), canonical(f"a@{text}")),
    "where applications wait": clean_redirects,
    "money": lambda text: parse_money(text, "EUR", "de"),
    "a VAT id": vat_id,
    "the name of a file": lambda text: clean_name(text, "text/plain"),
    "a file": lambda text: (picture_type(text.encode(errors="replace")), document_type(text.encode(errors="replace"), "a.txt")),
}  # fmt: skip


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_what_is_read_costs_little(entrance: str) -> None:
    read = ENTRANCES[entrance]
    mixed = "".join(unit * (LONG // 300) for unit in PUMPED)[:LONG]
    texts = {unit: unit * (16_000 // len(unit)) for unit in PUMPED} | {"mixed": mixed, "noise": NOISE}
    slow = {unit: took for unit, text in texts.items() if (took := cost(read, text)) > BOUND}

    assert slow == {}


def test_two_texts_without_a_word_in_common_are_compared_in_a_moment() -> None:
    for kinds in (2, 3, 12, 60, 110, 240):
        marks = "".join(map(chr, range(0x2200, 0x2200 + kinds)))
        for length, between in ((400, " "), (1_400, ""), (20_000, ""), (20_000, "\n"), (LONG // 3, " ")):
            one, other = (between.join(random.choices(marks, k=length)) for _ in range(2))
            assert cost(word_diff, one, other) < BOUND, (kinds, length, between)


@pytest.mark.django_db(transaction=True)
def test_a_pages_statement_is_given_up_after_five_seconds_a_tasks_is_not() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such limit")
    ask = "from django.db import connection as c; k = c.cursor(); k.execute('SHOW statement_timeout'); print(k.fetchone()[0])"

    assert elsewhere(f"import allmende.config.wsgi; {ask}").stdout.split() == ["5s"]
    assert elsewhere(ask).stdout.split() == ["0"]
