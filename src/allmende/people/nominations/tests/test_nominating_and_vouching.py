"""A member nominates, others vouch or have a concern, and enough of it calls the curators."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.commons.spaces.commands import leave_space
from allmende.commons.spaces.models import Role
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import (
    ask_to_vouch,
    nominate,
    raise_concern,
    set_entry,
    take_back,
    vouch,
    withdraw,
)
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.models import Nomination, Shown, State
from allmende.people.nominations.testing import mails_to, make_nomination

pytestmark = pytest.mark.django_db


FORM = {
    "place": "meadow", "name": "Noor Amin", "email": "Noor@Example.org", "why": "She mends bicycles.", "tie": "weak",
    "language": "en", "knows": "on",
}  # fmt: skip


def test_a_member_nominates_by_the_form_and_finds_the_way_on_its_page(sign_in, text, cast):
    client = sign_in(cast.ben)

    answer = client.post("/nominations/new/", FORM, follow=True)

    made = Nomination.objects.get()
    assert answer.redirect_chain == [(f"/nominations/{made.id}/", 302)]
    assert (made.state, made.address, made.email) == (State.OPEN, "noor@example.org", "Noor@Example.org")
    assert "Next: 2 more people vouch" in text(answer)
    assert "Noor@Example.org" in text(answer)
    assert recorded(cast.community.id)[-1] == "Nominated"


def test_members_see_name_and_reasons_but_not_the_address(sign_in, text, cast):
    made = make_nomination(cast.ben, cast.community)

    shown = text(sign_in(cast.finn).get(f"/nominations/{made.id}/"))

    assert "She mends bicycles" in shown
    assert "noor@example.org" not in shown
    assert sign_in(cast.dora).get(f"/nominations/{made.id}/").status_code == 404
    assert Client(SERVER_NAME="localhost").get(f"/nominations/{made.id}/").status_code == 404


def test_enough_vouchings_call_the_curators_at_once_and_by_mail(sign_in, text, cast):
    made = make_nomination(cast.ben, cast.community)

    vouch(cast.finn, made, text="A good neighbour.")
    assert Nomination.objects.get().state == State.OPEN
    vouch(cast.ada, made)

    assert Nomination.objects.get().state == State.REVIEW
    assert "Noor Amin" in text(sign_in(cast.eli).get("/nominations/queue/"))
    assert "Noor Amin waits for your decision" in mails_to("eli-stein@example.org")[-1]
    assert recorded(cast.community.id)[-1] == "NominationReady"


def test_a_concern_counts_towards_the_quorum_and_is_read_by_curators_and_its_author_only(sign_in, text, cast):
    set_entry(cast.eli, cast.community, vouches=1, quorum=2, shown_to=Shown.MEMBERS)
    made = make_nomination(cast.ben, cast.community)
    vouch(cast.ada, made, text="I trust her.")
    raise_concern(cast.finn, made, text="She owes me a ladder.")
    page = f"/nominations/{made.id}/"

    assert Nomination.objects.get().state == State.REVIEW
    assert "owes me a ladder" in text(sign_in(cast.eli).get(page))
    assert "owes me a ladder" in text(sign_in(cast.finn).get(page))
    for other in (cast.ben, cast.ada):
        assert "owes me a ladder" not in text(sign_in(other).get(page))
        assert "concern was raised" not in text(sign_in(other).get(page))


def test_the_nominator_learns_of_a_concern_as_a_fact_where_the_space_says_so(sign_in, text, cast):
    set_entry(cast.eli, cast.community, tells_concerns=True)
    made = make_nomination(cast.ben, cast.community)
    raise_concern(cast.finn, made, text="She owes me a ladder.")

    shown = text(sign_in(cast.ben).get(f"/nominations/{made.id}/"))

    assert "1 concern was raised" in shown
    assert "ladder" not in shown
    assert "Finn" not in shown


@pytest.mark.parametrize(
    ("rule", "who_sees"),
    [
        (Shown.MEMBERS, {"ben", "finn", "gil", "eli"}),
        (Shown.INVOLVED, {"ben", "finn", "eli"}),
        (Shown.CURATORS, {"eli"}),
    ],
)
def test_who_vouched_is_shown_to_whom_the_rule_says(sign_in, text, rule, who_sees, cast):
    set_entry(cast.eli, cast.community, shown_to=rule)
    made = make_nomination(cast.ben, cast.community)
    vouch(cast.finn, made, text="I have known her for years.")
    gil = make_member(cast.community, make_person("Gil Sand"))
    people = {"ben": cast.ben, "gil": gil, "eli": cast.eli, "finn": cast.finn}

    # One's own word stands in one's form besides: what counts is the list of those who have spoken.
    seen = {
        name for name, one in people.items() if "Who has spoken" in text(sign_in(one).get(f"/nominations/{made.id}/"))
    }

    assert seen == who_sees


def test_a_word_is_changed_and_taken_back_while_it_is_open(cast):
    made = make_nomination(cast.ben, cast.community)

    vouch(cast.finn, made)
    vouch(cast.finn, made, text="Better said.")
    assert (Nomination.objects.get().vouches, made.voices.get().text) == (1, "Better said.")
    raise_concern(cast.finn, made, text="I have thought it over.")
    assert (Nomination.objects.get().vouches, Nomination.objects.get().concerns) == (0, 1)
    take_back(cast.finn, made)

    assert (Nomination.objects.get().vouches, Nomination.objects.get().concerns, made.voices.count()) == (0, 0, 0)


def test_neither_nominator_nor_nominee_nor_newcomers_vouch(refused, cast):
    made = make_nomination(cast.ben, cast.community, email="gil-sand@example.org")
    gil = make_member(cast.community, make_person("Gil Sand"))
    new = make_member(cast.community, make_person("Nia Neu"), Role.NEWCOMER)

    assert refused(lambda: vouch(cast.ben, made)).status == 403
    assert "about you" in str(refused(lambda: vouch(gil, made)).reason)
    assert "first commitment" in str(refused(lambda: vouch(new, made)).reason)


def test_who_is_asked_to_vouch_gets_a_notice_a_mail_and_a_line_at_home(sign_in, text, cast):
    made = make_nomination(cast.ben, cast.community)

    ask_to_vouch(cast.ben, made, cast.finn)
    ask_to_vouch(cast.ben, made, cast.finn)

    assert recorded().count("VouchAsked") == 1
    assert "Do you vouch for Noor Amin?" in mails_to("finn-thal@example.org")[-1]
    assert "Do you vouch for Noor Amin?" in text(sign_in(cast.finn).get("/"))
    assert "can&#x27;t vouch here" in text(
        sign_in(cast.ben).post(f"/nominations/{made.id}/asking/", {"person": "@dora-weit"})
    )


def test_the_same_person_in_another_spelling_becomes_a_vouching_offer(sign_in, text, cast):
    made = make_nomination(cast.ben, cast.community, email="noor@müller.example")

    again = nominate(cast.finn, cast.community, name="Nour", email="NOOR@xn--mller-kva.example", why="Yes.")

    assert again.id == made.id
    assert Nomination.objects.count() == 1
    answer = sign_in(cast.finn).post("/nominations/new/", {**FORM, "email": "noor@MÜLLER.example"}, follow=True)
    assert "is nominated already. Your word counts" in text(answer)


def test_what_stands_behind_a_plus_is_another_person_that_curators_are_hinted_at(sign_in, text, cast):
    make_nomination(cast.ben, cast.community)
    other = make_nomination(cast.finn, cast.community, email="noor+garden@example.org", name="Noor Garten")

    assert Nomination.objects.count() == 2
    assert "Perhaps the same person: Noor Amin" in text(sign_in(cast.eli).get(f"/nominations/{other.id}/"))
    assert "Perhaps the same person" not in text(sign_in(cast.ada).get(f"/nominations/{other.id}/"))


def test_one_answer_for_members_and_for_those_already_invited_tells_of_neither(refused, cast):
    make_nomination(cast.ada, cast.community, State.ADMITTED)

    member = refused(lambda: nominate(cast.ben, cast.community, name="F", email="Finn-Thal@example.org", why="x"))
    invited = refused(lambda: nominate(cast.ben, cast.community, name="N", email="noor@example.org", why="x"))

    assert (member.status, str(member.reason)) == (invited.status, str(invited.reason))
    assert member.status == 409
    assert Nomination.objects.count() == 1


def test_a_budget_is_used_up_and_free_again(refused, cast):
    gil = make_member(cast.community, make_person("Gil Sand"))
    first = make_nomination(gil, cast.community, email="a@example.org")

    full = refused(lambda: make_nomination(gil, cast.community, email="b@example.org"))
    withdraw(gil, first)
    make_nomination(gil, cast.community, email="b@example.org")

    assert full.status == 409
    assert "as many as you may at a time" in str(full.reason)


def test_a_nominator_who_leaves_leaves_a_marked_nomination(sign_in, text, cast):
    made = make_nomination(cast.finn, cast.community)
    vouch(cast.ben, made)
    leave_space(cast.finn, cast.community)

    vouch(cast.ada, made)

    assert Nomination.objects.get().state == State.REVIEW
    assert "Whoever nominated has left" in text(sign_in(cast.eli).get("/nominations/queue/"))
    assert "has left meanwhile" in text(sign_in(cast.eli).get(f"/nominations/{made.id}/"))


def test_the_deadline_ends_it_once_and_everyone_has_an_answer(refused, cast):
    made = make_nomination(cast.ben, cast.community)
    vouch(cast.finn, made)

    with clock.frozen(made.deadline):
        assert refused(lambda: vouch(cast.ada, made)).status == 410
        turn_what_is_due()
        turn_what_is_due()

    assert Nomination.objects.get().state == State.LAPSED
    assert recorded().count("NominationLapsed") == 1
    assert [mail for mail in mails_to("noor@example.org") if "spoke up in time" in mail]


def test_what_cannot_be_is_said_at_its_field(sign_in, text, cast):
    answer = sign_in(cast.ben).post("/nominations/new/", {**FORM, "email": "no address", "why": "", "knows": ""})

    assert answer.status_code == 422
    assert "Write an address such as noor@example.org." in text(
        sign_in(cast.ben).post("/nominations/new/", {**FORM, "email": "no address"})
    )
    assert Nomination.objects.count() == 0


def test_hostile_text_is_kept_as_text(sign_in, text, cast, shared):
    import json

    naughty = [
        one for one in json.loads((shared / "data" / "naughty-strings" / "blns.json").read_text()) if one.strip()
    ]
    made = make_nomination(cast.ben, cast.community)
    client, refusals = sign_in(cast.finn), 0
    for one in naughty[::12]:
        answer = client.post(f"/nominations/{made.id}/concern/", {"c-text": one})
        refusals += answer.status_code == 422
        assert answer.status_code in {302, 422}
    client.post(f"/nominations/{made.id}/concern/", {"c-text": "<script>alert(1)</script>"})

    assert refusals < 10
    assert "<script>alert(1)" not in text(sign_in(cast.eli).get(f"/nominations/{made.id}/"))
