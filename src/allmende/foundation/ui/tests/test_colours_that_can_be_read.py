"""A space's colour becomes a readable brand on both grounds, or is refused with a reason and a way out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.ui import colour
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens, contrast, look_css

hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_is_the_one_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#0a5c43", "#ffffff") == pytest.approx(8.0, abs=0.05)


@given(hexes)
def test_oklch_gives_a_colour_back(given_colour):
    back = colour.from_oklch(*colour.to_oklch(given_colour))

    assert all(abs(a - b) <= 2 / 255 for a, b in zip(colour.parse(given_colour), colour.parse(back), strict=True))


@given(hexes)
def test_every_pair_of_an_accepted_colour_can_be_read(given_colour):
    try:
        brand = brand_tokens(given_colour)
    except UnreadableColour:
        return

    for tokens, grounds, ink in (
        (brand.light, (colour.PAPER, colour.SURFACE, brand.light.soft), colour.INK),
        (brand.dark, (colour.NIGHT_PAPER, colour.NIGHT_SURFACE, brand.dark.soft), colour.NIGHT_INK),
    ):
        assert min(contrast(tokens.brand, ground) for ground in grounds) >= 4.5
        assert contrast(tokens.on_brand, tokens.brand) >= 4.5
        assert contrast(tokens.on_brand, tokens.hover) >= 4.5
        assert contrast(ink, tokens.soft) >= 7


@given(hexes)
def test_a_refusal_names_a_colour_that_is_accepted(given_colour):
    try:
        brand_tokens(given_colour)
    except UnreadableColour as refusal:
        nearest = re.findall(r"#[0-9a-f]{6}", str(refusal))[-1]

        assert brand_tokens(nearest)


def test_a_dark_colour_stays_as_it_is_on_the_light_ground():
    assert brand_tokens("#0a5c43").light.brand == "#0a5c43"


def test_bright_yellow_is_refused_with_its_contrast():
    with pytest.raises(UnreadableColour, match=r"1\.4"):
        brand_tokens("#ffd426")


@pytest.mark.parametrize("nonsense", ["", "green", "#12", "#12345", "url(x)", "#0a5c43;}"])
def test_what_is_no_colour_is_refused(nonsense):
    with pytest.raises(UnreadableColour):
        brand_tokens(nonsense)


def test_the_stylesheet_sets_the_four_tokens_and_nothing_else():
    css = look_css(brand_tokens("#0a5c43"))

    assert re.findall(r"--([a-z-]+):", css) == ["brand", "brand-hover", "brand-soft", "on-brand"]
    assert "light-dark(#0a5c43," in css
