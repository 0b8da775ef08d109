"""Who is here today, and who has ten minutes: said freely, seen by those concerned, gone by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from allmende.commons.spaces.waiting import told
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.hubs.commands import (
    ask,
    clear_away,
    close_question,
    end_presence,
    offer_help,
    say_presence,
)
from allmende.rooms.hubs.models import Presence, Question
from allmende.rooms.hubs.queries import home_section, hub_of, hubs_page, people_today, questions_for, waiting

pytestmark = pytest.mark.django_db


def names(reader, mill) -> tuple[list[str], list[str]]:
    here, elsewhere = people_today(reader, hub_of(mill))
    return [one.name for one in here], [one.name for one in elsewhere]


def test_members_see_who_is_here_and_who_is_elsewhere_and_others_do_not(cast, mill):
    say_presence(cast.ada, mill, is_here=True, what="The pond model")
    say_presence(cast.ben, mill, is_here=False)

    assert names(cast.eli, mill) == (["Ada Berg"], ["Ben Roth"])
    for who in (cast.finn, cast.dora, cast.cleo):
        assert names(who, mill) == ([], [])
    assert [card.here for card in hubs_page(cast.ben, cast.community)[0]] == [1]
    assert [card.here for card in hubs_page(cast.finn, cast.community)[0]] == [None]


def test_the_next_day_it_is_gone_by_itself_and_nothing_of_it_is_kept(cast, mill):
    before = Entry.objects.count()
    say_presence(cast.ada, mill, is_here=True)

    with clock.frozen(datetime(2026, 3, 2, 22, 59, tzinfo=UTC)):
        assert names(cast.ben, mill)[0] == ["Ada Berg"]
    with clock.frozen(datetime(2026, 3, 2, 23, 1, tzinfo=UTC)):  # midnight in Berlin
        assert names(cast.ben, mill)[0] == []
    with clock.travel(days=2):
        clear_away()
    assert not Presence.objects.exists()
    assert Entry.objects.count() == before


def test_saying_it_again_changes_it(cast, mill):
    say_presence(cast.ada, mill, is_here=True, what="One")
    say_presence(cast.ada, mill, is_here=False, what="Two")

    assert names(cast.ben, mill) == ([], ["Ada Berg"])


def test_whoever_is_stuck_is_seen_by_those_who_are_there_here_or_elsewhere(cast, mill):
    say_presence(cast.ada, mill, is_here=True)
    say_presence(cast.ben, mill, is_here=False)
    ask(cast.ada, mill, "How do I weigh a frog?")

    assert [card.text for card in questions_for(cast.ben, hub_of(mill))] == ["How do I weigh a frog?"]
    assert questions_for(cast.eli, hub_of(mill)) == [], "Eli has not said that he is there"
    assert [str(line.title) for line in told(waiting(cast.ben, cast.community))] == [
        "Ada Berg is stuck: who has ten minutes?"
    ]
    assert list(told(waiting(cast.ada, cast.community))) == []


def test_who_has_no_time_is_not_asked_on_the_home_page(cast, mill):
    say_presence(cast.ada, mill, is_here=True)
    say_presence(cast.ben, mill, is_here=True, has_time=False)
    ask(cast.ada, mill, "How do I weigh a frog?")

    assert list(told(waiting(cast.ben, cast.community))) == []


def test_the_first_to_have_ten_minutes_is_named_to_whoever_asked(cast, mill):
    for who in (cast.ada, cast.ben, cast.eli):
        say_presence(who, mill, is_here=True)
    question = ask(cast.ada, mill, "How do I weigh a frog?")

    offer_help(cast.ben, question)
    offer_help(cast.ben, question)
    with pytest.raises(Refused, match="Someone else was faster"):
        offer_help(cast.eli, question)

    assert [str(line.title) for line in told(waiting(cast.ada, cast.community))] == ["Ben Roth has ten minutes for you"]
    assert list(told(waiting(cast.eli, cast.community))) == []


def test_after_two_hours_nothing_is_left_of_it(cast, mill):
    before = Entry.objects.count()
    say_presence(cast.ada, mill, is_here=True)
    question = ask(cast.ada, mill, "How do I weigh a frog?")

    with clock.frozen(NOON + timedelta(hours=2)):
        assert questions_for(cast.ada, hub_of(mill)) == []
        say_presence(cast.ben, mill, is_here=True)
        with pytest.raises(Refused) as refusal:
            offer_help(cast.ben, question)
        clear_away()
    assert refusal.value.status == 404
    assert not Question.objects.exists()
    assert Entry.objects.count() == before


def test_asking_again_takes_the_place_of_the_old_question_and_leaving_takes_it_along(cast, mill):
    say_presence(cast.ada, mill, is_here=True)
    ask(cast.ada, mill, "One?")
    ask(cast.ada, mill, "Two?")
    assert list(Question.objects.values_list("text", flat=True)) == ["Two?"]

    end_presence(cast.ada, mill)

    assert not Question.objects.exists()
    assert not Presence.objects.exists()


def test_only_whoever_asked_closes_the_question(cast, mill):
    for who in (cast.ada, cast.ben):
        say_presence(who, mill, is_here=True)
    question = ask(cast.ada, mill, "How do I weigh a frog?")
    with pytest.raises(Refused):
        close_question(cast.ben, question)
    with pytest.raises(Refused, match="your own"):
        offer_help(cast.ada, question)

    close_question(cast.ada, question)

    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "x" * 201])
def test_a_question_has_words_and_not_too_many(cast, mill, text):
    say_presence(cast.ada, mill, is_here=True)
    with pytest.raises(Refused) as refusal:
        ask(cast.ada, mill, text)

    assert refusal.value.status == 422


def test_who_is_not_there_or_does_not_belong_cannot_ask(cast, mill):
    with pytest.raises(Refused, match="First say that you are here"):
        ask(cast.ada, mill, "Hello?")
    with pytest.raises(Refused, match="Only members"):
        say_presence(cast.finn, mill, is_here=True)


def test_the_home_page_shows_only_ones_own_hubs(cast, mill):
    assert [card.title for card in home_section(cast.ben, cast.community)["cards"]] == ["Mill"]
    assert home_section(cast.finn, cast.community) == {}
    assert home_section(cast.cleo, cast.community) == {}
