"""An invitation lets one person in, once, in time, and only whoever reads the mail of its address."""

from __future__ import annotations

import hashlib

import pytest
from allauth.account.models import EmailAddress

from allmende.commons.follows.commands import follow
from allmende.commons.follows.models import Follow
from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.testing import make_member, make_space
from allmende.foundation import clock
from allmende.foundation.testing import recorded
from allmende.identity.accounts.testing import make_person
from allmende.people.nominations.commands import withdraw
from allmende.people.nominations.commands.turns import turn_what_is_due
from allmende.people.nominations.models import Invitation, Nomination, State
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
