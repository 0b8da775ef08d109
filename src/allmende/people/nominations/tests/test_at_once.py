"""Many at the same moment: budgets, voices, places and links hold exactly."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import at_once, recorded
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import accept, admit, enter_by, make_link, nominate, set_plan, vouch
from allmende.people.nominations.commands.neighbours import budget_of
from allmende.people.nominations.commands.turns import lapse
from allmende.people.nominations.models import EntryLink, Nomination, State, StepKind
from allmende.people.nominations.queries.invitations import invitation_by
from allmende.people.nominations.testing import make_nomination, token_of

pytestmark = pytest.mark.django_db(transaction=True)


def only_refusals(came):
    """How many went through; what failed otherwise than by a refusal fails the test."""
    wrong = [one for one in came if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert wrong == []
    return sum(not isinstance(one, Exception) for one in came)


def test_fifty_vouchings_by_one_person_are_one(cast):
    made = make_nomination(cast.ben, cast.community)

    assert only_refusals(at_once(*[lambda: vouch(cast.finn, made)] * 50)) == 50

    assert Nomination.objects.get().vouches == 1
    assert recorded().count("Vouched") == 1


def test_fifty_nominations_by_one_person_are_as_many_as_the_budget(cast):
    budget = budget_of(cast.ben, cast.community)

    def one(number):
        return lambda: nominate(cast.ben, cast.community, name="Noor", email=f"n{number}@example.org", why="Yes.")

    came = at_once(*[one(number) for number in range(50)])

    assert only_refusals(came) == budget
    assert Nomination.objects.count() == budget


def test_the_same_person_nominated_by_two_at_once_is_nominated_once(cast):
    came = at_once(*[
        lambda who=who: nominate(who, cast.community, name="Noor", email="noor@example.org", why="Yes.")
        for who in (cast.ben, cast.finn, cast.ada)
    ])  # fmt: skip

    assert only_refusals(came) == 3
    assert Nomination.objects.count() == 1


def test_the_last_place_of_a_month_is_given_once(cast):
    set_plan(cast.eli, cast.community, 1)
    rows = [
        make_nomination(by, cast.community, State.REVIEW, email=f"{by.handle}@else.example")
        for by in (cast.ben, cast.ada, cast.finn)
    ]

    came = at_once(*[lambda row=row: admit(cast.eli, row) for row in rows])

    assert only_refusals(came) == 3
    assert sorted(Nomination.objects.values_list("state", flat=True)) == [State.ADMITTED, State.LISTED, State.LISTED]


def test_the_last_word_and_the_deadline_come_one_after_the_other(cast):
    made = make_nomination(cast.ben, cast.community)
    vouch(cast.finn, made)
    Nomination.objects.filter(id=made.id).update(deadline=clock.now())

    came = at_once(lambda: vouch(cast.ada, made), lambda: lapse(made.id), lambda: lapse(made.id))

    assert only_refusals(came) == 2
    assert Nomination.objects.get().state == State.LAPSED
    assert list(made.steps.values_list("kind", flat=True)) == [StepKind.NOMINATED, StepKind.LAPSED]


def test_one_invitation_lets_in_one_however_often_it_is_accepted(cast):
    make_nomination(cast.ben, cast.community, State.ADMITTED)
    noor = make_person("Noor", email="noor@example.org")
    EmailAddress.objects.create(user=noor.account, email="noor@example.org", verified=True)
    invitation = invitation_by(token_of("noor@example.org", "invitations"))

    came = at_once(*[lambda: accept(noor, invitation)] * 8)

    assert only_refusals(came) == 1
    assert recorded().count("InvitationAccepted") == 1


def test_a_link_for_three_lets_in_three_of_eight(cast):
    people = [make_person(f"P{number}") for number in range(8)]
    link, _token = make_link(cast.eli, cast.community, most_uses=3)

    came = at_once(*[lambda one=one: enter_by(one, link) for one in people])

    assert only_refusals(came) == 3
    assert EntryLink.objects.get().uses == 3
    assert Membership.objects.filter(actor__in=people).count() <= 3


def test_many_ask_and_nobody_is_lost(cast):
    made = make_nomination(cast.ben, cast.community)
    people = [make_member(cast.community, make_person(f"V{number}")) for number in range(6)]

    came = at_once(*[lambda one=one: vouch(one, made) for one in people])

    assert only_refusals(came) == 2
    assert Nomination.objects.get().state == State.REVIEW
    assert recorded().count("NominationReady") == 1
