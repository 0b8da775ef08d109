"""Nobody is forgotten: each contribution has an outcome, those who made it a word, and everyone who took part is thanked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import (
    EndingText,
    PhaseDates,
    PhaseKind,
    Pick,
    PrizeText,
    decide_awards,
    end_contributions,
    give_awards,
    set_phases,
    tell_outcome,
)
from allmende.rooms.calls.commands.jury import set_shortlist
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.models import Award, Call, Contribution, Ending, OutcomeWord, Prize, PrizeKind
from allmende.rooms.calls.queries.deciding import questions_of
from allmende.rooms.calls.rules import may_revise
from allmende.rooms.calls.testing import WEEK, make_call, make_contribution, make_prizes

pytestmark = pytest.mark.django_db
TEXT = "The pond is dug in May, by all of us. Thanks to everyone."


@pytest.fixture(autouse=True)
def now(at_noon: None) -> None:
    """Everything happens at noon."""


@pytest.fixture
def call(cast: Cast) -> Call:
    """A call with a prize, in which Ben and Finn have handed in; the time for it is over."""
    with clock.frozen(NOON - timedelta(weeks=2.5)):
        made = make_call(cast.ada, cast.team, layer=Layer.COMMUNITY, vote=False, budget=None)
        make_prizes(cast.ada, made)
        make_contribution(cast.ben, made, title="A pond", cost=None)
        make_contribution(cast.finn, made, title="An awning", cost=None)
    made.refresh_from_db()
    return made


def one(call: Call, title: str) -> Contribution:
    return Contribution.objects.select_related("call__audience", "call__place__root").get(call=call, title=title)


def award_the_pond(cast: Cast, call: Call) -> None:
    decide_awards(cast.ada, call, {Prize.objects.filter(call=call)[0].id: [Pick(one(call, "A pond").id)]})
    give_awards(cast.ada, call)


def test_where_there_was_something_to_win_nobody_goes_without_a_word(cast: Cast, call: Call) -> None:
    award_the_pond(cast, call)
    end_contributions(
        cast.ada, call, {one(call, "A pond").id: EndingText(Ending.AWARDED, "We dig in May. Bring your boots.")}
    )
    with pytest.raises(Refused) as refused:
        tell_outcome(cast.ada, call, TEXT)
    assert refused.value.status == 422
    assert "1 contribution" in str(refused.value.reason)

    end_contributions(cast.ada, call, {}, for_all={Ending.NOT_NOW: "It was close; here is what was missing."})
    tell_outcome(cast.ada, call, TEXT)
    assert [one(call, title).ending for title in ("A pond", "An awning")] == [Ending.AWARDED, Ending.NOT_NOW]
    answered = Entry.objects.filter(name="ContributionAnswered")
    assert {entry.payload["ending"] for entry in answered} == {"awarded", "not_now"}
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


def test_without_prizes_the_outcome_is_what_is_known_and_words_are_an_offer(cast: Cast) -> None:
    with clock.frozen(NOON - timedelta(weeks=2.5)):
        plain = make_call(cast.ada, cast.team, vote=False, budget=None)
        make_contribution(cast.ben, plain, cost=None)
    tell_outcome(cast.ada, plain, TEXT)

    assert Contribution.objects.get(call=plain).ending == Ending.NOT_NOW
    assert not Entry.objects.filter(name="ContributionAnswered").exists()
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


def test_only_those_who_made_it_and_the_hosts_read_the_word(
    cast: Cast, call: Call, signed_in: Callable[..., Client]
) -> None:
    award_the_pond(cast, call)
    end_contributions(
        cast.ada, call, {one(call, "A pond").id: EndingText(Ending.AWARDED, "Bring your boots.")}, for_all={Ending.NOT_NOW: "It was close."}
    )  # fmt: skip
    url = f"/calls/{call.slug}/contributions/{one(call, 'A pond').number}-a-pond/"
    assert "Bring your boots" not in signed_in(cast.ben).get(url).content.decode()
    tell_outcome(cast.ada, call, TEXT)

    reads = {
        who: "Bring your boots" in signed_in(getattr(cast, who)).get(url).content.decode()
        for who in ("ben", "finn", "ada")
    }
    assert reads == {"ben": True, "finn": False, "ada": True}
    assert "awarded" in signed_in(cast.finn).get(url).content.decode()


def test_hosts_write_on_one_page_with_questions_that_are_never_sent(
    cast: Cast, call: Call, signed_in: Callable[..., Client]
) -> None:
    url = f"/calls/{call.slug}/outcome/words/"
    page = signed_in(cast.ada).get(url).content.decode()
    assert "2 contributions have no word yet." in page
    assert "what was missing" in page

    pond, awning = one(call, "A pond"), one(call, "An awning")
    sent = {
        f"c{pond.number}-ending": "kept",
        f"c{pond.number}-word": "Next year.",
        f"c{awning.number}-ending": "not_now",
    }
    assert signed_in(cast.ada).post(url, sent).status_code == 302
    assert [(word.contribution_id, word.text) for word in OutcomeWord.objects.all()] == [(pond.id, "Next year.")]
    assert one(call, "A pond").ending == Ending.KEPT
    wrong = signed_in(cast.ada).post(url, {f"c{awning.number}-word": "A word\x00 without what becomes of it"})
    assert wrong.status_code == 422
    assert "without what becomes of it" in wrong.content.decode()


def test_a_word_that_comes_later_is_told_too(cast: Cast, call: Call) -> None:
    end_contributions(cast.ada, call, {}, for_all={Ending.NOT_NOW: "It was close."})
    tell_outcome(cast.ada, call, TEXT)
    before = Entry.objects.filter(name="ContributionAnswered").count()
    for _ in range(2):
        end_contributions(
            cast.ada, call, {one(call, "An awning").id: EndingText(Ending.KEPT, "We look again in autumn.")}
        )

    assert Entry.objects.filter(name="ContributionAnswered").count() == before + 1


def test_what_is_too_long_or_not_from_here_is_refused(cast: Cast, call: Call) -> None:
    for each in (
        {one(call, "A pond").id: EndingText(Ending.KEPT, "x" * 4001)},
        {clock.new_id(): EndingText(Ending.KEPT)},
    ):
        with pytest.raises(Refused) as refused:
            end_contributions(cast.ada, call, each)
        assert refused.value.status == 422
    assert not OutcomeWord.objects.exists()


def test_what_hosts_put_on_the_shortlist_is_refined_and_paid_and_nothing_else(cast: Cast) -> None:
    with clock.frozen(NOON - timedelta(weeks=1.5)):
        call = make_call(cast.ada, cast.team, vote=False, budget=None)
        begun = clock.now()
        set_phases(
            cast.ada, call, [PhaseDates(PhaseKind.SUBMIT, begun, begun + WEEK), PhaseDates(PhaseKind.REFINE, begun + WEEK, begun + 3 * WEEK)]
        )  # fmt: skip
        make_prizes(cast.ada, call, PrizeText(PrizeKind.REFINING, "Refining", (50_000, 50_000)))
        call = Call.objects.get(id=call.id)
        for author, title in ((cast.ben, "A pond"), (cast.ben, "A brook"), (cast.ada, "An awning")):
            make_contribution(author, call, title=title, cost=None)
    said = {one(call, "A pond").id: EndingText(Ending.SHORTLISTED)}
    with pytest.raises(Refused) as refusal:
        end_contributions(cast.ada, Call.objects.get(id=call.id), said)
    assert refusal.value.status == 422, "the shortlist alone says what is on it"
    set_shortlist(cast.ada, Call.objects.get(id=call.id), [one(call, "A pond").number])
    assert not may_revise(cast.ben, one(call, "A pond")), "it isn't announced yet"
    set_shortlist(cast.ada, Call.objects.get(id=call.id), [one(call, "A pond").number], announce=True)
    end_contributions(cast.ada, Call.objects.get(id=call.id), said)

    assert may_revise(cast.ben, one(call, "A pond"))
    assert not may_revise(cast.ben, one(call, "A brook"))
    assert not may_revise(cast.ada, one(call, "An awning"))
    prize = Prize.objects.get(call=call)
    [question] = questions_of(cast.ada, Call.objects.get(id=call.id))
    assert [proposal.to for proposal in question.proposals] == [one(call, "A pond").id]
    decide_awards(cast.ada, call, {prize.id: [Pick(one(call, "A pond").id)]})
    give_awards(cast.ada, call)
    assert Award.objects.get().amount == 50_000
