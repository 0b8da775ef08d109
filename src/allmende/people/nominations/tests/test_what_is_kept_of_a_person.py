"""What is kept of someone can be taken along, and is erased when they go."""

from __future__ import annotations

import json

import pytest

from allmende.people.nominations.commands.forgetting import forget
from allmende.people.nominations.models import Nomination, Request, State, Voice
from allmende.people.nominations.queries.personal import export
from allmende.people.nominations.testing import make_nomination, make_request

pytestmark = pytest.mark.django_db


def test_the_export_holds_what_one_wrote_and_what_is_about_one_but_not_what_others_said(cast):
    make_nomination(
        cast.ben, cast.community, State.ACCEPTED, email="dora-weit@example.org", name="Dora", nominee=cast.dora
    )

    of_ben, of_dora = export(cast.ben), export(cast.dora)

    assert json.dumps(of_ben)
    assert of_ben["nominated_by_me"][0]["why"].startswith("She mends bicycles")
    assert of_dora["about_me"][0]["name"] == "Dora"
    assert "repair café" not in json.dumps(of_dora, ensure_ascii=False)


def test_who_goes_leaves_no_name_address_or_word_behind(cast):
    made = make_nomination(cast.ben, cast.community, State.ACCEPTED, email="dora-weit@example.org", nominee=cast.dora)
    make_request(cast.community, email="ben-roth+else@example.org")

    for actor in (cast.dora, cast.finn, cast.ben):
        forget(actor)
        forget(actor)

    made.refresh_from_db()
    assert (made.name, made.email, made.address, made.why, made.nominee) == ("", "", "", "", None)
    assert not Voice.objects.filter(actor=cast.finn).exclude(text="").exists()
    assert Nomination.objects.filter(nominator=cast.ben).count() == 1
    assert Request.objects.count() == 1  # another address, behind a plus, is another person's
