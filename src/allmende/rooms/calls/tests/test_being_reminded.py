"""Before a vote or the time to contribute ends: whoever has not done their part is reminded, once, and follows what is moved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from allmende.commons.reminders.commands import look_ahead
from allmende.commons.reminders.invariants import INVARIANTS
from allmende.commons.reminders.models import Reminder
from allmende.commons.spaces.commands import archive_space
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.observers.notices.models import Delivery, Notice
from allmende.rooms.calls.commands import cast_ballot, draft_contribution, set_phases
from allmende.rooms.calls.testing import make_call, make_contribution, usual_phases

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENDS = NOON + 21 * DAY


@pytest.fixture
def call(cast):
    """A call with two contributions, whose vote ends three weeks after noon."""
    with clock.frozen(NOON):
        call = make_call(cast.ada, cast.team)
        for title in ("A pond", "A bench"):
            make_contribution(cast.ben, call, title=title)
    return call


def keys_of(call):
    return list(call.contributions.order_by("number").values_list("ballot_key", flat=True))


def reminded(kind="calls.vote_ends"):
    return set(Notice.objects.filter(reason=kind).values_list("actor__name", flat=True))


def look(at):
    """Let the worker work at a moment; return how many ends people were reminded of."""
    with clock.frozen(at):
        given = look_ahead()
        pull_all()
    return given


def test_whoever_has_not_voted_is_reminded_once_a_day_and_a_half_before(cast, call):
    with clock.frozen(ENDS - 6 * DAY):
        cast_ballot(cast.ben, call, [keys_of(call)[0]])

    assert look(ENDS - 2 * DAY) == 0
    assert look(ENDS - DAY) == 1
    assert look(ENDS - DAY / 2) == 0

    assert "Ada Berg" in reminded()
    assert "Ben Roth" not in reminded()
    assert Entry.objects.filter(name="EndCameNear").count() == 1
    assert not [line for invariant in INVARIANTS for line in invariant.broken()]


def test_a_worker_that_was_down_reminds_late_and_after_the_end_says_that_it_did_not(cast, call):
    look(ENDS - 6 * DAY)

    assert look(ENDS - timedelta(minutes=5)) == 1

    Reminder.objects.update(state="waiting", given=None)
    assert look(ENDS + DAY) == 0
    assert list(Reminder.objects.values_list("state", "why")) == [("dropped", "past")]


def test_a_vote_that_is_moved_moves_its_reminder(cast, call):
    look(ENDS - DAY)
    with clock.frozen(ENDS - DAY):
        later = [p if p.kind != "vote" else type(p)(p.kind, p.opens, ENDS + 5 * DAY) for p in usual_phases(NOON)[:3]]
        set_phases(cast.ada, call, later)

    assert look(ENDS) == 0
    assert look(ENDS + 4 * DAY) == 1


def test_a_vote_that_is_moved_by_an_hour_reminds_nobody_twice(cast, call):
    look(ENDS - DAY)
    with clock.frozen(ENDS - DAY):
        later = [
            p if p.kind != "vote" else type(p)(p.kind, p.opens, ENDS + timedelta(hours=1))
            for p in usual_phases(NOON)[:3]
        ]
        set_phases(cast.ada, call, later)

    assert look(ENDS - DAY / 2) == 0
    assert Reminder.objects.get().ends == ENDS + timedelta(hours=1)


def test_what_rests_with_its_space_reminds_nobody_and_says_so(cast, call):
    look(ENDS - 6 * DAY)
    with clock.frozen(ENDS - 5 * DAY):
        archive_space(cast.eli, cast.team)

    assert look(ENDS - DAY) == 0
    assert list(Reminder.objects.values_list("state", "why")) == [("dropped", "closed")]


def test_the_mail_says_until_when_and_that_a_secret_vote_is_not_cast_by_mail(cast, call, settings):
    settings.CONFIG = replace(settings.CONFIG, mail_replies="reply+{token}@allmende.example")
    look(ENDS - DAY)
    mail.outbox.clear()

    with clock.frozen(ENDS - DAY + timedelta(minutes=5)):
        run_due()

    (letter,) = [one for one in mail.outbox if one.to == [cast.ada.account.email] and "ends soon" in one.subject]
    assert "ends soon, and you have not voted yet" in letter.body
    assert "until Monday" in letter.body
    assert "This vote is secret, and a mail is not" in letter.body


def test_whoever_votes_before_the_mail_goes_out_gets_none_and_reads_why(cast, call):
    look(ENDS - DAY)
    with clock.frozen(ENDS - DAY + timedelta(seconds=10)):
        cast_ballot(cast.ada, call, [keys_of(call)[0]])
    mail.outbox.clear()

    with clock.frozen(ENDS - DAY + timedelta(minutes=5)):
        run_due()

    assert [one for one in mail.outbox if one.to == [cast.ada.account.email] and "ends soon" in one.subject] == []
    fates = Delivery.objects.filter(actor=cast.ada, channel="mail", notice__reason="calls.vote_ends")
    assert list(fates.values_list("state", "why")) == [("dropped", "done")]


def test_a_draft_is_remembered_before_the_time_to_contribute_ends(cast, call):
    with clock.frozen(NOON + DAY):
        draft_contribution(cast.eli, call, title="Shade", text="A tree", cost=1)

    look(NOON + 6 * DAY)

    assert reminded("calls.submit_ends") == {"Eli Stein"}
