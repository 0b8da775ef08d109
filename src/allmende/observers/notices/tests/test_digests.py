"""Digests: once a day or week, by community, space and thing, nothing twice and nothing past."""

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_community, make_member, make_note
from allmende.commons.threads.commands import comment
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.commands.wishing import choose, take_preset, wish
from allmende.observers.notices.models import Delivery, Mail, Notice, Preset
from allmende.observers.notices.presets import Ways
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def said(cast, count=1, *, space=None, title="A pond"):
    note = make_note(space or cast.team, cast.ada, Layer.COMMUNITY if space else Layer.TEAM, title=title)
    for number in range(count):
        author = Actor.objects.get(id=(cast.ben, cast.eli)[number % 2].id)
        comment(author, note, f"Word {number}")
    return note


def test_comments_of_a_day_are_one_mail_by_space_and_thing_the_newest_first(cast, post):
    wish(cast.ada, digest_hour=18)
    said(cast, 3)
    said(cast, 1, title="A hedge")
    said(cast, 1, space=cast.community, title="A gate")

    assert post(cast.ada) == []
    (letter,) = post(cast.ada, hours=8)

    assert letter.subject == "Your day in Meadow: 5 notices"
    body = letter.body
    assert body.index("* Meadow *") < body.index("A gate") < body.index("* Orchard *")
    assert body.index("Ben Roth commented on your A hedge") < body.index("commented on your A pond")
    assert "Ben Roth and Eli Stein commented on your A pond" in body
    assert "> Word 2" in body


def test_nothing_comes_twice_and_without_news_there_is_no_digest(cast, post):
    said(cast)
    assert len(post(cast.ada, days=1)) == 1

    assert post(cast.ada, days=2) == []


def test_what_was_read_or_is_past_stands_in_none(cast, post):
    said(cast, title="Read")
    pull_all()
    mark_read(cast.ada)
    said(cast, title="Past")
    pull_all()
    Notice.objects.filter(read_at=None).update(until=clock.now())
    said(cast, title="New")

    (letter,) = post(cast.ada, days=1)

    assert "New" in letter.body
    assert "Past" not in letter.body
    assert "commented on your Read" not in letter.body
    assert sorted(Delivery.objects.filter(actor=cast.ada).values_list("why", flat=True)) == ["", "past", "read"]


def test_a_busy_space_takes_a_screen_at_most(cast, post):
    for number in range(8):
        said(cast, 2, title=f"Pond {number}")

    (letter,) = post(cast.ada, days=1)

    assert letter.body.count("commented on your") == 5
    assert "And 3 other things in Orchard." in letter.body


def test_above_stands_what_waits_and_what_was_done_stands_there_no_more(cast, post):
    with clock.frozen(clock.now() - 2.5 * WEEK):
        call = make_call(cast.eli, cast.team, title="A cooler yard")
        pond = make_contribution(cast.ben, call, title="A brook")
    said(cast)
    (letter,) = post(cast.ada, days=1)
    assert letter.body.index("Vote: A cooler yard") < letter.body.index("commented on your")

    cast_ballot(Actor.objects.get(id=cast.ada.id), call, [pond.ballot_key])
    said(cast, title="A hedge")
    assert "Vote: A cooler yard" not in post(cast.ada, days=1)[0].body


def test_each_community_writes_its_own(cast, post):
    other = make_community(cast.eli, "Brook")
    make_member(other, cast.ada)
    make_member(other, cast.ben)
    said(cast)
    said(cast, space=other, title="A bridge")

    letters = post(cast.ada, days=1)

    assert sorted(letter.subject for letter in letters) == [
        "Your day in Brook: 1 notice",
        "Your day in Meadow: 1 notice",
    ]
    assert not [letter for letter in letters if "pond" in letter.body and "bridge" in letter.body]


def test_it_comes_on_the_day_and_at_the_hour_that_was_chosen_by_the_persons_clock(cast, post):
    take_preset(cast.ada, Preset.QUIET)
    wish(cast.ada, digest_day=2, digest_hour=20)
    said(cast)

    assert post(cast.ada, days=2, hours=7) == []  # Wednesday, 19:00 in Berlin
    assert [letter.subject for letter in post(cast.ada, days=2, hours=9)] == ["Your week in Meadow: 1 notice"]


def test_what_waits_for_a_digest_follows_when_another_rhythm_is_chosen(cast, post):
    said(cast)
    pull_all()
    choose(cast.ada, {"own": Ways(mail=Mail.WEEKLY)})

    assert post(cast.ada, days=1) == []
    assert len(post(cast.ada, days=7)) == 1


def test_one_thing_more_costs_no_further_statement(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from allmende.foundation.tasks.worker import run_due

    run_due(rounds=True)  # what a house does once is done
    counts = []
    for number in (1, 3):
        for each in range(number):
            said(cast, 2, space=(cast.team, cast.community)[each % 2], title=f"Pond {each}")
        pull_all()
        with clock.travel(days=1), CaptureQueriesContext(connection) as asked:
            run_due(rounds=True)
        counts.append(len(asked))
        mark_read(cast.ada)

    assert counts[0] == counts[1]
