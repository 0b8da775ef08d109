"""A campaign: people support a demand, shown or only counted; enough of them force an answer, and lateness is said in public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.consent.commands.leaving import erase_person
from allmende.commons.reminders.definitions import deadline_of
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.commands import set_age_band
from allmende.identity.accounts.models import AgeBand
from allmende.rooms.calls.commands import answer_campaign, set_campaign, support, take_back_support
from allmende.rooms.calls.commands.campaigns import say_what_is_overdue
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.models import Call, Campaign, Forces, Support
from allmende.rooms.calls.queries.campaigns import supporters_page
from allmende.rooms.calls.testing import make_call, make_campaign, make_draft

pytestmark = pytest.mark.django_db
ANSWER = "We open the hall on Sundays from May on, for a year to begin with."


@pytest.fixture(autouse=True)
def now(at_noon: None) -> None:
    """Everything happens at noon."""


@pytest.fixture
def call(cast: Cast) -> Call:
    """Ada's campaign in the team for the whole community: two supporters force an answer of the board within 28 days."""
    return make_campaign(cast.ada, cast.team, layer=Layer.COMMUNITY)


def names() -> list[str]:
    return [
        name
        for name in Entry.objects.order_by("id").values_list("name", flat=True)
        if "Campaign" in name or "Support" in name
    ]


def test_enough_supporters_set_the_day_by_which_an_answer_is_owed(cast: Cast, call: Call) -> None:
    support(cast.ben, call, is_public=True)
    assert Campaign.objects.get().reached is None
    support(cast.finn, call)

    campaign = Campaign.objects.get()
    assert (campaign.supporter_count, campaign.reached, campaign.due) == (2, NOON, NOON + timedelta(days=28))
    assert names() == ["CampaignSet", "SupportGiven", "CampaignReached", "SupportGiven"]


def test_support_given_twice_counts_once_and_how_it_is_shown_can_change(cast: Cast, call: Call) -> None:
    for is_public in (True, True, False):
        support(cast.ben, call, is_public=is_public)

    assert Campaign.objects.get().supporter_count == 1
    assert not Support.objects.get().is_public


def test_of_whoever_is_only_counted_neither_page_nor_journal_says_a_name(
    cast: Cast, call: Call, signed_in: Callable[..., Client]
) -> None:
    support(cast.ben, call, is_public=True)
    support(cast.finn, call)

    page = supporters_page(call)
    assert [one.name for one in page.people] == [cast.ben.name]
    assert page.unnamed == 1
    assert {entry.actor for entry in Entry.objects.filter(name="SupportGiven")} == {
        cast.ben.id,
        Entry.objects.get(name="CampaignReached").actor,
    }
    shown = signed_in(cast.eli).get(f"/calls/{call.slug}/support/").content.decode()
    assert cast.ben.name in shown
    assert cast.finn.name not in shown


def test_the_young_are_counted_and_never_named(cast: Cast, call: Call) -> None:
    set_age_band(cast.finn, AgeBand.UNDER_18)

    assert not support(cast.finn, call, is_public=True).is_public


def test_support_taken_back_counts_no_more_but_what_was_reached_stays(cast: Cast, call: Call) -> None:
    support(cast.ben, call, is_public=True)
    support(cast.finn, call)
    for _ in range(2):
        take_back_support(cast.finn, call)

    campaign = Campaign.objects.get()
    assert (campaign.supporter_count, campaign.reached) == (1, NOON)
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


def test_nobody_supports_before_or_after_its_time(cast: Cast, call: Call) -> None:
    for away in (-timedelta(seconds=1), timedelta(weeks=4)):
        with clock.frozen(NOON + away), pytest.raises(Refused) as refused:
            support(cast.ben, Call.objects.get(id=call.id))
        assert refused.value.status == 410


