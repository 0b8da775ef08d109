"""An invitation lets one person in, once, in time, and only whoever reads the mail of its address."""

from __future__ import annotations

import hashlib

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from allmende.commons.follows.commands import follow
from allmende.commons.follows.models import Follow
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.testing import make_member, make_space
from allmende.foundation import clock
from allmende.foundation.journal.models import Entry
from allmende.foundation.testing import at_once, recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import set_plan, withdraw
from allmende.people.nominations.commands.turns import forget_old, turn_what_is_due
from allmende.people.nominations.models import Invitation, Nomination, State
from allmende.people.nominations.queries.plan import places_left
from allmende.people.nominations.testing import accept_by_mail, code_of, mails_to, make_nomination, token_of
from allmende.people.trust.models import Tie
from allmende.people.welcome.models import Path

pytestmark = pytest.mark.django_db
MAIL = "noor@example.org"


@pytest.fixture
def admitted(cast):
    """A nomination of Ben's whose invitation is out."""
    return make_nomination(cast.ben, cast.community, State.ADMITTED, vouchers=[cast.finn, cast.ada])


@pytest.fixture
def noor():
    """Noor with an account of the invited address, which she has confirmed."""
    actor = make_person("Noor Amin", email=MAIL)
    EmailAddress.objects.create(user=actor.account, email=MAIL, verified=True, primary=True)
    return actor


def url(part=""):
    return f"/invitations/{token_of(MAIL, 'invitations')}/{part}"


def test_opening_it_changes_nothing_and_says_who_invites(client, text, admitted):
    before = list(Invitation.objects.values())

    for _time in range(3):
        shown = text(client.get(url()))

    assert "You are invited to Meadow" in shown
    assert "Ben Roth has brought you in" in shown
    assert MAIL not in shown
    assert "n…@example.org" in shown
    assert list(Invitation.objects.values()) == before


def test_whoever_has_confirmed_the_address_accepts_in_one_step(sign_in, cast, admitted, noor):
    answer = sign_in(noor).post(url("acceptance/"))

    assert answer.status_code == 302
    made = Nomination.objects.get()
    assert (made.state, made.nominee) == (State.ACCEPTED, noor)
    assert (
        Path.objects.filter(actor=noor, space=cast.community).exists() or Membership.objects.filter(actor=noor).exists()
    )
    ties = set(Tie.objects.filter(target=noor).values_list("source__name", "kind", "strength"))
    assert ties == {
        ("Ben Roth", "nominated", "strong"),
        ("Finn Thal", "vouched", "weak"),
        ("Ada Berg", "vouched", "weak"),
    }
    assert "InvitationAccepted" in recorded(cast.community.id)


def test_it_is_good_once(sign_in, text, admitted, noor):
    sign_in(noor).post(url("acceptance/"))
    other = make_person("Otto")

    answer = sign_in(other).get(url())

    assert answer.status_code == 410
    assert "has been used" in text(answer)
    assert sign_in(other).post(url("acceptance/")).status_code == 410


def test_it_expires_after_a_fortnight_and_says_what_helps(sign_in, text, admitted, noor):
    with clock.travel(days=14, seconds=1):
        answer = sign_in(noor).get(url())
        assert answer.status_code == 410
        assert "the curators, can renew it" in text(answer)
        assert sign_in(noor).post(url("acceptance/")).status_code == 410
        assert "has run out" in text(sign_in(Nomination.objects.get().nominator).get("/"))

    assert Nomination.objects.get().state == State.ADMITTED


def test_a_forged_one_leads_nowhere_and_only_a_digest_is_kept(client, admitted):
    token = token_of(MAIL, "invitations")

    assert client.get("/invitations/made-up/").status_code == 404
    assert client.get(f"/invitations/{token[:-1]}/").status_code == 404
    assert list(Invitation.objects.values_list("digest", flat=True)) == [hashlib.sha256(token.encode()).hexdigest()]


def test_a_forwarded_one_asks_for_a_code_that_only_the_address_gets(sign_in, text, admitted):
    otto = make_person("Otto Fremd")
    client = sign_in(otto)

    assert "we send a code there" in text(client.get(url()))
    answer = client.post(url("acceptance/"), follow=True)
    assert "Type the code" in text(answer)
    assert mails_to("otto-fremd@example.org") == []
    assert client.post(url("acceptance/"), {"code": "000000"}).status_code == 422
    assert Nomination.objects.get().state == State.ADMITTED
    client.post(url("acceptance/"), {"code": code_of(MAIL)})

    assert Nomination.objects.get().nominee == otto


def test_signing_up_with_the_address_without_confirming_it_is_no_proof(sign_in, admitted):
    thief = make_person("Thief", email=MAIL)

    sign_in(thief).post(url("acceptance/"))

    assert Nomination.objects.get().state == State.ADMITTED


def test_a_code_is_for_whom_it_was_sent_for_some_minutes_and_some_tries(sign_in, refused, admitted):
    otto, other = make_person("Otto"), make_person("Other")
    client = sign_in(otto)
    client.post(url("acceptance/"))
    code = code_of(MAIL)

    assert sign_in(other).post(url("acceptance/"), {"code": code}).status_code == 422
    with clock.travel(minutes=31):
        assert client.post(url("acceptance/"), {"code": code}).status_code == 422
    for _try in range(5):
        client.post(url("acceptance/"), {"code": "x" if code != "x" else "y"})
    assert client.post(url("acceptance/"), {"code": code}).status_code == 422
    for _again in range(4):
        client.post(url("acceptance/"))
    assert client.post(url("acceptance/")).status_code == 429

    assert Nomination.objects.get().state == State.ADMITTED


