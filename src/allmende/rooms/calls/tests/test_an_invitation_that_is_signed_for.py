"""A call by invitation under an NDA: who is invited knows what it is and who asks, signs, reads, then answers; nobody else finds it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.agreements.testing import make_agreement
from allmende.commons.agreements.words import TermsText
from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin, restore
from allmende.commons.consent.models import Acceptance
from allmende.commons.spaces.commands import widen
from allmende.commons.spaces.invariants import INVARIANTS
from allmende.commons.spaces.testing import Cast
from allmende.commons.spaces.waiting import what_waits
from allmende.foundation import clock
from allmende.foundation.journal.observers import pull_all
from allmende.foundation.testing import NOON
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor
from allmende.observers.notices.models import Notice
from allmende.observers.search.queries import search
from allmende.rooms.calls.commands import SectionText, publish_call, set_rights, set_sections, sign_for
from allmende.rooms.calls.commands.inviting import answer_invitation, invite, publish_to_invited, withdraw_invitation
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.models import Call, Invitation, InvitationState, PartKind
from allmende.rooms.calls.queries.rights import teasers
from allmende.rooms.calls.rules import may_contribute
from allmende.rooms.calls.testing import make_contribution, make_draft

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
SECRET = "wolframite"
WAYS = (
    "",
    "signature/",
    "invitation/",
    "contributions/",
    "discussion/",
    "people/",
    "questions/",
    "edit/",
    "signatures/",
)


def anew(call: Call) -> Call:
    return Call.objects.select_related("audience", "author", "place__root", "rights__terms").get(id=call.id)


@pytest.fixture
def call(cast: Cast) -> Call:
    """Ada's call to which Finn is invited for pay; its brief is read by those who signed."""
    nda = make_agreement(cast.eli, cast.community)
    draft = make_draft(cast.ada, cast.team, title="A new battery", summary="It lasts.")
    set_sections(cast.ada, draft, [SectionText("How", f"With {SECRET}.")])
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), nda=nda.id)
    publish_to_invited(cast.ada, anew(draft))
    invite(cast.ada, anew(draft), [cast.finn], word="You know cells.", pay=50_000, answer_by=NOON + timedelta(days=3))
    return anew(draft)


def sign(actor: Actor, call: Call) -> list[Acceptance]:
    versions = [one.id for one in unsigned_for(actor, anew(call))]
    return sign_for(actor, anew(call), "Finn Thal", versions=versions)


def shown(client: Client, call: Call, way: str = "") -> str:
    return client.get(f"/calls/{call.slug}/{way}", follow=True).content.decode()