def test_those_who_owe_the_answer_are_reminded_and_lateness_is_told_to_everyone_once(cast: Cast, call: Call) -> None:
    support(cast.ben, call)
    support(cast.finn, call)
    deadline = deadline_of("calls.answer_due")
    assert deadline is not None
    [owed] = deadline.open_now(call.id)
    assert owed.ends == NOON + timedelta(days=28)
    assert cast.ada.id in set(deadline.whom(call.id, None))
    assert list(deadline.whom(call.id, [cast.ben.id])) == []

    assert say_what_is_overdue() == 0
    with clock.frozen(NOON + timedelta(days=28)):
        assert [say_what_is_overdue() for _ in range(2)] == [1, 0]
        assert names()[-1] == "CampaignOverdue"
        answer_campaign(cast.ada, call, ANSWER)
    assert list(deadline.whom(call.id, None)) == []
    assert Entry.objects.get(name="CampaignAnswered").payload == {"is_late": True}


def test_an_answer_stands(cast: Cast, call: Call) -> None:
    answer_campaign(cast.ada, call, ANSWER)
    with pytest.raises(Refused) as refused:
        answer_campaign(cast.ada, call, ANSWER)

    assert refused.value.status == 409


def test_where_a_vote_is_forced_the_answer_names_it(cast: Cast) -> None:
    call = make_campaign(cast.ada, cast.team, forces=Forces.VOTE)
    for vote in (None, call, make_call(cast.ada, cast.team, vote=False, budget=None, title="No vote here")):
        with pytest.raises(Refused) as refused:
            answer_campaign(cast.ada, call, ANSWER, vote=vote)
        assert "vote" in refused.value.errors
    vote = make_call(cast.ada, cast.team, title="Sundays, yes or no")
    answer_campaign(cast.ada, call, ANSWER, vote=vote)

    assert Campaign.objects.get(call=call).vote == vote


def test_what_was_supported_stands(cast: Cast, call: Call) -> None:
    with pytest.raises(Refused) as refused:
        set_campaign(cast.ada, call, addressee="the council", threshold=2000)

    assert refused.value.status == 409


@pytest.mark.parametrize(
    "facts",
    [
        {"addressee": ""},
        {"addressee": "x" * 121},
        {"threshold": 1},
        {"threshold": 10**9},
        {"days": 0},
        {"days": 1000},
        {"forces": "war"},
    ],
)
def test_what_is_no_campaign_is_refused_by_its_field(cast: Cast, facts: dict[str, Any]) -> None:
    draft = make_draft(cast.ada, cast.team, vote=False, budget=None)
    with pytest.raises(Refused) as refused:
        set_campaign(cast.ada, draft, **{"addressee": "the board", "threshold": 10, **facts})

    assert list(refused.value.errors) == list(facts)


def test_whoever_is_erased_is_counted_no_more(cast: Cast, call: Call) -> None:
    support(cast.ben, call, is_public=True)
    erase_person(cast.ben.id)

    assert Campaign.objects.get().supporter_count == Support.objects.count()
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


def test_the_whole_way_on_pages(cast: Cast, signed_in: Callable[..., Client]) -> None:
    draft = make_draft(cast.ada, cast.team, vote=False, budget=None, title="Open the hall on Sundays")
    ada, url = signed_in(cast.ada), f"/calls/{draft.slug}/"
    assert (
        ada.post(
            f"{url}campaign/", {"addressee": "the board", "threshold": "x", "forces": "answer", "days": "9"}
        ).status_code
        == 422
    )
    sent = {"addressee": "the board", "threshold": "2", "forces": "answer", "days": "9"}
    assert ada.post(f"{url}campaign/", sent).status_code == 302

    call = make_campaign(cast.ada, cast.team, layer=Layer.COMMUNITY)
    url = f"/calls/{call.slug}/"
    ben = signed_in(cast.ben)
    assert "Do you support it?" in ben.get(url).content.decode()
    assert ben.post(f"{url}support/", {"shown": "1"}).status_code == 302
    assert "You support it" in ben.get(f"{url}support/").content.decode()
    assert ben.post(f"{url}support/removal/").status_code == 302
    kit = ben.get(f"{url}share/").content.decode()
    assert f"/calls/{call.slug}/</p>" in kit
    assert "<svg" in kit
    assert ada.post(f"{url}answer/", {"text": "no"}).status_code == 422
    assert ada.post(f"{url}answer/", {"text": ANSWER}).status_code == 302
    assert ANSWER in signed_in(cast.finn).get(f"{url}support/").content.decode()
