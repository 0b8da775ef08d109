"""A rule answers yes, or no with its reason; a refusal carries the reason to the person."""

import pytest
from django.utils.translation import gettext_lazy, override

from allmende.foundation.verdicts import ALLOWED, Denied, Refused, Remedy, allow_if, first_denial, require


def test_yes_is_true_and_no_is_false():
    assert ALLOWED
    assert not Denied("Only hosts can do this.")


def test_a_condition_becomes_a_verdict():
    assert allow_if([1], "never said") == ALLOWED
    assert allow_if([], "Nothing is there.", status=409) == Denied("Nothing is there.", None, 409)


def test_the_first_reason_counts():
    assert first_denial(ALLOWED, Denied("first"), Denied("second")) == Denied("first")
    assert first_denial(ALLOWED, ALLOWED) == ALLOWED


def test_plain_and_keeps_the_first_reason():
    assert (ALLOWED and Denied("second")) == Denied("second")
    assert (Denied("first") and ALLOWED) == Denied("first")


def test_permission_passes():
    require(ALLOWED)


def test_a_denial_becomes_a_refusal_with_all_it_says():
    remedy = Remedy("Sign in", "/accounts/login/")

    with pytest.raises(Refused) as raised:
        require(Denied("Sign in to take part.", remedy, 403))

    assert (raised.value.reason, raised.value.status, raised.value.remedy) == ("Sign in to take part.", 403, remedy)
    assert str(raised.value) == "Sign in to take part."


def test_a_refusal_names_the_fields_that_are_wrong():
    refused = Refused("Look at the title again.", 422, errors={"title": "It is empty."})

    assert (refused.status, refused.errors) == (422, {"title": "It is empty."})
    assert Refused("No.").errors == {}


def test_the_reason_is_said_in_the_language_of_whoever_reads_it():
    refused = Refused(gettext_lazy("Yes"))

    with override("de"):
        assert str(refused.reason) == "Ja"
    with override("it"):
        assert str(refused.reason) == "Sì"


def test_verdicts_can_be_compared_and_kept():
    assert len({ALLOWED, Denied("a"), Denied("a"), Denied("b")}) == 3
