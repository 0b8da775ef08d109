"""Tags are read where people write them: # and a word, in any script, outside of code and links."""

import json

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.tags.models import LONGEST
from allmende.commons.tags.words import MOST, link_tags, names_in, slug_of
from allmende.foundation.text import render_markdown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Frogs like the #pond.", ["pond"]),
        ("#Garten, #garten and #GARTEN are one", ["Garten"]),
        ("#Straße and #STRASSE too", ["Straße"]),
        ("(#a_b) „#c1“ #日本語 #हिन्दी #école", ["a_b", "c1", "日本語", "हिन्दी", "école"]),
        ("#e\u0301cole is #école", ["école"]),
        ("**#bold** and _#leaning_", ["bold", "leaning"]),
        ("# A heading\n\n#tag", ["tag"]),
    ],
)
def test_a_tag_is_a_sign_and_a_word_of_any_script(text, found):
    assert names_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "`#code`",
        "```\n#code\n```",
        "    #code",
        "[#link](https://example.org/)",
        "https://example.org/#place",
        "www.example.org/#place",
        "C#sharp",
        "a**b**#c",
        "#1 and #2026",
        "#",
        "##double",
        "&#x27;",
        "#" + "a" * (LONGEST + 1),
        "#\u200b",
    ],
)
def test_what_stands_in_code_or_links_or_is_no_word_is_no_tag(text):
    assert names_in(text) == []


def test_a_text_has_twenty_tags_at_most():
    assert names_in(" ".join(f"#t{n}" for n in range(MOST + 5))) == [f"t{n}" for n in range(MOST)]


def test_a_tag_leads_to_its_page_where_it_was_read():
    html = link_tags(render_markdown("A #Pond, `#code` and <b>#Straße</b>."))

    assert '<a href="/tags/pond/">#Pond</a>' in html
    assert '<a href="/tags/strasse/">#Straße</a>' in html
    assert "<code>#code</code>" in html


@given(st.text(alphabet=st.sampled_from("#a_1 é`*[]()<>&;\n/\u200b\u0301"), max_size=200))
def test_whatever_is_written_each_tag_has_a_page_and_the_words_stay(text):
    html = render_markdown(text)
    linked = link_tags(html)

    for name in names_in(mark_safe(html)):
        assert slug_of(name) == slug_of(slug_of(name)) != ""
    assert linked.replace("</a>", "").count("#") == html.count("#")
    assert len(names_in(mark_safe(html))) <= linked.count('<a href="/tags/') <= MOST * len(text)


def test_hostile_text_is_read_without_trouble(shared):
    for text in json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text()):
        for name in names_in(text):
            assert 0 < len(slug_of(name)) <= LONGEST


def test_a_text_of_signs_costs_no_more_than_its_length():
    assert names_in("#" * 100_000) == []
    assert names_in("#a\u0301" + "\u0301" * 100_000) == []
