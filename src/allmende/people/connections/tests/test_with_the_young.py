"""Contacts of the young: among themselves with their guardians' word, with adults only where those care for them."""

from __future__ import annotations

import pytest

from allmende.commons.consent.models import Guardianship, GuardianState
from allmende.commons.spaces.testing import Cast, make_member
from allmende.foundation import clock
from allmende.foundation.verdicts import Denied
from allmende.identity.accounts.models import Account, AgeBand
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.connections.rules import may_ask

pytestmark = pytest.mark.django_db


def make_young(cast: Cast, name: str, band: AgeBand = AgeBand.UNDER_16, *, allows: tuple[str, ...] = ()) -> Actor:
    person = make_member(cast.community, make_person(name))
    Account.objects.filter(actor=person).update(age_band=band)
    if allows:
        Guardianship.objects.create(
            child=person,
            address="guardian@example.org",
            name="Guardian",
            language="en",
            state=GuardianState.GRANTED,
            allows=list(allows),
            expires=clock.now(),
        )
    return Actor.objects.get(id=person.id)


def test_an_adult_cannot_ask_a_child(cast: Cast) -> None:
    child = make_young(cast, "Kim", allows=("messages",))

    verdict = may_ask(cast.finn, child, cast.community)

    assert isinstance(verdict, Denied)
    assert "Kim can be asked by people of their teams" in str(verdict.reason)


def test_a_curator_and_people_of_their_teams_can(cast: Cast) -> None:
    child = make_young(cast, "Kim", allows=("messages",))
    make_member(cast.team, child)

    assert may_ask(cast.eli, child, cast.community)
    assert may_ask(cast.ben, child, cast.community)


def test_the_young_ask_each_other_with_their_guardians_word(cast: Cast) -> None:
    kim, lou = make_young(cast, "Kim", allows=("messages",)), make_young(cast, "Lou", allows=("messages",))
    mia = make_young(cast, "Mia")
    noa = make_young(cast, "Noa", AgeBand.UNDER_18)

    assert may_ask(kim, lou, cast.community)
    assert not may_ask(kim, mia, cast.community)
    assert not may_ask(mia, kim, cast.community)
    assert may_ask(noa, kim, cast.community)


def test_a_child_asks_curators_and_their_teams_but_no_strangers(cast: Cast) -> None:
    kim = make_young(cast, "Kim", allows=("messages",))

    assert may_ask(kim, cast.eli, cast.community)
    assert not may_ask(kim, cast.finn, cast.community)
