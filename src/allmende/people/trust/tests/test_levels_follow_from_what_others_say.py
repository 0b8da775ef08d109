"""Levels are earned from several people on several days; they can't be farmed, and are lost only with slack."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.commons.spaces.models import Preset, Space
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.observers.notices.queries import page_of
from allmende.people.trust.commands import RungChange, lock_level, set_rungs, thank, unlock_level
from allmende.people.trust.models import LEAST, Level, Merit, Rung, Standing
from allmende.people.trust.models.rungs import ENTER, ENTER_YOUNG, keep_of, level_for
from allmende.people.trust.queries import level_of, right
from allmende.people.trust.tasks import reckon_levels
from allmende.people.trust.testing import make_givers, thank_on_days

LADDERS = [ENTER, ENTER_YOUNG]
ladders = st.sampled_from(LADDERS) | st.lists(st.integers(LEAST, 1000), min_size=3, max_size=3, unique=True).map(
    lambda steps: (0, *sorted(steps))
)


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def points_of(acts):
    """What the smaller of two numbers makes of a story of (giver, day)."""
    return min(len({giver for giver, _day in acts}), len({day for _giver, day in acts})) if acts else 0


@settings(deadline=None)
@given(acts=st.lists(st.tuples(st.integers(0, 1), st.integers(0, 400)), max_size=60), enter=ladders)
def test_two_friends_never_lift_anyone_however_busy_they_are(acts, enter):
    assert level_for(points_of(acts), Level.ARRIVED, enter) == Level.ARRIVED


@settings(deadline=None)
@given(acts=st.lists(st.tuples(st.integers(0, 500), st.just(1)), max_size=60), enter=ladders)
def test_one_day_never_lifts_anyone_however_many_take_part(acts, enter):
    assert level_for(points_of(acts), Level.ARRIVED, enter) == Level.ARRIVED


@settings(deadline=None)
@given(st.integers(0, 1200), st.integers(0, 1200), st.sampled_from(Level), st.sampled_from(Level), ladders)
def test_more_points_and_a_higher_level_before_never_mean_less(some, more, low, high, enter):
    some, more = sorted((some, more))
    low, high = sorted((low, high))

    assert level_for(some, low, enter) <= level_for(more, low, enter)
    assert level_for(some, low, enter) <= level_for(some, high, enter)


@settings(deadline=None)
@given(st.integers(0, 1200), st.sampled_from(Level), ladders)
def test_a_level_is_entered_at_its_number_and_lost_only_clearly_below(points, current, enter):
    found = level_for(points, current, enter)

    assert found >= current or points < keep_of(enter[current])
    assert found <= current or points >= enter[found]
    assert level_for(points, found, enter) == found


def test_three_people_on_three_days_make_someone_known_in_a_young_community(cast):
    givers = [cast.ben, cast.finn, cast.eli]

    thank_on_days(cast.community, cast.ada, givers[:2])
    assert level_of(cast.ada, cast.team) == Level.ARRIVED
    thank_on_days(cast.community, cast.ada, givers[2:], first=2)

    assert level_of(cast.ada, cast.team) == Level.KNOWN
    assert right(cast.ada, cast.team, "nominations") == 3
    assert "Others rely on you more than before" in " ".join(item.sentence for item in page_of(cast.ada).items)


def test_replies_and_words_on_what_one_made_count_too_but_ones_own_do_not(cast):
    note = make_note(cast.team, cast.ada)
    question = comment(cast.ben, note, "How deep?")
    comment(cast.ada, note, "Two metres.", parent=question)
    comment(cast.ada, note, "And clear.")
    run_due()

    assert set(Merit.objects.values_list("actor__name", "giver__name", "kind")) == {
        ("Ada Berg", "Ben Roth", "threads.yours"),
        ("Ben Roth", "Ada Berg", "threads.reply"),
    }


def test_the_same_day_and_person_count_once_and_reading_the_journal_again_changes_nothing(cast):
    from allmende.foundation.journal.models import Cursor

    for words in ("Thank you.", "Thank you again.", "And again."):
        thank(cast.ben, cast.community, cast.ada, words)
    run_due()
    Cursor.objects.filter(observer="trust").update(seq=0)
    run_due()

    assert Merit.objects.count() == 1
    standing = Standing.objects.get(actor=cast.ada)
    assert (standing.people, standing.days, standing.level) == (1, 1, 0)


def test_what_people_say_who_are_no_longer_here_counts_no_more(cast):
    from allmende.commons.spaces.commands import take_out

    thank_on_days(cast.community, cast.ada, [cast.ben, cast.finn, cast.eli])
    for gone in (cast.ben, cast.finn):
        take_out(cast.eli, cast.community, gone)

    reckon_levels.call()

    assert level_of(cast.ada, cast.community) == Level.ARRIVED


def test_a_level_falls_when_what_counted_is_long_ago_and_nobody_rubs_it_in(cast):
    thank_on_days(cast.community, cast.ada, [cast.ben, cast.finn, cast.eli])
    run_due()
    notices = len(page_of(cast.ada).items)

    with clock.frozen(NOON + timedelta(days=178)):
        reckon_levels.call()
        assert level_of(cast.ada, cast.community) == Level.KNOWN
    with clock.frozen(NOON + timedelta(days=185)):
        assert reckon_levels.call() == 1
        run_due()

    assert level_of(cast.ada, cast.community) == Level.ARRIVED
    assert len(page_of(cast.ada).items) == notices
    assert not Merit.objects.exists()


def test_one_new_fact_reckons_only_whom_it_touches(cast, django_assert_max_num_queries):
    thank_on_days(cast.community, cast.ada, [cast.ben, cast.finn])
    Standing.objects.create(space=cast.community, actor=cast.ben, level=2)

    thank_on_days(cast.community, cast.ada, [cast.eli], first=2)

    assert Standing.objects.get(actor=cast.ben).level == 2
    assert Standing.objects.get(actor=cast.ada).people == 3


def test_curators_of_a_young_community_count_as_carrying_until_it_is_grown(cast):
    assert level_of(cast.eli, cast.community) == Level.CARRYING
    Space.objects.filter(id=cast.community.id).update(member_count=50)

    grown = Space.objects.get(id=cast.community.id)

    assert level_of(cast.eli, grown) == Level.ARRIVED
    assert right(cast.eli, grown, "nominations") == 1


def test_a_held_level_neither_rises_nor_falls_and_its_reason_is_read(cast):
    with clock.frozen(NOON):
        lock_level(
            cast.eli, cast.community, cast.ada, Level.KNOWN, (NOON + timedelta(days=9)).date(), "You asked for it."
        )
    givers = make_givers(cast.community, 8)

    thank_on_days(cast.community, cast.ada, givers)
    assert level_of(cast.ada, cast.community) == Level.KNOWN

    unlock_level(cast.eli, cast.community, cast.ada)
    assert level_of(cast.ada, cast.community) == Level.CARRYING
    assert "LevelLocked" in recorded(cast.community.id)


def test_a_lock_ends_by_itself_after_its_day(cast):
    thank_on_days(cast.community, cast.ada, make_givers(cast.community, 3))
    lock_level(cast.eli, cast.community, cast.ada, Level.ARRIVED, NOON.date(), "For today.")

    with clock.frozen(NOON + timedelta(days=1)):
        reckon_levels.call()

    assert level_of(cast.ada, cast.community) == Level.KNOWN


@pytest.mark.parametrize(
    ("days", "reason", "refusal"), [(-1, "Why", "within a year"), (900, "Why", "within a year"), (3, " ", "Say why")]
)
def test_a_lock_needs_a_reason_and_a_day_within_a_year(cast, days, reason, refusal):
    with pytest.raises(Refused, match=refusal):
        lock_level(cast.eli, cast.community, cast.ada, Level.KNOWN, (NOON + timedelta(days=days)).date(), reason)


def test_nobody_holds_their_own_level(cast):
    with pytest.raises(Refused, match="it is about you"):
        lock_level(cast.eli, cast.community, cast.eli, Level.CARRYING, NOON.date(), "I am great.")


def rungs(*enter, nominations=2):
    return [
        RungChange(Level(n), e, e, {"nominations": nominations, "links": 1, "teams": 0}) for n, e in enumerate(enter)
    ]


def test_what_levels_ask_and_give_is_data_that_curators_set(cast):
    set_rungs(cast.eli, cast.community, rungs(0, 3, 4, 6, nominations=7))

    assert right(cast.ada, cast.community, "nominations") == 7
    assert Rung.objects.count() == 4
    with pytest.raises(Refused, match="Only curators"):
        set_rungs(cast.ada, cast.community, rungs(0, 3, 4, 6))


@pytest.mark.parametrize("enter", [(0, 2, 5, 9), (0, 5, 5, 9), (0, 9, 5, 3), (0, 3, 4, 5000)])
def test_no_community_can_let_two_people_lift_each_other_or_turn_its_levels_over(cast, enter):
    with pytest.raises(Refused, match="Each level takes more people"):
        set_rungs(cast.eli, cast.community, rungs(*enter))


def test_links_in_comments_come_with_trust_where_a_community_is_open_to_all(cast):
    Space.objects.filter(id=cast.community.id).update(preset=Preset.BRAND)
    note = make_note(cast.team, cast.ada)
    with pytest.raises(Refused, match="Links to elsewhere come with the next level"):
        comment(cast.ben, note, "Look: https://spam.example/buy")
    comment(cast.ben, note, "Look at http://localhost/spaces/orchard/ first.")

    thank_on_days(cast.community, cast.ben, make_givers(cast.community, 3))

    from allmende.identity.actors.models import Actor

    assert comment(Actor.objects.get(id=cast.ben.id), note, "Look: https://pond.example/")


def test_a_form_shows_rights_as_they_are_and_saving_it_unchanged_changes_nothing(cast):
    from django.test import Client

    from allmende.people.trust.forms import RungForm
    from allmende.people.trust.models.rungs import preset_rungs

    shown = [
        RungForm(initial=RungForm.initial_of(rung), prefix=f"l{rung.level}") for rung in preset_rungs(cast.community)
    ]
    assert [form["teams"].initial for form in shown] == [False, False, True, True]
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.eli.account)
    sent = {
        form[name].html_name: "on" if form[name].initial is True else form[name].initial
        for form in shown for name in form.fields if form[name].initial is not False
    }  # fmt: skip

    assert client.post("/trust/levels/", sent).status_code == 302
    assert [rung.rights for rung in Rung.objects.order_by("level")] == [
        rung.rights for rung in preset_rungs(cast.community)
    ]
