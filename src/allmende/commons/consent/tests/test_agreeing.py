"""Whoever comes in reads what a community asks, agrees, and can read it again for ever."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from allmende.commons.consent import commands
from allmende.commons.consent.models import Acceptance, Agreement
from allmende.commons.consent.queries import outstanding
from allmende.commons.spaces.commands import open_space
from allmende.commons.spaces.models import SpaceKind
from allmende.foundation.testing import at_once, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Guest

pytestmark = pytest.mark.django_db
TEXTS = ({"en": "House rules", "de": "Hausordnung"}, {"en": "Shut the door.", "de": "Mach die Tür zu."})


@pytest.fixture
def rules(cast):
    agreement = commands.begin_agreement(cast.eli, cast.community)
    commands.write_draft(cast.eli, agreement, *TEXTS)
    return commands.publish_draft(cast.eli, agreement, asks_again=False)


def again(cast, version, text, *, asks):
    commands.write_draft(cast.eli, version.agreement, version.titles, {"en": text, "de": text}, {"en": "Clearer."})
    return commands.publish_draft(cast.eli, version.agreement, asks_again=asks)


def titles(actor, space):
    return [version.title for version in outstanding(actor, space)]


def test_a_new_community_has_a_charter_a_code_of_conduct_and_a_privacy_notice_in_three_languages(cast):
    assert titles(cast.ben, cast.community) == ["Charter", "Code of conduct", "Privacy notice"]
    with override("de"):
        assert titles(cast.ben, cast.community)[0] == "Charta"
    with override("it"):
        charter = outstanding(cast.ben, cast.community)[0]
        assert (charter.title, charter.language) == ("Carta", "it")
        assert "Meadow appartiene" in charter.text


def test_what_is_accepted_is_outstanding_no_longer_and_kept_with_language_and_time(cast, rules):
    with override("de"):
        accepted = commands.accept(cast.ben, rules)

    assert (accepted.language, rules in outstanding(cast.ben, cast.community)) == ("de", False)
    assert rules in outstanding(cast.ada, cast.community)
    assert recorded()[-1] == "AgreementAccepted"


def test_saying_yes_twice_is_one_yes(cast, rules):
    assert commands.accept(cast.ben, rules) == commands.accept(cast.ben, rules)
    assert Acceptance.objects.filter(actor=cast.ben).count() == 1


def test_a_version_that_does_not_ask_again_leaves_the_yes_as_it_is(cast, rules):
    commands.accept(cast.ben, rules)
    second = again(cast, rules, "Shut the door, please.", asks=False)

    assert second not in outstanding(cast.ben, cast.community)
    assert second in outstanding(cast.ada, cast.community), "newcomers agree to what holds today"


def test_a_version_that_asks_again_asks_also_those_who_slept_through_one_in_between(cast, rules):
    commands.accept(cast.ben, rules)
    again(cast, rules, "Shut both doors.", asks=True)
    third = again(cast, rules, "Shut both doors!", asks=False)

    assert third in outstanding(cast.ben, cast.community)
    commands.accept(cast.ben, third)
    assert third not in outstanding(cast.ben, cast.community)


def test_a_replaced_version_can_be_read_by_those_who_accepted_it_but_accepted_by_nobody(cast, rules, sign_in):
    commands.accept(cast.ben, rules)
    again(cast, rules, "Leave it open.", asks=True)

    page = sign_in(cast.ben).get(f"/agreements/{rules.id}/").content.decode()
    assert "Shut the door." in page
    assert "newer version" in page
    with pytest.raises(Refused) as refused:
        commands.accept(cast.ada, rules)
    assert refused.value.status == 409


def test_it_can_be_read_again_even_after_one_has_left_and_it_has_ended(cast, rules, sign_in):
    commands.accept(cast.dora, rules)
    commands.end_agreement(cast.eli, rules.agreement)

    assert rules not in outstanding(cast.ben, cast.community)
    assert "Shut the door." in sign_in(cast.dora).get(f"/agreements/{rules.id}/").content.decode()


def test_a_space_asks_for_its_own_agreements_beside_those_of_the_community(cast, rules):
    orchard = commands.begin_agreement(cast.eli, cast.team)
    commands.write_draft(cast.eli, orchard, {"en": "Ladders"}, {"en": "Two hold the ladder."})
    commands.publish_draft(cast.eli, orchard, asks_again=True)

    assert "Ladders" in titles(cast.ben, cast.team)
    assert "House rules" in titles(cast.ben, cast.team)
    assert "Ladders" not in titles(cast.ben, cast.community)


def test_a_text_that_lacks_the_readers_language_is_read_in_the_spaces(cast, rules):
    with override("it"):
        assert (rules.title, rules.language) == ("House rules", "en")


def test_guests_read_but_cannot_agree(cast, rules, client):
    assert (
        "Shut the door." in client.get(f"/agreements/{rules.id}/", headers={"accept-language": "en"}).content.decode()
    )
    assert client.post(f"/agreements/{rules.id}/acceptance/").status_code == 403
    assert rules in outstanding(Guest("en"), cast.community)


def test_agreeing_leads_to_the_next_text_then_to_ones_age_and_then_back(cast, sign_in):
    browser = sign_in(cast.ben)
    first, second, third = outstanding(cast.ben, cast.community)

    onward = browser.post(f"/agreements/{first.id}/acceptance/", {"next": "/people/"}).url
    assert onward == f"/agreements/{second.id}/?next=%2Fpeople%2F"
    browser.post(f"/agreements/{second.id}/acceptance/")
    assert (
        browser.post(f"/agreements/{third.id}/acceptance/", {"next": "/people/"}).url
        == "/privacy/age/?next=%2Fpeople%2F"
    )
    assert browser.post("/privacy/age/", {"band": "adult", "next": "/people/"}).url == "/people/"


def test_the_way_back_never_leads_elsewhere(cast, sign_in):
    Agreement.objects.exclude(kind="charter").delete()
    charter = outstanding(cast.ben, cast.community)[0]

    answer = sign_in(cast.ben).post(f"/agreements/{charter.id}/acceptance/", {"next": "https://evil.example/"})
    assert answer.url == "/privacy/age/"
    assert sign_in(cast.ben).post("/privacy/age/", {"band": "adult", "next": "//evil.example/"}).url == "/privacy/"


@pytest.mark.django_db(transaction=True)
def test_two_yeses_at_once_are_one(cast):
    charter = outstanding(cast.ben, cast.community)[0]
    at_once(*[lambda: commands.accept(cast.ben, charter)] * 3)
    assert Acceptance.objects.filter(actor=cast.ben, version=charter).count() == 1


@pytest.mark.parametrize("items", [1, 3])
def test_the_list_takes_the_same_statements_for_one_agreement_as_for_three(cast, items, django_assert_num_queries):
    keep = list(Agreement.objects.filter(space=cast.community).values_list("id", flat=True)[:items])
    Agreement.objects.exclude(id__in=keep).delete()
    with django_assert_num_queries(2):
        assert len([version.title for version in outstanding(cast.ben, cast.community)]) == items


def test_what_waits_stands_on_the_home_page(cast, sign_in):
    assert "Read and agree: 3 texts" in sign_in(cast.ben).get("/").content.decode()


def test_a_space_that_opens_inside_brings_no_texts_of_its_own(cast):
    open_space(cast.eli, cast.community, name="Bees", purpose=SpaceKind.GROUP)
    assert Agreement.objects.count() == 3
