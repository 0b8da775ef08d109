"""Who owns what, in plain words: three sentences at most, whatever the terms; and what can't be together is refused."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.agreements.commands import set_terms
from allmende.commons.agreements.models import OPEN, Licence
from allmende.commons.agreements.words import Step, TermsText, who_owns
from allmende.commons.spaces.testing import make_cast, make_note
from allmende.foundation.verdicts import Refused

TERMS = st.builds(
    TermsText, st.sampled_from(Licence), st.just("Orchard House"), st.integers(0, 730), st.integers(0, 1000)
)


@given(TERMS, st.sampled_from(Step), st.sampled_from(("de", "en", "it")))
def test_at_each_step_it_is_said_in_one_to_three_sentences(terms, step, language):
    with override(language):
        said = who_owns(terms, step)

    assert 1 <= len(said) <= 3
    assert all((sentence and sentence[0].isupper()) or sentence[0].isdigit() for sentence in said)
    assert not any("%(" in sentence for sentence in said)


def test_exclusive_rights_are_said_in_the_words_of_the_law():
    terms = TermsText(Licence.TRANSFER, "Orchard House", 0, 25)

    with override("de"):
        assert who_owns(terms, Step.HAND_IN)[0] == "Das Urheberrecht bleibt bei dir."
        assert "ausschließliche Nutzungsrecht" in who_owns(terms, Step.AWARD)[1]
        assert "2,5\u00a0%" in who_owns(terms, Step.AWARD)[2].replace(" %", "\u00a0%")


def test_what_everyone_may_use_is_reserved_to_nobody():
    for licence in OPEN:
        assert len(who_owns(TermsText(licence, "Orchard", 30, 100), Step.STANDS)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (TermsText(Licence.CC0, "", 30, 0), "option_days"),
        (TermsText(Licence.BY, "", 0, 10), "royalty"),
        (TermsText(Licence.TRANSFER, " ", 0, 0), "taker"),
        (TermsText(Licence.STAYS, "Orchard", 731, 0), "option_days"),
        (TermsText(Licence.STAYS, "Orchard", 0, 1001), "royalty"),
        (TermsText(Licence.STAYS, "x" * 121, 0, 0), "taker"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_field(terms, field):
    cast = make_cast()

    with pytest.raises(Refused) as refused:
        set_terms(cast.ada, make_note(cast.team, cast.ada), terms)

    assert (refused.value.status, field in refused.value.errors) == (422, True)
