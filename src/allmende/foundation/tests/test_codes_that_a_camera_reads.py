"""A QR code is drawn as others draw it, and holds any address of ours."""

import hashlib
import re

import pytest

from allmende.foundation.qr import qr_modules, qr_svg

LINK = "https://allmende.example/calls/open-the-hall-on-sundays/"


def test_a_code_is_drawn_module_by_module_as_an_independent_program_draws_it():
    """The figure is of python-qrcode 8.2 (level M, mask 2); with each mask both draw versions 1 to 10 alike, and ZXing reads ours."""
    drawn = "".join("1" if dark else "0" for row in qr_modules(LINK) for dark in row)

    assert len(drawn) == 33**2
    assert (
        hashlib.sha256(drawn.encode()).hexdigest() == "f711cac2b06b61bbb99c0aacc21526b8e31a1a8a3d285ede121e87436a0685d1"
    )


@pytest.mark.parametrize(("length", "size"), [(0, 21), (14, 21), (15, 25), (122, 45), (123, 49), (213, 57)])
def test_a_longer_text_gets_a_larger_code(length, size):
    assert len(qr_modules("x" * length)) == size


def test_what_no_code_holds_is_refused():
    with pytest.raises(ValueError, match="213"):
        qr_modules("x" * 214)


def test_the_drawing_has_words_and_takes_nothing_from_whoever_wrote_the_text():
    drawing = str(qr_svg('"><script>', label='"><script>'))

    assert 'role="img"' in drawing
    assert "<script>" not in drawing
    assert re.search(r'viewBox="0 0 \d+ \d+"', drawing)
