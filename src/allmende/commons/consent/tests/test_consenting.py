"""Consents beyond what is needed: none ticked beforehand, each with its history."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from allmende.commons.consent import commands
from allmende.commons.consent.models import Consent
from allmende.commons.consent.purposes import purposes
from allmende.commons.consent.queries import has_consented
from allmende.commons.consent.testing import make_guardian, make_young
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Guest

pytestmark = pytest.mark.django_db


def test_nothing_is_given_beforehand(cast):
    assert not any(has_consented(cast.ben, purpose.key) for purpose in purposes())
    assert not has_consented(Guest("en"), "face")


def test_given_withdrawn_and_given_again_with_words_and_times(cast):
    commands.give_consent(cast.ben, "face")
    assert has_consented(cast.ben, "face")
    commands.withdraw_consent(cast.ben, "face")
    assert not has_consented(cast.ben, "face")
    with override("de"):
        commands.give_consent(cast.ben, "face")

    said = list(Consent.objects.filter(actor=cast.ben).order_by("id").values_list("is_given", "language"))
    assert said == [(True, "en"), (False, "en"), (True, "de")]
    assert not has_consented(cast.ben, "mail"), "each purpose by itself"
    assert not has_consented(cast.ada, "face"), "each person for themselves"


def test_saying_the_same_twice_says_it_once(cast):
    commands.withdraw_consent(cast.ben, "face")
    commands.give_consent(cast.ben, "face")
    commands.give_consent(cast.ben, "face")
    assert Consent.objects.count() == 1
    assert recorded()[-1] == "ConsentGiven"


def test_on_the_page(cast, sign_in):
    browser = sign_in(cast.ben)
    assert "checked" not in browser.get("/privacy/consents/").content.decode()
    assert browser.post("/privacy/consents/face/").status_code == 302
    assert "You said yes" in browser.get("/privacy/consents/").content.decode()
    browser.post("/privacy/consents/face/removal/")
    assert "taken back" in browser.get("/privacy/consents/").content.decode()


def test_what_nobody_asks_for_cannot_be_given(cast, sign_in):
    assert sign_in(cast.ben).post("/privacy/consents/everything/").status_code == 404


def test_a_child_says_yes_once_the_guardian_has_agreed_to_the_like_and_takes_it_back_at_any_time(cast):
    make_young(cast.ben)
    with pytest.raises(Refused):
        commands.give_consent(cast.ben, "face")
    make_guardian(cast.ben, "outward")
    commands.give_consent(cast.ben, "face")
    with pytest.raises(Refused):
        commands.give_consent(cast.ben, "mail")
    commands.withdraw_consent(cast.ben, "face")
