"""Below 18: the community at most, messages from people they know, a look before anything goes outside, no payments."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.consent import commands
from allmende.commons.consent.models import Evidence
from allmende.commons.consent.rules import may_pay, may_work_with_minors, may_write_to, widest_layer, young
from allmende.commons.consent.testing import make_guardian, make_young
from allmende.commons.spaces.commands import decide_passage, set_gate, widen
from allmende.commons.spaces.models import Mode
from allmende.commons.spaces.rules import has_say, has_share, has_work
from allmende.commons.spaces.testing import make_member, make_note
from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import AgeBand
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Guest

pytestmark = pytest.mark.django_db
BANDS = ["", *AgeBand.values]
MINOR = {AgeBand.UNDER_16, AgeBand.UNDER_18}


def test_profiles_and_payments(cast):
    seen = {band: (widest_layer(make_young(cast.ben, band)), bool(may_pay(cast.ben))) for band in BANDS}
    inside, open_to_all = (Layer.COMMUNITY, False), (Layer.PUBLIC, True)
    assert seen == {"": open_to_all, "under_16": inside, "under_18": inside, "adult": open_to_all}
    assert not may_pay(Guest("en"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sender=st.sampled_from(BANDS), recipient=st.sampled_from(BANDS), agreed=st.booleans(), acquainted=st.booleans())
def test_who_writes_to_whom(cast, sender, recipient, agreed, acquainted):
    """Finn and Ada share the community only; Eli is their curator. Written out from the rule, for every pair of ages."""
    ada, finn = make_young(cast.ada, sender), make_young(cast.finn, recipient)
    known = list(young._acquaintance)
    young._acquaintance[:] = [lambda _one, _other: acquainted]
    try:
        with transaction.atomic():
            for one in {ada, finn} if agreed else ():
                if one.account.age_band == AgeBand.UNDER_16:
                    make_guardian(one, "messages", address=f"mum-of-{one.handle}@example.net")
            protected = bool({sender, recipient} & MINOR)
            consent = agreed or AgeBand.UNDER_16 not in {sender, recipient}
            assert bool(may_write_to(ada, finn)) == (not protected or (acquainted and consent))
            assert may_write_to(cast.eli, finn)
            assert may_write_to(ada, cast.eli)
            assert may_write_to(system(), finn)
            assert not may_write_to(Guest("en"), finn)
            transaction.set_rollback(True)
    finally:
        young._acquaintance[:] = known


def test_a_shared_team_is_knowing_each_other_a_shared_community_is_not(cast):
    make_young(cast.ben, AgeBand.UNDER_18)
    assert may_write_to(cast.ada, cast.ben)
    assert not may_write_to(cast.finn, cast.ben)
    assert not may_write_to(cast.dora, cast.ben)
    make_member(cast.team, cast.finn)
    assert may_write_to(cast.finn, cast.ben)


def test_below_sixteen_nothing_is_contributed_said_or_voted_before_the_guardian_agreed(cast):
    make_young(cast.ben)
    note = make_note(cast.team, cast.ada)
    assert not any(right(cast.ben, cast.team) for right in (has_say, has_work, has_share))
    with pytest.raises(Refused, match="guardian"):
        comment(cast.ben, note, "Frogs?")
    make_guardian(cast.ben, "take_part")
    assert has_say(cast.ben, cast.team)
    assert has_work(cast.ben, cast.team)
    assert not has_share(cast.ben, cast.team)
    assert comment(cast.ben, note, "Frogs?")


@pytest.mark.parametrize("band", BANDS)
def test_a_free_gate_is_a_reviewed_one_for_the_young(cast, band):
    make_young(cast.ben, band)
    if band == AgeBand.UNDER_16:
        make_guardian(cast.ben, "take_part", "outward")
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    note = make_note(cast.community, cast.ben, Layer.COMMUNITY)
    assert note.layer == Layer.COMMUNITY, "inside nothing is held up"

    passage = widen(cast.ben, note, cast.community, Layer.PUBLIC)
    assert Thing.objects.get(id=note.id).layer == (Layer.COMMUNITY if band in MINOR else Layer.PUBLIC)
    if band in MINOR:
        decide_passage(cast.eli, passage, passes=True)
        assert Thing.objects.get(id=note.id).layer == Layer.PUBLIC


def test_what_a_child_publishes_outward_waits_inside_until_guardian_and_curator_agree(cast):
    make_young(cast.ben)
    note = make_note(cast.community, cast.ben, Layer.PUBLIC)
    passage = note.passages.get(state="waiting")

    assert note.layer == Layer.COMMUNITY
    with pytest.raises(Refused, match="guardian"):
        decide_passage(cast.eli, passage, passes=True)
    make_guardian(cast.ben, "outward")
    decide_passage(cast.eli, passage, passes=True)
    assert Thing.objects.get(id=note.id).layer == Layer.PUBLIC


def test_a_curator_can_decline_it_without_waiting_for_the_guardian(cast):
    make_young(cast.ben)
    note = make_note(cast.community, cast.ben, Layer.PUBLIC)
    decide_passage(cast.eli, note.passages.get(state="waiting"), passes=False, reason="Later.")


def test_commenting_on_what_everyone_sees_is_speaking_outside(cast):
    make_young(cast.ben)
    make_guardian(cast.ben, "take_part")
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        set_gate(cast.eli, cast.community, layer, Mode.FREE)
    note = make_note(cast.community, cast.ada, Layer.PUBLIC)
    with pytest.raises(Refused, match="outside"):
        comment(cast.ben, note, "Hello world")


def test_where_a_community_asks_for_it_adults_need_a_vetting_note_that_is_good(cast):
    assert may_work_with_minors(cast.ada, cast.team)
    commands.change_protection(cast.eli, cast.team, asks_birth_date=False, requires_vetting=True)
    assert not may_work_with_minors(cast.ada, cast.team)
    today = clock.now().date()
    commands.note_vetting(cast.eli, cast.ada, cast.team, Evidence.CERTIFICATE, today + timedelta(days=10))

    assert may_work_with_minors(cast.ada, cast.community)
    assert not may_work_with_minors(cast.finn, cast.community)
    with clock.travel(days=11):
        assert not may_work_with_minors(cast.ada, cast.community)
    commands.end_vetting(cast.eli, cast.ada, cast.community)
    assert not may_work_with_minors(cast.ada, cast.community)
    assert may_work_with_minors(make_young(cast.ben), cast.community), "the young themselves are not vetted"


@pytest.mark.parametrize(("who", "whom"), [("ada", "ben"), ("eli", "eli"), ("cleo", "ben"), ("eli", "dora")])
def test_nobody_else_notes_a_vetting(cast, who, whom):
    with pytest.raises(Refused):
        commands.note_vetting(
            getattr(cast, who), getattr(cast, whom), cast.community, Evidence.PLEDGE, clock.now().date()
        )


@pytest.mark.parametrize("days", [-1, 3000])
def test_a_vetting_in_the_past_or_for_ever_is_refused(cast, days):
    with pytest.raises(Refused) as refused:
        commands.note_vetting(
            cast.eli, cast.ada, cast.community, Evidence.PLEDGE, clock.now().date() + timedelta(days=days)
        )
    assert refused.value.status == 422


def test_curators_see_the_young_and_the_notes_and_nobody_else_does(cast, sign_in):
    make_young(cast.ben)
    commands.note_vetting(cast.eli, cast.ada, cast.community, Evidence.REFERENCES, clock.now().date())
    page = sign_in(cast.eli).get("/spaces/meadow/protection/").content.decode()
    assert "no guardian asked yet" in page
    assert "references" in page
    assert "references" in sign_in(cast.ada).get("/privacy/age/").content.decode()
    assert sign_in(cast.ada).get("/spaces/meadow/protection/").status_code == 403


@pytest.mark.parametrize("items", [1, 3])
def test_the_curators_page_takes_the_same_statements_for_one_as_for_three(
    cast, items, sign_in, django_assert_num_queries
):
    for person in (cast.ada, cast.ben, cast.finn)[:items]:
        make_young(person)
        commands.ask_guardian(person, "Mum", f"mum-of-{person.handle}@example.net")
    browser = sign_in(cast.eli)
    browser.get("/spaces/meadow/protection/")
    with django_assert_num_queries(12):
        browser.get("/spaces/meadow/protection/")
