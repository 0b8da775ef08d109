"""Money is a whole number of cents: it is never a float, and none gets lost."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.foundation.money import Money, parse_money

CENTS = st.integers(-(10**12), 10**12)
CURRENCIES = st.sampled_from(["EUR", "CHF", "JPY", "PLN"])
LANGUAGES = st.sampled_from(["de", "en", "it"])
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=30).filter(lambda weights: sum(weights) > 0)


@given(CENTS, WEIGHTS)
def test_splitting_loses_nothing(minor, weights):
    shares = Money(minor).split(weights)

    assert sum(share.minor for share in shares) == minor


@given(CENTS, WEIGHTS)
def test_each_share_is_within_a_cent_of_what_is_due(minor, weights):
    for share, weight in zip(Money(minor).split(weights), weights, strict=True):
        assert abs(share.minor - Fraction(minor * weight, sum(weights))) < 1


@given(st.integers(0, 10**9), st.integers(1, 20))
def test_equal_weights_differ_by_a_cent_at_most_the_earlier_first(minor, people):
    shares = [share.minor for share in Money(minor).split([1] * people)]

    assert shares == sorted(shares, reverse=True)
    assert shares[0] - shares[-1] <= 1


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [-1, 2]])
def test_there_must_be_someone_to_share_with(weights):
    with pytest.raises(ValueError, match="Weights"):
        Money(100).split(weights)


@given(CENTS, CURRENCIES, LANGUAGES)
def test_what_is_written_is_read_back(minor, currency, language):
    amount = Money(minor, currency)

    assert parse_money(amount.format(language), currency, language) == amount


@pytest.mark.parametrize(
    ("minor", "language", "written"),
    [
        (120_000, "de", "1.200 €"),
        (120_050, "de", "1.200,50 €"),
        (120_000, "en", "€1,200"),
        (120_050, "en", "€1,200.50"),
        (120_050, "it", "1.200,50 €"),
        (-5, "de", "-0,05 €"),
        (0, "de", "0 €"),
    ],
)
def test_it_is_written_as_the_language_does(minor, language, written):
    assert Money(minor).format(language).replace("\xa0", " ") == written


@pytest.mark.parametrize(
    ("text", "language", "minor"),
    [
        ("1.200", "de", 120_000),
        ("1,200", "en", 120_000),
        ("1200,5", "de", 120_050),
        ("1200.50", "de", 120_050),
        ("1 200.50 €", "de", 120_050),
        ("1'200.50", "de", 120_050),
        ("1.234.567", "it", 123_456_700),
        ("1,234,567.89", "en", 123_456_789),
        (" 7 EUR", "it", 700),
        ("0,01", "de", 1),
        ("-3", "de", -300),
        ("−3", "de", -300),
    ],
)
def test_it_is_read_as_people_write_it(text, language, minor):
    assert parse_money(text, "EUR", language) == Money(minor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "ten",
        "1,2,3",
        "1.2345",
        "12,345,6",
        "1e5",
        "NaN",
        "inf",
        "--1",
        "٣",
        "1_000",
        "9" * 30,
        "1.000,00.5",
        "1.2.3",
    ],
)
@pytest.mark.parametrize("language", ["de", "en", "it"])
def test_what_is_no_amount_is_refused(text, language):
    with pytest.raises(ValueError):  # noqa: PT011  the form says it in its own words
        parse_money(text, "EUR", language)


@pytest.mark.parametrize(("text", "language"), [("1,200", "de"), ("1,200", "it"), ("1.200", "en")])
def test_what_could_be_meant_in_two_ways_is_refused(text, language):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_money(text, "EUR", language)


def test_a_currency_without_decimals_has_none():
    assert parse_money("1200", "JPY", "en") == Money(1200, "JPY")
    with pytest.raises(ValueError):  # noqa: PT011
        parse_money("12.5", "JPY", "en")


@given(st.text(max_size=30), LANGUAGES)
def test_any_text_is_read_or_refused_and_nothing_else(text, language):
    try:
        amount = parse_money(text, "EUR", language)
    except ValueError:
        return
    assert type(amount.minor) is int


@given(CENTS, CENTS, st.integers(-1000, 1000))
def test_it_counts_exactly(a, b, times):
    one, other = Money(a), Money(b)

    assert (one + other - other, -(-one), one * times) == (one, one, Money(a * times))
    assert one.decimal == Decimal(a) / 100
    assert (one < other) == (a < b)


@pytest.mark.parametrize("wrong", [1.0, "1", Decimal(1), True, None])
def test_an_amount_is_a_whole_number_and_nothing_else(wrong):
    with pytest.raises(TypeError):
        Money(wrong)


def test_it_is_not_multiplied_by_a_float():
    with pytest.raises(TypeError):
        Money(100) * 1.1  # type: ignore[operator]


@pytest.mark.parametrize("mix", [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b])
def test_currencies_are_not_mixed(mix):
    with pytest.raises(ValueError, match="EUR and CHF can't be mixed"):
        mix(Money(1, "EUR"), Money(1, "CHF"))
