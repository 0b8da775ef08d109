"""Markdown as people write it, and as it stands on a page."""

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allmende.foundation.text import render_markdown

REL = 'rel="nofollow noopener ugc"'
FILE = "01890a5d-ac96-774b-bcce-b302099a8057"


def test_headings_leave_the_page_its_own_first_one_and_skip_no_level():
    html = render_markdown("### A\n\n###### B\n\n# C\n\n### D")

    assert html == "<h2>A</h2>\n<h3>B</h3>\n<h2>C</h2>\n<h3>D</h3>\n"


def test_a_place_deeper_in_the_page_starts_deeper():
    assert render_markdown("# A\n\n## B", top=4) == "<h4>A</h4>\n<h5>B</h5>\n"


def test_links_of_members_do_not_vouch_for_their_target():
    assert render_markdown("[a](https://x.org)") == f'<p><a href="https://x.org" {REL}>a</a></p>\n'


def test_links_of_the_community_itself_do():
    assert render_markdown("[a](/b)", trusted=True) == '<p><a href="/b" rel="noopener">a</a></p>\n'


@pytest.mark.parametrize(
    ("text", "address", "rest"),
    [
        ("see https://x.org/a_b_c.", "https://x.org/a_b_c", "."),
        ("(https://x.org/a)", "https://x.org/a", ")"),
        ("https://x.org/a_(b)!", "https://x.org/a_(b)", "!"),
        ("https://x.org/?a=1&b=2,", "https://x.org/?a=1&amp;b=2", ","),
    ],
)
def test_a_bare_address_becomes_a_link_without_the_full_stop_behind_it(text, address, rest):
    assert f'<a href="{address}" {REL}>{address}</a>{rest}' in render_markdown(text)


def test_an_address_inside_a_link_or_code_stays_as_it_is():
    assert render_markdown("[https://a.org](/b)").count("<a ") == 1
    assert "<a" not in render_markdown("`https://a.org`")


def test_raw_html_is_shown_and_not_obeyed():
    assert render_markdown("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"


def test_a_picture_of_ours_is_a_reference_and_one_from_elsewhere_its_words():
    assert render_markdown(f'![A "tree"](file:{FILE})') == (
        f'<p><img data-file="{FILE}" alt="A &quot;tree&quot;"></p>\n'
    )
    assert render_markdown("![A *tree*](https://x.org/a.png)") == "<p>A tree</p>\n"
    assert render_markdown("![A](file:../../etc)") == "<p>A</p>\n"


def test_a_table_can_be_scrolled_by_keyboard_and_names_its_columns():
    html = render_markdown("|What|Cost|\n|--|--:|\n|Tree|90|")

    assert '<div class="tablewrap" tabindex="0"><table class="table">' in html
    assert '<th scope="col">What</th>' in html
    assert '<td class="r">90</td>' in html


def test_the_commonmark_examples_come_out_as_specified(shared):
    examples = json.loads((shared / "data/commonmark/spec-0.31.2.json").read_text())
    ours = [e for e in examples if e["section"] not in {"HTML blocks", "Raw HTML", "Images", "Autolinks"}]

    # Headings are shifted, links carry rel, pre a tabindex: compare what is left.
    same = [e for e in ours if _bare(render_markdown(e["markdown"])) == _bare(e["html"])]

    assert len(ours) > 530
    assert len(same) / len(ours) > 0.94


def _bare(html: str) -> str:
    for old, new in [(f" {REL}", ""), (' tabindex="0"', ""), (" />", ">"), ("&quot;", '"'), ("\n", "")]:
        html = html.replace(old, new)
    for level in range(1, 7):
        html = html.replace(f"<h{level}>", "<h>").replace(f"</h{level}>", "</h>")
    return html.replace(' class="language-', " x=").strip()


@pytest.mark.parametrize(
    "text",
    [">" * 10_000, "> " * 10_000, "[" * 10_000, "![" * 10_000, "[" * 5_000 + "]" * 5_000, "[a](" * 5_000, "*" * 10_000,
     "**a " * 5_000, "`" * 10_000, "<" * 10_000, "- " * 10_000, "|" * 10_000 + "\n" + "|-" * 5_000, "&" * 10_000,
     "|a" * 300 + "\n" + "|-" * 300 + "\n" + "a\n" * 3_000],
    ids=lambda text: text[:6].replace("\n", " "),
)  # fmt: skip
def test_deep_nests_take_no_longer_than_other_texts(text):
    began = time.thread_time()
    html = render_markdown(text)

    # 200 ms on an idle machine; ten times as much here, since tests share their cores.
    assert time.thread_time() - began < 2
    assert len(html) < 20 * len(text)


def test_a_text_cannot_ask_for_a_page_a_thousand_times_its_length():
    text = f"[a]: <http://x.org/{'a' * 1_900}>\n\n" + "[a] " * 20_000

    assert len(render_markdown(text)) < 15 * len(text)


@given(st.lists(st.sampled_from(["> ", "- ", "1. ", ">", "* ", "    "]), max_size=80), st.booleans())
@example(["> "] * 19, True)
@example(["> "] * 20, True)
@example(["> "] * 60, False)
@example(["- "] * 30, True)
def test_nothing_vanishes_however_deep_it_is_nested(marks, has_more):
    html = render_markdown("Before\n\n" + "".join(marks) + "frogs" + ("\n\nAfter" if has_more else ""))

    assert "Before" in html
    assert "frogs" in html
    assert not has_more or "After" in html
    assert html.count("<blockquote>") < 20


def test_what_is_nested_deeper_than_twenty_levels_stands_as_it_was_typed():
    html = render_markdown("> " * 25 + "frogs")

    assert "<p>&gt; &gt; &gt; &gt; &gt; &gt; frogs</p>" in html
