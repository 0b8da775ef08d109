"""Nobody is shown who doesn't want to be: each agrees before handing in, and takes it back at any time, also during the vote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from allmende.commons.agreements.models import Appearance, Licence
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.ballots.models import Ballot
from allmende.commons.consent.commands import answer as answer_of_guardian
from allmende.commons.consent.commands import ask_guardian
from allmende.commons.consent.commands.guardians import PURPOSE
from allmende.commons.consent.models import Guardianship, Scope
from allmende.commons.files.commands import store_document
from allmende.commons.files.queries import shown_with
from allmende.commons.files.testing import make_mp4, make_upload
from allmende.commons.spaces.testing import Cast
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.keys import sign
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.actors.models import Actor, Guest
from allmende.observers.notices.models import Notice
from allmende.rooms.calls.commands import (
    cast_ballot,
    count_call,
    draft_contribution,
    publish_call,
    save_contribution,
    set_rights,
    submit_contribution,
    turn,
)
from allmende.rooms.calls.commands.appearing import (
    answer,
    cut_out,
    hand_in_again,
    name_person,
    note_withdrawal,
    say_nobody,
)
from allmende.rooms.calls.commands.looking import release
from allmende.rooms.calls.models import Call, Contribution, ContributionState
from allmende.rooms.calls.rules import may_read_consents
from allmende.rooms.calls.testing import WEEK, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

IN_THE_VOTE = NOON + 2 * WEEK + timedelta(days=1)


def told(actor: Actor) -> list[str]:
    pull_all()
    return list(Notice.objects.filter(actor=actor).order_by("id").values_list("reason", flat=True))


@pytest.fixture
def call(cast: Cast) -> Call:
    draft = make_draft(cast.ada, cast.team, budget=None, seats=1, ballot="approval", rule="greedy")
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), images=True)
    return publish_call(cast.ada, Call.objects.get(id=draft.id), Layer.COMMUNITY)


def make_film(author: Actor, call: Call, title: str = "The yard at noon") -> Contribution:
    return draft_contribution(author, call, title=title, text="Three minutes about shade and water.")


def hand_in(author: Actor, call: Call, title: str) -> Contribution:
    film = make_film(author, call, title)
    say_nobody(author, film, nobody=True)
    return submit_contribution(author, film)


def guardian_says(child: Actor, allows: list[str]) -> None:
    """The guardian of a child answers, or answers anew."""
    child = anew(child)
    asked = Guardianship.objects.filter(child=child).first() or ask_guardian(
        child, "Mum", f"mum.{child.handle}@example.net"
    )
    answer_of_guardian(asked, sign(PURPOSE, f"{asked.id}:{asked.turn}"), allows, reader=Guest("en"))


def anew(one: Any) -> Any:
    return type(one).objects.get(pk=one.pk)


def reason_of(film: Contribution) -> str:
    with pytest.raises(Refused) as refused:
        submit_contribution(film.author, film)
    return str(refused.value.errors["consents"])


def test_it_is_handed_in_once_each_who_is_in_it_agrees(cast: Cast, call: Call) -> None:
    film = make_film(cast.ben, call)
    assert "Say who" in reason_of(film)

    finn = name_person(cast.ben, film, how="account", person=cast.finn)
    assert "yet to agree" in reason_of(anew(film))
    assert "agreements.appears" in told(cast.finn)

    answer(cast.finn, anew(film), finn, agrees=True)
    name_person(cast.ben, film, how="account", person=cast.ben)
    paper = name_person(cast.ben, film, how="guardian", name="Mia Falk", guardian="Eva Falk")

    assert submit_contribution(cast.ben, anew(film)).state == ContributionState.SUBMITTED
    assert len(anew(paper).digest) == 64
    assert anew(paper).given == NOON


def test_who_has_signed_is_named_with_all_that_proves_it(cast: Cast, call: Call) -> None:
    film = make_film(cast.ben, call)
    for wrong, field in (
        ({"how": "paper"}, "name"), ({"how": "account"}, "person"), ({"how": "guardian", "name": "Mia"}, "guardian"),
        ({"how": "somehow", "name": "Mia"}, "how"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            name_person(cast.ben, film, **wrong)
        assert field in refused.value.errors

    say_nobody(cast.ben, film, nobody=True)
    assert submit_contribution(cast.ben, anew(film)).state == ContributionState.SUBMITTED
    with pytest.raises(Refused, match="shown already"):
        name_person(cast.ben, anew(film), how="account", person=cast.finn)


def test_the_young_need_their_guardians_word(cast: Cast, call: Call) -> None:
    film = make_film(cast.ben, call)
    say_nobody(cast.ben, film, nobody=True)
    finn = name_person(cast.ben, film, how="account", person=cast.finn)
    Account.objects.filter(actor__in=[cast.ben, cast.finn]).update(age_band=AgeBand.UNDER_16)
    guardian_says(cast.ben, [Scope.TAKE_PART])

    with pytest.raises(Refused, match="guardian"):
        answer(anew(cast.finn), anew(film), finn, agrees=True)
    guardian_says(cast.finn, [Scope.TAKE_PART, Scope.IMAGES])
    answer(anew(cast.finn), anew(film), finn, agrees=True)
    assert "guardian" in reason_of(Contribution.objects.get(id=film.id))

    guardian_says(cast.ben, [Scope.TAKE_PART, Scope.IMAGES])
    assert submit_contribution(anew(cast.ben), anew(film)).state == ContributionState.SUBMITTED

    guardian_says(cast.finn, [Scope.TAKE_PART])

    assert anew(film).state == ContributionState.UNSEEN, "the guardian takes it back, and it is out of sight at once"


def test_withdrawn_during_the_vote_it_is_out_of_sight_at_once_and_votes_count_without_it(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    film = make_film(cast.ben, call)
    mia = name_person(cast.ben, film, how="paper", name="Mia Falk")
    store_document(cast.ben, make_upload(make_mp4(), "film.mp4"), thing=film)
    film, other = submit_contribution(cast.ben, anew(film)), hand_in(cast.finn, call, "A pond for frogs")
    with clock.frozen(IN_THE_VOTE):
        call = anew(call)
        for voter, keys in ((cast.eli, [film]), (cast.ada, [film, other]), (cast.finn, [other])):
            cast_ballot(voter, call, [one.ballot_key for one in keys])
        seen = shown_with(film.id).recordings[0].src
        before = {ballot.voter_id: (ballot.content, ballot.receipt) for ballot in Ballot.objects.all()}
        assert signed_in(cast.eli).get(seen, HTTP_HOST="127.0.0.1").status_code in {200, 206}

        note_withdrawal(cast.ben, film, mia)

        page = f"/calls/{call.slug}/contributions/{film.number}-the-yard-at-noon/"
        answers = {who.name: signed_in(who).get(page).status_code for who in (cast.ben, cast.ada, cast.finn)}
        assert answers == {"Ben Roth": 200, "Ada Berg": 200, cast.finn.name: 404}
        assert b"The yard at noon" not in signed_in(cast.finn).get(f"/calls/{call.slug}/vote/").content
        assert Client().get(seen, HTTP_HOST="127.0.0.1").status_code == 404, "also by an address from before"
        assert before == {ballot.voter_id: (ballot.content, ballot.receipt) for ballot in Ballot.objects.all()}
        assert "calls.ballot_shorter" in told(cast.eli)
        assert "calls.unseen" in told(cast.ada)
        assert "calls.ballot_shorter" not in told(cast.ben), "who has not voted is not told"
        turn(call.id)
        assert anew(film).state == ContributionState.UNSEEN, "the house shows nothing again by itself"
        assert signed_in(cast.finn).get(page).status_code == 404
    with clock.frozen(NOON + 3 * WEEK + timedelta(days=1)):
        outcome = count_call(cast.ada, anew(call))

    assert outcome.result["winners"] == [other.ballot_key]
    assert anew(film).is_chosen is None
    assert anew(call).contribution_count == 1


def test_mended_and_looked_at_it_is_back_on_the_ballot_and_its_votes_count_again(cast: Cast, call: Call) -> None:
    film = make_film(cast.ben, call)
    mia = name_person(cast.ben, film, how="paper", name="Mia Falk")
    film, other = submit_contribution(cast.ben, anew(film)), hand_in(cast.finn, call, "A pond for frogs")
    with clock.frozen(IN_THE_VOTE):
        call = anew(call)
        for voter in (cast.eli, cast.ada):
            cast_ballot(voter, call, [film.ballot_key])
        cast_ballot(cast.finn, call, [other.ballot_key])
        note_withdrawal(cast.ada, film, mia)
        film = anew(film)
        with pytest.raises(Refused) as refused:
            hand_in_again(cast.ben, film)
        assert "Cut the scene" in str(refused.value.errors["consents"])

        film = save_contribution(cast.ben, film, film.revision, text="Two minutes about shade and water, without Mia.")
        cut_out(cast.ben, film, mia)
        say_nobody(cast.ben, anew(film), nobody=True)
        hand_in_again(cast.ben, anew(film))
        assert anew(film).state == ContributionState.HELD
        release(cast.ada, anew(film))

        assert anew(film).state == ContributionState.SUBMITTED
    with clock.frozen(NOON + 3 * WEEK + timedelta(days=1)):
        assert count_call(cast.ada, anew(call)).result["winners"] == [film.ballot_key]
    assert Appearance.objects.get(id=mia.id).state == "cut"


def test_who_was_asked_anew_and_agrees_lets_it_come_back(cast: Cast, call: Call) -> None:
    film = make_film(cast.ben, call)
    first = name_person(cast.ben, film, how="account", person=cast.finn)
    answer(cast.finn, anew(film), first, agrees=True)
    film = submit_contribution(cast.ben, anew(film))
    answer(cast.finn, anew(film), first, agrees=False)

    again = name_person(cast.ben, anew(film), how="account", person=cast.finn)
    with pytest.raises(Refused, match="missing"):
        hand_in_again(cast.ben, anew(film))
    answer(cast.finn, anew(film), again, agrees=True)

    assert hand_in_again(cast.ben, anew(film)).state == ContributionState.HELD
    assert Appearance.objects.get(id=first.id).state == "withdrawn", "what was withdrawn stays so"


def test_consents_are_read_by_who_made_it_the_hosts_and_each_about_themselves(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    film = make_film(cast.ben, call)
    name_person(cast.ben, film, how="paper", name="Mia Falk")
    finn = name_person(cast.ben, film, how="account", person=cast.finn)
    answer(cast.finn, anew(film), finn, agrees=True)
    film = submit_contribution(cast.ben, anew(film))
    page = f"/calls/{call.slug}/contributions/{film.number}/consents/"

    said = {who.name: signed_in(who).get(page) for who in (cast.ben, cast.ada, cast.finn)}

    assert [b"Mia Falk" in said[who.name].content for who in (cast.ben, cast.ada, cast.finn)] == [True, True, False]
    assert b"I take my consent back" in said[cast.finn.name].content
    assert signed_in(cast.dora).get(page).status_code == 404
    assert not may_read_consents(cast.finn, film)


def test_what_waits_for_a_host_stays_out_of_sight_when_the_seal_is_broken(cast: Cast) -> None:
    draft = make_draft(cast.ada, cast.team, looks_first=True, sealed=True)
    call = publish_call(cast.ada, draft, Layer.COMMUNITY)
    pond = submit_contribution(
        cast.ben, draft_contribution(cast.ben, call, title="A pond", text="It cools the yard and the air.", cost=500)
    )
    with clock.frozen(NOON + WEEK + timedelta(hours=1)):
        turn(call.id)

        assert anew(pond).state == ContributionState.HELD
        assert not Contribution.objects.visible_to(cast.finn).filter(id=pond.id).exists()
