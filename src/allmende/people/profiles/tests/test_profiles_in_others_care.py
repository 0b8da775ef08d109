"""Someone without an account has a profile: marked, claimed with a yes, or erased by the link in a mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.testing import Cast
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.models import Account
from allmende.identity.actors.models import Actor, Kind
from allmende.people.profiles.commands import accept_claim, claim, decline_claim, make_managed
from allmende.people.profiles.models import Claim, Detail, Managed
from allmende.people.profiles.testing import make_skill

pytestmark = pytest.mark.django_db


def make_moss(cast: Cast) -> Managed:
    moss = make_managed(cast.eli, cast.community, name="Moss Feld", email="moss@example.org")
    make_skill(moss, cast.community, "Thatching")
    return Managed.objects.get(actor=moss)


def test_it_is_marked_and_says_who_cares_for_it(cast: Cast) -> None:
    make_moss(cast)
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(cast.finn.account)

    page = client.get("/people/moss-feld/").content.decode()

    assert "without an account" in page
    assert "Eli Stein cares for it" in page
    assert "moss@example.org" not in page


def test_with_a_yes_the_account_takes_it_over_and_everything_is_kept(cast: Cast) -> None:
    managed = make_moss(cast)
    first, moss = cast.dora.id, managed.actor

    accept_claim(cast.eli, claim(cast.dora, managed, "It's me, from the roof."))

    account = Account.objects.get(email="dora-weit@example.org")
    assert (account.actor_id, account.actor.kind, account.actor.name) == (moss.id, Kind.PERSON, "Moss Feld")
    assert Detail.objects.get(actor=moss).text == "Thatching"
    assert Membership.objects.filter(actor=moss, space=cast.community).exists()
    assert Actor.objects.get(id=first).erased is not None


def test_an_account_with_a_life_of_its_own_is_not_overwritten(cast: Cast) -> None:
    managed = make_moss(cast)
    make_note_by = cast.eli  # who has opened spaces here
    asked = Claim.objects.create(managed=managed, claimant=make_note_by)

    with pytest.raises(Refused):
        accept_claim(cast.eli, asked)
    assert Account.objects.get(actor=cast.eli).actor_id == cast.eli.id


def test_a_no_is_told_by_mail(cast: Cast) -> None:
    decline_claim(cast.eli, claim(cast.dora, make_moss(cast)))
    run_due()

    assert [each.to for each in mail.outbox] == [
        ["moss@example.org"],
        ["eli-stein@example.org"],
        ["dora-weit@example.org"],
    ]


def test_the_link_in_the_mail_erases_everything_without_an_account(cast: Cast) -> None:
    managed = make_moss(cast)
    run_due()
    url = re.search(r"http\S+/profile/erasure/\S+", mail.outbox[0].body)[0]  # type: ignore[index]
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})

    assert client.get(url).status_code == 200
    assert Detail.objects.exists()
    assert client.post(url).status_code == 200

    moss = Actor.objects.get(id=managed.actor_id)
    assert "Moss" not in moss.name
    assert moss.handle.startswith("gone-")
    assert moss.erased is not None
    assert not Detail.objects.exists()
    assert Managed.objects.get().email == ""
    assert client.post(url).status_code == 404


def test_only_for_those_who_have_no_account(cast: Cast) -> None:
    with pytest.raises(Refused, match="There is an account"):
        make_managed(cast.eli, cast.community, name="Dora", email=" DORA-weit@example.org ")
