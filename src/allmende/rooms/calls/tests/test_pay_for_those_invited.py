"""Fixed pay goes to who was invited, accepted and handed in: what their own invitation says, to the cent, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende.commons.audiences.models import Layer
from allmende.commons.authorship.commands import answer_invitation as answer_author
from allmende.commons.authorship.commands import invite_author
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.rooms.calls.commands import Pick, PrizeText, decide_awards, give_awards, publish_call
from allmende.rooms.calls.commands.inviting import answer_invitation, invite, publish_to_invited
from allmende.rooms.calls.invariants import INVARIANTS
from allmende.rooms.calls.models import Award, Call, InvitationState, Prize, PrizeKind
from allmende.rooms.calls.queries.awards import awards_of
from allmende.rooms.calls.queries.candidates import owed
from allmende.rooms.calls.queries.deciding import questions_of
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft, make_prizes

PEOPLE = st.uuids()
INVITED = st.lists(
    st.tuples(PEOPLE, st.sampled_from(InvitationState.values), st.none() | st.integers(1, 10**13)),
    max_size=12, unique_by=lambda row: row[0],
)  # fmt: skip


@given(invited=INVITED, strangers=st.sets(PEOPLE, max_size=5), usual=st.none() | st.integers(1, 10**13), data=st.data())
def test_nobody_else_is_owed_and_each_to_the_cent_what_was_promised(
    invited: list[Any], strangers: set[Any], usual: int | None, data: st.DataObject
) -> None:
    made = strangers | {row[0] for row in invited if data.draw(st.booleans())}

    found = owed(invited, made, usual)

    for person, state, pay in invited:
        promised = pay if pay is not None else usual
        is_owed = state == InvitationState.ACCEPTED and person in made and promised is not None
        assert found.get(person) == (promised if is_owed else None)
    assert found.keys() <= {row[0] for row in invited}


@pytest.fixture
def call(cast: Cast) -> Call:
    """Ben (€500.01) and Finn (€200) hand in; Gus accepts and hands in nothing, Ida never answers, Eli hosts and wasn't asked."""
    gus, ida = (make_member(cast.community, make_person(name)) for name in ("Gus Reh", "Ida Laub"))
    with clock.frozen(NOON):
        made = publish_to_invited(cast.ada, make_draft(cast.ada, cast.team, vote=False, budget=None))
        invite(cast.ada, made, [cast.ben, gus, ida], pay=50_001)
        invite(cast.ada, made, [cast.finn], pay=20_000)
        for one in (cast.ben, cast.finn, gus):
            answer_invitation(one, made, accepts=True)
        for author, title in ((cast.ben, "A pond"), (cast.finn, "An awning"), (cast.eli, "Trees")):
            make_contribution(author, made, title=title, cost=None)
    return Call.objects.select_related("audience", "author", "place__root").get(id=made.id)


@pytest.mark.django_db
def test_what_invitations_promise_is_given_with_the_prizes_and_nobody_else_gets_it(cast: Cast, call: Call) -> None:
    with clock.frozen(NOON + timedelta(days=8)):
        [question] = questions_of(cast.ada, call)
        decide_awards(cast.ada, call, {question.prize.id: [Pick(one.to) for one in question.proposals]})
        give_awards(cast.ada, call)

    assert question.prize.kind == PrizeKind.FIXED
    assert question.follows_proposals
    assert dict(Award.objects.values_list("person", "amount")) == {cast.ben.id: 50_001, cast.finn.id: 20_000}
    assert [said for invariant in INVARIANTS for said in invariant.broken()] == []


@pytest.mark.django_db
def test_a_stranger_to_it_can_t_be_chosen(cast: Cast, call: Call) -> None:
    with clock.frozen(NOON + timedelta(days=8)), pytest.raises(Refused) as refused:
        decide_awards(cast.ada, call, {Prize.objects.get().id: [Pick(cast.eli.id)]})

    assert refused.value.status == 422


@pytest.mark.django_db
def test_who_hands_in_together_is_paid_by_their_own_invitation(cast: Cast, call: Call) -> None:
    gus = call.invitations.get(actor__name="Gus Reh").actor
    with clock.frozen(NOON):
        pond = call.contributions.get(title="A pond")
        invite_author(cast.ben, pond, gus)
        answer_author(gus, pond, joins=True)

    [question] = questions_of(cast.ada, call)

    assert {one.to for one in question.proposals} == {cast.ben.id, cast.finn.id, gus.id}


@pytest.mark.django_db
def test_what_an_invitation_promised_is_between_those_two(cast: Cast, call: Call) -> None:
    with clock.frozen(NOON + timedelta(days=8)):
        decide_awards(cast.ada, call, {Prize.objects.get().id: [Pick(cast.ben.id), Pick(cast.finn.id)]})
        give_awards(cast.ada, call)

    def reads(who: Any) -> dict[str, str]:
        return {view.title: view.money for view in awards_of(who, call)}

    assert reads(cast.ben) == {"Ben Roth": "€500.01", "Finn Thal": ""}
    assert reads(cast.ada) == {"Ben Roth": "€500.01", "Finn Thal": "€200"}


@pytest.mark.django_db
def test_where_nobody_is_invited_nobody_is_promised_pay(cast: Cast) -> None:
    pay = PrizeText(PrizeKind.FIXED, "Pay", (20_000,))
    with clock.frozen(NOON):
        draft, open_call = make_draft(cast.ada, cast.team), make_call(cast.ada, cast.team)
        make_prizes(cast.ada, draft, pay)
        for ask in (
            lambda: publish_call(cast.ada, Call.objects.get(id=draft.id), Layer.TEAM),
            lambda: make_prizes(cast.ada, open_call, pay),
        ):
            with pytest.raises(Refused) as refused:
                ask()
            assert "invitation" in str(refused.value.reason)
