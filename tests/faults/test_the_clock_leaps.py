"""F6: the clock leaps by an hour or by forty days and is set right again, summer time begins and ends."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings

from allmende.commons.files.links import address
from allmende.commons.files.testing import make_picture
from allmende.commons.tokens.testing import give_token
from allmende.foundation import clock
from allmende.foundation.backups import door
from allmende.foundation.journal.models import Entry
from allmende.foundation.tasks import leaps
from allmende.foundation.tasks.models import Job
from allmende.foundation.tasks.worker import take_turn
from allmende.foundation.verdicts import Refused
from allmende.people.nominations.models import Invitation, State
from allmende.people.nominations.rules import is_valid
from allmende.people.nominations.testing import make_nomination
from allmende.rooms.calls.commands import cast_ballot
from allmende.rooms.calls.models import Call, CallState
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution
from tests.faults.holding import invariants_hold

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LEAPS = (timedelta(hours=1), timedelta(hours=-1), timedelta(days=40))
SUMMER, WINTER = datetime(2026, 3, 29, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before Berlin's clocks go forward, and back."""
STEP, CLOSES, END = timedelta(minutes=6), timedelta(minutes=63), timedelta(minutes=84)


def test_no_vote_closes_early_and_each_thing_happens_once(cast, few, monkeypatch, tell):
    held = 0
    for seed in few:
        chance, begin = random.Random(seed), chance_of_season(seed)
        leap, at = chance.choice(LEAPS), STEP * chance.randint(2, 7)
        wrong = (at, at + 2 * STEP)  # less than a time server takes to set it right
        with clock.frozen(begin + CLOSES - 3 * WEEK):
            call = make_call(cast.ada, cast.team, title=f"Season {seed}")
            key = make_contribution(cast.ben, call).ballot_key
        held += _lived_through(call, key, cast.ben, begin, wrong, leap, monkeypatch)
        call = Call.objects.get(id=call.id)
        assert call.state == CallState.COUNTED
        assert begin + CLOSES <= call.box.sealed < begin + END + STEP, f"seed {seed}, {leap}"
        assert call.box.turnout == 1
        assert Entry.objects.filter(thing=call.id, name="VoteCounted").count() == 1
        phases = list(Entry.objects.filter(thing=call.id, name="PhaseBegan").values_list("payload__phase", flat=True))
        assert len(phases) == len(set(phases))
        invariants_hold()
    tell(
        f"F6: {len(few)} seeds, {held} turns of the worker in a clock that stood wrong; no vote early, each closing once"
    )


def chance_of_season(seed):
    """Half of the years are spring."""
    return SUMMER if seed % 2 else WINTER


def _lived_through(call, key, voter, begin, wrong, leap, monkeypatch):
    """Let the worker have its turns while the clock leaps and comes back; returns how often it stood wrong."""
    since = timedelta()
    monkeypatch.setattr(leaps, "_since_start", lambda: since.total_seconds())  # noqa: PLW0108 - it goes on
    with clock.frozen(begin):
        steadiness = leaps.Steadiness()
        cast_ballot(voter, call, [key])
    count = 0
    while since < END + STEP:
        stands_wrong = wrong[0] <= since < wrong[1]
        with clock.frozen(begin + since + (leap if stands_wrong else timedelta())):
            take_turn(steadiness, rounds=True)
            if stands_wrong and leap > CLOSES:
                with pytest.raises(Refused) as refused:
                    cast_ballot(voter, call, [key])
                assert (refused.value.status, "The vote ended on" in str(refused.value.reason)) == (410, True)
        count += stands_wrong
        since += STEP
    return count


def test_a_clock_that_goes_on_evenly_is_believed_in_the_end(monkeypatch):
    since = 0.0
    monkeypatch.setattr(leaps, "_since_start", lambda: since)
    with clock.frozen(SUMMER):
        steadiness = leaps.Steadiness()
    for minutes, expected in ((1, True), (2, False), (10, False), (18, True), (19, True)):
        since = minutes * 60.0
        with clock.frozen(SUMMER + timedelta(minutes=minutes, days=40 if minutes > 1 else 0)):
            assert steadiness.is_steady() == expected, minutes


def test_a_day_has_one_backup_also_when_its_clocks_are_changed(monkeypatch):
    with override_settings(CONFIG=replace(settings.CONFIG, backup_at="02:30"), TIME_ZONE="Europe/Berlin"):
        for change in (SUMMER, WINTER):
            for half_hour in range(-24, 48):
                monkeypatch.setattr(door, "_asked", "")  # another worker
                with clock.frozen(change + timedelta(minutes=30 * half_hour)):
                    door.back_up_when_due()

    days = sorted(Job.objects.filter(unique_key__startswith="backup@").values_list("unique_key", flat=True))
    assert days == [f"backup@2026-{day}" for day in ("03-28", "03-29", "10-24", "10-25")]


def test_what_is_signed_for_a_time_is_refused_with_its_reason_and_good_again_when_the_clock_is(cast):
    token = give_token(cast.ada)
    picture = make_picture(cast.ada, cast.team.thing_ptr)
    url = address(picture.id, "full.jpg", signed=True)
    make_nomination(cast.ada, cast.community, State.ADMITTED)
    invitation = Invitation.objects.get()

    def tried():
        client = Client(SERVER_NAME="localhost")
        said = client.get("/api/v1/profile", HTTP_AUTHORIZATION=f"Bearer {token}", HTTP_ACCEPT_LANGUAGE="en")
        shown = Client(SERVER_NAME="127.0.0.1").get(url[url.index("/m/") :])
        return said, shown, is_valid(invitation)

    for leap in (timedelta(hours=-1), timedelta(0), timedelta(days=40), timedelta(0)):
        with clock.frozen(clock.now() + leap):
            said, shown, verdict = tried()
        late = leap.days > 0
        assert (said.status_code, shown.status_code, bool(verdict)) == ((401, 404, False) if late else (200, 200, True))
        if late:
            assert "is wrong, over, or taken back" in said.json()["detail"]
            assert (verdict.status, "has expired" in str(verdict.reason)) == (410, True)