def test_a_withdrawn_nomination_takes_its_invitation_along(client, cast, admitted):
    withdraw(cast.ben, admitted)

    assert client.get(url()).status_code == 410


def test_an_account_from_before_keeps_what_it_made_and_no_guest_state_is_left(cast, admitted, noor):
    follow(noor, cast.community.thing_ptr)
    before = list(Follow.objects.values())

    accept_by_mail(admitted, noor)

    assert list(Follow.objects.values()) == before
    assert Nomination.objects.get().nominee_id == noor.id


def test_spaces_that_the_nominator_thought_of_open_once_they_belong(cast, noor):
    garden = make_space(cast.ben, cast.community, "Garden")
    made = make_nomination(cast.ben, cast.community, State.ADMITTED, wishes=[garden])
    accept_by_mail(made, noor)
    turn_what_is_due()
    if not Membership.objects.filter(actor=noor, space=cast.community).exists():
        make_member(cast.community, noor)

    turn_what_is_due()
    turn_what_is_due()

    assert Membership.objects.filter(actor=noor, space=garden).count() == 1


def test_a_nominee_turns_it_down_in_words_without_an_account(client, sign_in, text, cast, admitted):
    assert "I would rather not" in text(client.get(url()))
    answer = client.post(url("refusal/"), {"words": "My mother needs me now. <b>Later</b> perhaps."}, follow=True)

    assert "You have turned it down" in text(answer)
    in_german = client.get(answer.request["PATH_INFO"], headers={"accept-language": "de"})
    assert "Du hast abgelehnt" in text(in_german)
    made = Nomination.objects.get()
    assert made.state == State.REFUSED
    for reader in (cast.ben, cast.eli):
        page = text(sign_in(reader).get(f"/nominations/{made.id}/"))
        assert "My mother needs me now. &lt;b&gt;Later&lt;/b&gt; perhaps." in page
    assert sign_in(cast.finn).get(f"/nominations/{made.id}/").status_code == 200, "Finn vouched"
    assert "My mother" not in text(sign_in(cast.finn).get(f"/nominations/{made.id}/"))
    assert recorded(cast.community.id)[-1] == "InvitationRefused"
    assert "mother" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_after_a_no_the_link_is_used_up_the_address_forgotten_and_the_place_free(client, sign_in, text, cast, noor):
    set_plan(cast.eli, cast.community, 1)
    make_nomination(cast.ben, cast.community, State.ADMITTED, vouchers=[cast.finn, cast.ada], curator=cast.eli)
    assert places_left(cast.community) == 0
    link = url()
    client.post(f"{link}refusal/")

    assert client.get(link).status_code == 410
    assert "You have turned this invitation down" in text(client.get(link))
    assert client.post(f"{link}refusal/").status_code == 410
    assert sign_in(noor).post(f"{link}acceptance/").status_code == 410
    assert MAIL not in str(list(Nomination.objects.values()) + list(Invitation.objects.values()))
    assert places_left(cast.community) == 1
    assert sign_in(cast.ben).post(f"/nominations/{Nomination.objects.get().id}/renewal/").status_code == 409
    again = make_nomination(cast.ben, cast.community, State.ADMITTED, vouchers=[cast.finn, cast.ada], curator=cast.eli)
    assert sign_in(noor).post(url("acceptance/")).status_code == 302
    again.refresh_from_db()
    assert again.state == State.ACCEPTED


@pytest.mark.parametrize(
    ("words", "status"), [("", 302), ("x" * 1000, 302), ("x" * 1001, 422), ("\x00\u202e" * 9, 302), ("💐" * 999, 302)]
)
def test_a_no_takes_words_as_they_come_and_too_many_lose_nothing(client, admitted, words, status):
    answer = client.post(url("refusal/"), {"words": words})

    assert answer.status_code == status
    assert Nomination.objects.get().state == (State.REFUSED if status == 302 else State.ADMITTED)
    if status == 422:
        assert words[:900] in answer.content.decode()


def test_only_the_link_says_no_and_opening_a_page_never_does(client, admitted):
    assert client.get(url("refusal/")).status_code == 405
    assert client.post("/invitations/made-up/refusal/").status_code == 404
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert strict.post(url("refusal/")).status_code == 403

    assert Nomination.objects.get().state == State.ADMITTED


@pytest.mark.django_db(transaction=True)
def test_a_yes_and_a_no_at_once_are_one_of_both(client, sign_in, admitted, noor):
    answers = at_once(
        lambda: sign_in(noor).post(url("acceptance/")).status_code, lambda: client.post(url("refusal/")).status_code
    )

    assert sorted(answers) == [302, 410]
    assert Nomination.objects.get().state in {State.ACCEPTED, State.REFUSED}


def test_whoever_said_no_is_forgotten_with_the_others_after_half_a_year(client, admitted):
    client.post(url("refusal/"), {"words": "No, thank you."})
    with clock.travel(days=181):
        forget_old()

    assert Nomination.objects.get().name == ""