def test_nobody_finds_it_at_any_step_but_who_is_invited(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    for who in (cast.ben, cast.dora, None):
        client = signed_in(who) if who else Client(SERVER_NAME="localhost")
        for way in WAYS:
            for ask in (client.get, client.post):
                answer = ask(
                    f"/calls/{call.slug}/{way}", {"name": "Ben Roth", "answer": "accept"} if ask == client.post else {}
                )
                assert answer.status_code in {404, 405}, (who, way)
    assert teasers(cast.ben, cast.community) == []
    with pytest.raises(Refused) as refused:
        sign_for(cast.ben, call, "Ben Roth", versions=[one.id for one in unsigned_for(cast.ben, call)])
    assert refused.value.status == 404


def test_unsigned_one_reads_who_asks_what_for_and_until_when_and_nothing_of_the_brief(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(cast.finn)

    for way in WAYS[:8]:
        assert SECRET not in shown(client, call, way)
    page = shown(client, call)
    for words in (
        "A new battery",
        "It lasts.",
        "Ada Berg",
        "You know cells.",
        "€500",
        "Contribute",
        "Keep it to yourself.",
    ):
        assert words in page, words
    pull_all()
    assert "calls.invited" in Notice.objects.filter(actor=cast.finn).values_list("reason", flat=True)
    assert any("You are invited" in str(one.title) for one in what_waits(cast.finn, cast.community, 9))
    assert search(cast.finn, SECRET).hits == ()


def test_who_asks_is_seen_and_nothing_lies_over_the_name_that_one_writes(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    cast.ada.portrait = clock.new_id()
    cast.ada.save()

    page = shown(signed_in(cast.finn), call)

    assert str(cast.ada.portrait) in page
    assert "data-sticky" not in page[page.index('name="name"') :]


def test_one_accepts_only_what_one_has_read(cast: Cast, call: Call, signed_in: Callable[[Actor], Client]) -> None:
    with pytest.raises(Refused) as refused:
        answer_invitation(cast.finn, call, accepts=True)
    assert refused.value.status == 403
    assert refused.value.remedy is not None

    client, (version,) = signed_in(cast.finn), unsigned_for(cast.finn, call)
    page = client.post(f"/calls/{call.slug}/signature/", {"name": "Finn Thal", "read": str(version.id)}, follow=True)

    assert SECRET in page.content.decode()
    assert "You are invited" in page.content.decode()
    assert not may_contribute(cast.finn, anew(call))
    client.post(f"/calls/{call.slug}/invitation/", {"answer": "accept"})
    assert may_contribute(cast.finn, anew(call))
    pond = make_contribution(cast.finn, anew(call))
    assert pond.audience_id == anew(call).audience_id


def test_one_declines_without_signing_and_then_it_is_gone(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    client = signed_in(cast.finn)

    client.post(f"/calls/{call.slug}/invitation/", {"answer": "decline", "said": "No time."})

    assert Invitation.objects.get().state == InvitationState.DECLINED
    assert client.get(f"/calls/{call.slug}/signature/").status_code == 404
    pull_all()
    assert "calls.refused" in Notice.objects.filter(actor=cast.ada).values_list("reason", flat=True)


@pytest.mark.parametrize("ends", ["declined", "withdrawn"])
def test_signed_or_not_who_is_out_reads_nothing_any_more(
    ends: str, cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    sign(cast.finn, call)
    if ends == "declined":
        answer_invitation(cast.finn, anew(call), accepts=False)
    else:
        withdraw_invitation(cast.ada, anew(call), Invitation.objects.get())

    for way in WAYS:
        assert signed_in(cast.finn).get(f"/calls/{call.slug}/{way}").status_code == 404
    invite(cast.ada, anew(call), [cast.finn])
    assert SECRET in shown(signed_in(cast.finn), call), "what was signed once needn't be signed again"


def test_after_its_day_nobody_signs_for_it(cast: Cast, call: Call) -> None:
    with clock.frozen(NOON + timedelta(days=4)), pytest.raises(Refused) as refused:
        sign(cast.finn, call)
    assert refused.value.status == 410


def test_where_the_teaser_goes_further_out_signing_stays_with_who_is_invited(cast: Cast, call: Call) -> None:
    widen(cast.ada, call.teaser, call.place, Layer.COMMUNITY)

    with pytest.raises(Refused) as refused:
        sign(cast.ben, call)
    assert refused.value.status == 404


def test_who_answers_for_it_reads_it_and_a_juror_signs_first(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    give_part(cast.ada, anew(call), cast.ben, PartKind.JURY)
    assert SECRET not in shown(signed_in(cast.ben), call)
    sign(cast.ben, call)
    assert SECRET in shown(signed_in(cast.ben), call)

    give_part(cast.ada, anew(call), cast.ben, PartKind.CLIENT)
    assert SECRET in shown(signed_in(cast.eli), call)


def test_out_of_the_bin_it_comes_back_to_the_same_people(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    sign(cast.finn, call)
    put_in_bin(cast.ada, anew(call))
    restore(cast.ada, anew(call))

    assert SECRET in shown(signed_in(cast.finn), call)
    assert signed_in(cast.ben).get(f"/calls/{call.slug}/signature/").status_code == 404
    assert {one.key: list(one.broken()) for one in INVARIANTS} == {one.key: [] for one in INVARIANTS}


def test_whoever_signed_the_same_words_for_another_call_goes_on_with_one_press(
    cast: Cast, call: Call, signed_in: Callable[[Actor], Client]
) -> None:
    sign(cast.finn, call)
    draft = make_draft(cast.ada, cast.team, title="Another battery")
    set_rights(cast.ada, draft, terms=TermsText(Licence.STAYS), nda=call.rights.nda_id)
    publish_call(cast.ada, anew(draft), Layer.COMMUNITY)
    client = signed_in(cast.finn)

    assert "Go on to the brief" in shown(client, draft)
    page = client.post(f"/calls/{draft.slug}/signature/", follow=True).content.decode()
    assert "The yard is too hot" in page
