"""A VAT id is read as people write it, and refused when no country writes so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.vat import FORMS, vat_id


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("DE136695976", "DE136695976"), ("de 136 695 976", "DE136695976"), ("ATU13585627", "ATU13585627"),
        ("IT00743110157", "IT00743110157"), ("CHE-116.281.710 MWST", "CHE116281710"), ("FR 40 303 265 045", "FR40303265045"),
        ("NL123456789B01", "NL123456789B01"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_what_is_one_is_stored_in_one_form(written, stored):
    assert vat_id(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "DE136695977",
        "ATU13585628",
        "IT00743110158",
        "CHE116281711",
        "DE",
        "DE12345678",
        "ZZ123456789",
        "１２３",
        "DE１３６６９５９７６",
        "<b>",
    ],
)
def test_what_is_none_is_refused(written):
    with pytest.raises(ValueError, match=r"VAT id|check digit"):
        vat_id(written)


@given(st.text(max_size=30))
def test_any_text_is_stored_or_refused_and_what_is_stored_is_stored_again(text):
    try:
        stored = vat_id(text)
    except ValueError:
        return
    assert vat_id(stored) == stored


@given(st.sampled_from(sorted(set(FORMS) - {"DE", "AT", "IT", "CHE"})), st.data())
def test_every_form_of_a_country_without_a_public_check_is_taken(prefix, data):
    number = data.draw(st.from_regex(re.compile(FORMS[prefix], re.ASCII), fullmatch=True))

    assert vat_id(prefix + number) == prefix + number


@given(st.integers(0, 10**8 - 1))
def test_exactly_one_check_digit_fits_a_german_number(number):
    fitting = 0
    for digit in range(10):
        try:
            vat_id(f"DE{number:08d}{digit}")
            fitting += 1
        except ValueError:
            pass
    assert fitting == 1
