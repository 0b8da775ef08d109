"""Someone says in a sentence that another can do it: shown with a yes, tied, taken back by either."""

from __future__ import annotations

import pytest
from django.test import Client

from allmende.commons.spaces.testing import Cast
from allmende.foundation.verdicts import Refused
from allmende.people.profiles.commands import accept_endorsement, endorse, put, skill, withdraw_endorsement
from allmende.people.profiles.models import Detail, Endorsement, Key
from allmende.people.profiles.testing import make_skill
from allmende.people.trust.models import Tie, TieKind

pytestmark = pytest.mark.django_db
SENTENCE = "Built our shed with three beginners."


def page_for(actor: object) -> str:
    client = Client(SERVER_NAME="localhost", headers={"Accept-Language": "en"})
    client.force_login(actor.account)  # type: ignore[attr-defined]
    return client.get("/people/ada-berg/").content.decode()


def test_it_shows_once_the_endorsed_say_yes(cast: Cast) -> None:
    made = endorse(cast.finn, make_skill(cast.ada, cast.community), cast.community, SENTENCE)

    assert SENTENCE not in page_for(cast.ben)
    assert SENTENCE in page_for(cast.finn)
    assert not Tie.objects.exists()

    accept_endorsement(cast.ada, made)

    assert SENTENCE in page_for(cast.ben)
    assert "1 endorsement" in page_for(cast.ben)
    assert Tie.objects.filter(source=cast.finn, target=cast.ada, kind=TieKind.ENDORSED).exists()


def test_either_side_takes_it_back_and_the_tie_goes_with_the_last(cast: Cast) -> None:
    one, two = put(cast.ada, cast.ada, cast.community, Key.SKILL, [skill("Saws", "en"), skill("Glue", "en")])
    first, second = (
        accept_endorsement(cast.ada, endorse(cast.finn, each, cast.community, SENTENCE)) for each in (one, two)
    )

    withdraw_endorsement(cast.ada, first)
    assert Tie.objects.exists()
    withdraw_endorsement(cast.finn, second)
    assert not Tie.objects.exists()


def test_an_endorsement_stays_when_other_skills_come_and_go(cast: Cast) -> None:
    detail = make_skill(cast.ada, cast.community, "Saws")
    endorse(cast.finn, detail, cast.community, SENTENCE)

    put(cast.ada, cast.ada, cast.community, Key.SKILL, [skill("Glue", "en"), skill("Saws", "en")])

    assert Endorsement.objects.get().detail_id == detail.id
    put(cast.ada, cast.ada, cast.community, Key.SKILL, [])
    assert not Detail.objects.exists()
    assert not Endorsement.objects.exists()


def test_once_each_and_in_a_sentence(cast: Cast) -> None:
    detail = make_skill(cast.ada, cast.community)
    endorse(cast.finn, detail, cast.community, SENTENCE)

    with pytest.raises(Refused, match="endorsed this already"):
        endorse(cast.finn, detail, cast.community, SENTENCE)
    with pytest.raises(Refused, match="in a sentence"):
        endorse(cast.ben, detail, cast.community, "Good!")
