"""A call by invitation: seen by those alone who are asked, each with a word and a pay; they accept or decline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.bin.commands import put_in_bin, restore
from allmende.commons.spaces.invariants import INVARIANTS
from allmende.commons.spaces.testing import Cast
from allmende.commons.spaces.waiting import what_waits
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import draft_contribution
from allmende.rooms.calls.commands.inviting import (
    answer_invitation,
    invite,
    publish_to_invited,
    remind_invited,
    withdraw_invitation,
)
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.models import Call, Invitation, InvitationState, PartKind
from allmende.rooms.calls.queries.inviting import pool_of
from allmende.rooms.calls.rules import may_contribute, takes_part
from allmende.rooms.calls.testing import make_call, make_contribution, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def anew(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root").get(id=call.id)


@pytest.fixture
def call(cast: Cast) -> Call:
    return anew(publish_to_invited(cast.ada, make_draft(cast.ada, cast.team)))


def status(signed_in: Callable[[Actor], Client], actor: Actor, call: Call) -> int:
    return signed_in(actor).get(f"/calls/{call.slug}/").status_code


def told(actor: Actor) -> list[str]:
    pull_all()
    return list(Notice.objects.filter(actor=actor).values_list("reason", flat=True))


def test_nobody_finds_it_but_who_is_asked_and_who_cares_for_its_space(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    assert [status(signed_in, who, call) for who in (cast.ada, cast.eli)] == [200, 200]
    assert [status(signed_in, who, call) for who in (cast.ben, cast.finn, cast.dora)] == [404, 404, 404]

    invite(cast.ada, call, [cast.finn], word="You know ponds.", pay=50_000)

    assert status(signed_in, cast.finn, call) == 200
    assert status(signed_in, cast.ben, call) == 404, "a member of its team is not invited by that"
    assert "calls.invited" in told(cast.finn)
    assert any("You are invited" in str(one.title) for one in what_waits(cast.finn, cast.community, 9))


def test_who_accepts_takes_part_and_who_has_not_answered_reads_where(cast: Cast, call: Call) -> None:
    invite(cast.ada, call, [cast.finn])
    before = takes_part(cast.finn, anew(call))
    assert not before
    assert before.remedy is not None  # type: ignore[union-attr]

    answer_invitation(cast.finn, call, accepts=True, said="With pleasure.")

    assert may_contribute(cast.finn, anew(call))
    assert "calls.accepted" in told(cast.ada)


def test_what_is_handed_in_is_seen_by_the_same_circle_alone(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    invite(cast.ada, call, [cast.finn])
    answer_invitation(cast.finn, call, accepts=True)
    pond = make_contribution(cast.finn, anew(call))

    assert pond.audience_id == anew(call).audience_id
    where = f"/calls/{call.slug}/contributions/{pond.number}/"
    assert signed_in(cast.ben).get(where).status_code == 404
    assert signed_in(cast.ada).get(where, follow=True).status_code == 200


def test_who_declines_no_longer_sees_it(cast: Cast, call: Call, signed_in: Callable[[Actor], Client]) -> None:
    invite(cast.ada, call, [cast.finn])
    answer_invitation(cast.finn, call, accepts=False, said="No time in June.")

    assert status(signed_in, cast.finn, call) == 404
    assert "calls.refused" in told(cast.ada)
    assert Invitation.objects.get(call=call).said == "No time in June."


def test_too_late_is_too_late(cast: Cast, call: Call) -> None:
    invite(cast.ada, call, [cast.finn], answer_by=NOON + timedelta(days=2))

    with clock.frozen(NOON + timedelta(days=2)), pytest.raises(Refused) as refused:
        answer_invitation(cast.finn, call, accepts=True)
    assert refused.value.status == 410


def test_invited_twice_is_invited_once_and_oneself_not_at_all(cast: Cast, call: Call) -> None:
    invite(cast.ada, call, [cast.finn, cast.finn], word="First")
    assert len(invite(cast.ada, call, [cast.finn, cast.ben], word="Second")) == 1

    with pytest.raises(Refused) as again:
        invite(cast.ada, call, [cast.finn])
    with pytest.raises(Refused) as oneself:
        invite(cast.ada, call, [cast.ada])

    assert (again.value.status, oneself.value.status) == (409, 422)
    assert Invitation.objects.get(call=call, actor=cast.finn).word == "First"


@pytest.mark.parametrize("wrong", ["a thousand", "a stranger", "nobody", "pay", "day"])
def test_what_can_t_be_is_refused_with_its_field(cast: Cast, call: Call, wrong: str) -> None:
    people, more = {
        "a thousand": ([cast.finn] * 1_000, {}),
        "a stranger": ([cast.dora], {}),
        "nobody": ([], {}),
        "pay": ([cast.finn], {"pay": 0}),
        "day": ([cast.finn], {"answer_by": NOON}),
    }[wrong]

    with pytest.raises(Refused) as refused:
        invite(cast.ada, call, people, **more)

    assert refused.value.status == 422
    assert set(refused.value.errors) <= {"people", "pay", "answer_by"}
    assert not Invitation.objects.exists()


def test_each_is_reminded_once(cast: Cast, call: Call) -> None:
    invite(cast.ada, call, [cast.finn, cast.ben])
    answer_invitation(cast.ben, call, accepts=True)

    assert remind_invited(cast.ada, call) == 1
    assert "calls.invited_still" in told(cast.finn)
    with pytest.raises(Refused):
        remind_invited(cast.ada, call)


def test_an_invitation_is_taken_back_until_it_is_accepted(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    first, second = invite(cast.ada, call, [cast.finn, cast.ben])
    withdraw_invitation(cast.ada, call, first)
    answer_invitation(cast.ben, call, accepts=True)

    assert status(signed_in, cast.finn, call) == 404
    with pytest.raises(Refused) as refused:
        withdraw_invitation(cast.ada, call, second)
    assert refused.value.status == 409


def test_a_jury_member_who_is_not_of_the_team_sees_it(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    give_part(cast.ada, call, cast.finn, PartKind.JURY)

    assert status(signed_in, cast.finn, call) == 200


def test_it_comes_back_from_the_bin_to_its_circle_and_nobody_else(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    invite(cast.ada, call, [cast.finn])
    put_in_bin(cast.ada, anew(call))
    restore(cast.ada, anew(call))

    assert status(signed_in, cast.finn, call) == 200
    assert status(signed_in, cast.ben, call) == 404


def test_who_reaches_it_is_who_was_chosen(cast: Cast, call: Call) -> None:
    invite(cast.ada, call, [cast.finn])
    answer_invitation(cast.finn, call, accepts=True)
    draft_contribution(cast.finn, anew(call), title="A brook")

    assert {one.key: list(one.broken()) for one in INVARIANTS} == {one.key: [] for one in INVARIANTS}


def test_hosts_choose_among_who_fits_and_see_what_they_have_made(cast: Cast, call: Call) -> None:
    make_contribution(cast.ben, make_call(cast.ada, cast.team))
    pull_all()  # the directory reads the journal

    everyone = pool_of(cast.ada, cast.community, call, {}, None)
    proven = pool_of(cast.ada, cast.community, call, {"proven": "1"}, None)

    assert {one.face.name for one in everyone.candidates} >= {"Ben Roth", "Finn Thal"}
    assert [(one.face.name, one.handed_in) for one in proven.candidates] == [("Ben Roth", 1)]


def test_the_pages_lead_from_draft_to_acceptance(cast: Cast, signed_in: Callable[[Actor], Client]) -> None:
    draft = make_draft(cast.ada, cast.team)
    host, guest = signed_in(cast.ada), signed_in(cast.finn)

    assert host.post(f"/calls/{draft.slug}/invitations/publication/").status_code == 302
    assert host.get(f"/calls/{draft.slug}/invitations/new/").status_code == 200
    sent = {"people": [cast.finn.handle], "pay": "500", "word": "You know ponds."}
    assert host.post(f"/calls/{draft.slug}/invitations/new/", sent).status_code == 302
    assert "You know ponds." in guest.get(f"/calls/{draft.slug}/invitation/").content.decode()
    assert guest.post(f"/calls/{draft.slug}/invitation/", {"answer": "accept"}).status_code == 302
    assert Invitation.objects.get(call=draft.id).state == InvitationState.ACCEPTED
    assert "Finn Thal" in host.get(f"/calls/{draft.slug}/invitations/").content.decode()
