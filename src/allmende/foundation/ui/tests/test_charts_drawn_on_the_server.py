"""Charts are SVG with a name, follow the theme by class, and never break on odd values."""

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.ui.charts import Bar, Slice, Span, bar_chart, line_chart, sparkline, stacked_bar, time_spans

numbers = st.floats(0, 1e7, allow_nan=False)
words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@given(st.lists(st.tuples(words, numbers), max_size=8), words)
def test_every_chart_is_well_formed_and_named(rows, title):
    charts = [
        bar_chart([Bar(label, value) for label, value in rows], title=title),
        stacked_bar([Slice(label, value) for label, value in rows], title=title),
        line_chart([[value for _label, value in rows]], [label for label, _value in rows], title=title),
        time_spans([Span(label, value, value + 1) for label, value in rows], title=title),
    ]

    for svg in charts:
        root = parsed(svg)
        assert root.get("role") == "img"
        assert root.find("title").text in {title, None}
        assert "style" not in svg
        assert "nan" not in svg


def test_the_longest_bar_fills_and_the_others_follow_in_proportion():
    root = parsed(bar_chart([Bar("a", 64), Bar("b", 32)], title="t"))

    first, second = (float(rect.get("width")) for rect in root.iter("rect"))

    assert first == 2 * second


def test_what_is_left_of_a_budget_stays_visible():
    root = parsed(stacked_bar([Slice("a", 25)], title="t", total=100))

    track, part = list(root.iter("rect"))

    assert (track.get("class"), track.get("width")) == ("track", "640")
    assert float(part.get("width")) == 640 / 4 - 2


def test_a_chart_says_its_values_to_those_who_can_not_see_it():
    assert "Wasser: 64" in bar_chart([Bar("Wasser", 64)], title="Themen")


def test_a_sparkline_needs_two_values():
    assert sparkline([3]) == ""
    assert 'aria-hidden="true"' in sparkline([1, 2])
    assert re.search(r'role="img"><title>Rise</title>', sparkline([1, 2], title="Rise"))
