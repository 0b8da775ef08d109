"""Text and HTML of hostile origin: whatever comes in, what goes out can only be read."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.foundation.text import plain, render_markdown, sanitise

ACTIVE_TAGS = {
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "input",
    "button",
    "base",
    "meta",
    "link",
}
LINK_ATTRIBUTES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "background"}
# Browsers drop these before they look for a scheme; then it is one of three, or there is none.
IGNORED_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\t\r\n]")
SAFE = re.compile(r"(?i)(https?|mailto):|(?![a-z][a-z0-9+.-]*:)")


class Danger(HTMLParser):
    """Collects everything in a piece of HTML that a browser could run or fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTIVE_TAGS:
            self.found.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in {"style", "id", "name", "srcdoc", "src", "srcset"}:
                self.found.append(f"{tag} {name}")
            if name in LINK_ATTRIBUTES and not SAFE.match(IGNORED_BY_BROWSERS.sub("", value or "")):
                self.found.append(f"{tag} {name}={value}")


def fixtures(shared: Path) -> list[str]:
    cases = json.loads((shared / "data/sanitiser/dompurify-expect.json").read_text())
    svgs = [path.read_text() for path in sorted((shared / "data/sanitiser/svg").iterdir())]
    return [case["payload"] for case in cases] + svgs


def naughty(shared: Path) -> list[str]:
    return json.loads((shared / "data/naughty-strings/blns.json").read_text())


def test_no_hostile_html_stays_active(shared):
    payloads = fixtures(shared) + naughty(shared)

    found = [(payload, Danger(sanitise(payload)).found) for payload in payloads if Danger(sanitise(payload)).found]

    assert len(payloads) > 700
    assert any(Danger(payload).found for payload in payloads), "the material itself is dangerous"
    assert found == []


def test_no_hostile_html_inside_markdown_becomes_active(shared):
    payloads = fixtures(shared) + naughty(shared)

    assert [payload for payload in payloads if Danger(render_markdown(payload)).found] == []


def test_sanitising_twice_changes_nothing(shared):
    payloads = fixtures(shared) + naughty(shared)

    assert [p for p in payloads if sanitise(sanitise(p)) != sanitise(p)] == []
    assert [p for p in payloads if sanitise(render_markdown(p)) != render_markdown(p)] == []


PIECES = """
    < > " ' = / a img script svg style math onerror= href= javascript: &lt; &#x6a; &#0; <!-- --> ]]> <h1> </p> <table>
    <td class=r> alt= data-file= ![ ]( ) \x00 \ud800
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([" ", *PIECES.split()]), max_size=30).map("".join))
def test_any_mixture_of_markup_comes_out_harmless_and_stable(markup):
    for html in (sanitise(markup), render_markdown(markup)):
        assert Danger(html).found == []
        assert sanitise(html) == html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)", " javascript:1",
     "vbscript:x", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:x", "//\njavascript:x"],
)  # fmt: skip
def test_a_link_leads_only_to_the_web_to_mail_or_within_the_house(address):
    assert Danger(render_markdown(f"[click]({address}) [click](<{address}>)")).found == []
    assert Danger(sanitise(f'<a href="{address}">click</a>')).found == []


def test_no_spelling_of_a_foreign_scheme_becomes_a_link(shared):
    cases = json.loads((shared / "data/urls/wpt-testdata.json").read_text())
    addresses = [case["input"] for case in cases if isinstance(case, dict)]

    dangerous = [
        a for a in addresses if Danger(render_markdown(f"[x](<{a}>) {a}") + sanitise(f'<a href="{a}">x</a>')).found
    ]

    assert len(addresses) > 400
    assert dangerous == []


def test_plain_words_carry_no_markup(shared):
    for text in fixtures(shared):
        assert Danger(f"<p>{plain(sanitise(text)).replace('&', '&amp;').replace('<', '&lt;')}</p>").found == []
