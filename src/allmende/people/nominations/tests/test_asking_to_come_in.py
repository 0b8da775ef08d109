"""Guests ask to be nominated, or apply; everyone gets an answer and a place."""

from __future__ import annotations

import pytest

from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import set_entry
from allmende.people.nominations.commands.turns import forget_old, turn_what_is_due
from allmende.people.nominations.models import Nomination, Request, RequestState, State, Way
from allmende.people.nominations.testing import confirm_by_mail, mails_to, make_nomination, make_request, token_of

pytestmark = pytest.mark.django_db
ASK = "/spaces/meadow/nomination-request/"
WHO = {"name": "Kim Lenz", "email": "kim@example.org", "about": "I like to cook for many.", "knows": "Ben"}


def test_a_guest_asks_confirms_the_address_and_a_member_takes_it_up(client, sign_in, text, cast):
    assert "Ask to be nominated" in text(client.get("/spaces/meadow/"))
    answer = client.post(ASK, WHO, follow=True)
    assert "Look into your mailbox" in text(answer)
    assert Request.objects.get().state == RequestState.UNCONFIRMED
    link = f"/requests/{token_of('kim@example.org', 'requests')}/"
    client.get(link)
    assert Request.objects.get().state == RequestState.UNCONFIRMED

    client.post(f"{link}confirmation/")

    assert "I like to cook for many." in text(sign_in(cast.finn).get("/nominations/?show=requests"))
    new = f"/nominations/new/?request={Request.objects.get().id}"
    assert "Knows here: Ben" in text(sign_in(cast.finn).get(new))
    sign_in(cast.finn).post(new, {"why": "Met at the market.", "tie": "weak", "language": "en"})
    made = Nomination.objects.get()
    assert (made.nominator, made.address, made.state) == (cast.finn, "kim@example.org", State.OPEN)
    assert "Finn Thal has taken up your request" in mails_to("kim@example.org")[-1]
    assert "A member has nominated you" in text(client.get(link))
    assert recorded(cast.community.id)[-2:] == ["Nominated", "RequestTakenUp"]


def test_a_request_is_taken_up_once(sign_in, cast):
    asked = make_request(cast.community)
    new = f"/nominations/new/?request={asked.id}"
    sent = {"why": "Met at the market.", "tie": "weak", "language": "en"}

    assert sign_in(cast.finn).post(new, sent).status_code == 302
    assert sign_in(cast.ada).post(new, sent).status_code == 404

    assert Nomination.objects.count() == 1


def test_what_nobody_takes_up_gets_an_answer_with_alternatives(cast):
    asked = make_request(cast.community)

    with clock.frozen(asked.deadline):
        turn_what_is_due()
        turn_what_is_due()

    assert Request.objects.get().state == RequestState.ANSWERED
    answers = [mail for mail in mails_to("kim@example.org") if "Nobody has taken it up" in mail]
    assert len(answers) == 1
    assert "/spaces/meadow/" in answers[0]


def test_the_page_says_the_same_for_every_address_the_mail_does_not(client, text, cast):
    pages = [
        client.post(ASK, {**WHO, "email": email}, follow=True).content
        for email in ("kim@example.org", "finn-thal@example.org")
    ]

    assert pages[0] == pages[1]
    assert "/requests/" in mails_to("kim@example.org")[-1]
    assert "You are known there already" in mails_to("finn-thal@example.org")[-1]


def test_no_more_than_three_mails_a_day_go_to_one_address_and_ten_requests_from_one_network(client, cast):
    for hours in (0, 0, 2, 2, 2):
        with clock.travel(hours=hours):
            client.post(ASK, WHO)
    assert len(mails_to("kim@example.org")) == 3

    answers = [client.post(ASK, {**WHO, "email": f"k{n}@example.org"}).status_code for n in range(9)]

    assert answers == [302] * 7 + [429] * 2, "three of the hour's ten were used two hours on"


def test_a_link_that_is_late_or_forged_confirms_nothing(client, cast):
    client.post(ASK, WHO)
    token = token_of("kim@example.org", "requests")

    assert client.post("/requests/forged/confirmation/").status_code == 404
    with clock.travel(days=3, seconds=1):
        assert client.post(f"/requests/{token}/confirmation/").status_code == 410
        assert forget_old() == 1

    assert not Request.objects.exists()


def test_an_application_goes_to_the_curators_with_its_answers(client, sign_in, text, cast):
    set_entry(
        cast.eli, cast.community, way=Way.APPLICATION, questions="What draws you here?\nHow much time have you got?"
    )
    assert "Apply" in text(client.get("/spaces/meadow/"))
    url = "/spaces/meadow/application/"
    assert client.post(url, {"name": "Kim", "email": "kim@example.org", "q0": "x"}).status_code == 422

    client.post(url, {"name": "Kim Lenz", "email": "kim@example.org", "q0": "The garden.", "q1": "Two hours."})
    confirm_by_mail("kim@example.org")

    made = Nomination.objects.get()
    assert (made.state, made.nominator) == (State.REVIEW, None)
    shown = text(sign_in(cast.eli).get(f"/nominations/{made.id}/"))
    assert "How much time have you got?" in shown
    assert "Two hours." in shown
    assert "Kim Lenz applies for Meadow" in mails_to("eli-stein@example.org")[-1]
    assert sign_in(cast.finn).get(f"/nominations/{made.id}/").status_code == 404


def test_the_way_in_is_said_on_the_space_s_page(client, sign_in, text, cast):
    shown = {}
    for way in (Way.NOMINATION, Way.APPLICATION, Way.LINK, Way.OPEN):
        set_entry(cast.eli, cast.community, way=way)
        shown[way] = text(sign_in(cast.dora).get("/spaces/meadow/"))

    assert "Ask to be nominated" in shown[Way.NOMINATION]
    assert "/spaces/meadow/application/" in shown[Way.APPLICATION]
    assert "by an invitation link" in shown[Way.LINK]
    assert "/spaces/meadow/entrance/" in shown[Way.OPEN]
    assert "/spaces/meadow/entrance/" not in text(sign_in(cast.ben).get("/spaces/meadow/"))


def test_newcomers_take_up_nothing_yet(sign_in, cast):
    new = make_member(cast.community, make_person("Nia Neu"), Role.NEWCOMER)
    asked = make_request(cast.community)

    assert sign_in(new).get(f"/nominations/new/?request={asked.id}").status_code == 404
    assert sign_in(new).get("/nominations/new/").status_code == 403


def test_what_came_to_nothing_is_forgotten_after_half_a_year(cast):
    made = make_nomination(cast.ben, cast.community, State.DECLINED)

    with clock.travel(days=179):
        assert forget_old() == 0
    with clock.travel(days=181):
        assert forget_old() == 1
        assert forget_old() == 0

    made.refresh_from_db()
    assert (made.name, made.email, made.address, made.why) == ("", "", "", "")
