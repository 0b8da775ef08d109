"""People named in a text: found where they are meant, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.text import render_markdown
from allmende.foundation.text.mentions import handles_in, with_people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ask @ada-berg.", ["ada-berg"]),
        ("(@ada, @BEN and @ada again)", ["ada", "ben"]),
        ("**@ada** > @ben", ["ada", "ben"]),
        ("ada@example.org, user@ada, a.@ada/x", []),
        ("@ben@elsewhere.example", []),
        ("`@ada` and [@ben](https://example.org)", []),
        ("    @ada in code", []),
        ("@-ada @", []),
        ("@ada- and so on", ["ada"]),
        ("@" + "a" * 41, []),
        ("@" + "a" * 40, ["a" * 40]),
        ("@a\u200bda", []),
        ("\u202e@ada", ["ada"]),
        ("@ada\U0001f389", ["ada"]),
    ],
)
def test_who_is_named(text, found):
    assert handles_in(render_markdown(text)) == found


def test_links_lead_to_those_whom_there_are():
    html = with_people(render_markdown("@ada and @nobody, `@ada`"), {"ada": "/people/ada/"})

    assert html == '<p><a href="/people/ada/">@ada</a> and @nobody, <code>@ada</code></p>\n'


def test_ten_thousand_mentions_are_read_in_no_time():
    html = render_markdown(" ".join(f"@p{n}" for n in range(10_000)))

    assert len(handles_in(html)) == 10_000


@given(st.text(alphabet=st.sampled_from("@ab-_ .,>*`[]()\n\u200b\u202e#&<é"), max_size=80))
def test_what_is_linked_is_what_is_found_and_the_words_stay(text):
    html = render_markdown(text)
    found = handles_in(html)
    linked = with_people(html, {handle: f"/p/{handle}/" for handle in found})

    assert {handle for handle in found if f'href="/p/{handle}/"' in linked} == set(found)
    assert with_people(html, {}) == html
    assert handles_in(linked) == []
