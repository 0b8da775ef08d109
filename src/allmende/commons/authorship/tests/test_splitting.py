"""Shares are divided to the last cent."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.authorship.splitting import WHOLE, Share, apportion, split, with_newcomer

weights = st.lists(st.integers(0, WHOLE), min_size=1, max_size=20).filter(any)


@given(st.integers(-(10**12), 10**12), weights)
def test_parts_add_up_to_the_whole_and_none_is_off_by_one(whole, given_weights):
    parts = apportion(whole, given_weights)

    exact = [whole * weight / sum(given_weights) for weight in given_weights]
    assert sum(parts) == whole
    assert all(
        abs(part * sum(given_weights) - whole * weight) < sum(given_weights)
        for part, weight in zip(parts, given_weights, strict=True)
    ), exact


@given(st.integers(0, 10**9), weights)
def test_who_has_more_of_the_shares_never_gets_less(whole, given_weights):
    parts = apportion(whole, given_weights)

    by_weight = sorted(zip(given_weights, parts, strict=True))
    assert all(less[1] <= more[1] for less, more in zip(by_weight, by_weight[1:], strict=False) if less[0] < more[0])


@given(st.integers(0, 10**12), weights)
def test_an_amount_is_split_exactly(amount, given_weights):
    shares = [Share(uuid4(), part, True) for part in apportion(WHOLE, given_weights)]

    assert sum(split(amount, shares).values()) == amount


def test_of_equal_remainders_the_first_gets_the_cent():
    shares = [Share(uuid4(), part, True) for part in (3334, 3333, 3333)]

    assert list(split(100, shares).values()) == [34, 33, 33]


def test_shares_that_are_no_whole_are_refused():
    with pytest.raises(ValueError, match="hundred per cent"):
        split(100, [Share(uuid4(), 9_999, True)])


@given(weights)
def test_a_newcomer_gets_an_equal_part_and_the_others_keep_their_proportions(given_weights):
    before = apportion(WHOLE, given_weights)
    after = with_newcomer(before)

    assert sum(after) == WHOLE
    assert abs(after[-1] - WHOLE / len(after)) < 1
    assert all(abs(new - old * len(before) / len(after)) < 1 for new, old in zip(after, before, strict=False))
