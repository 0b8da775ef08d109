"""A contribution says what it builds on, and both pages tell."""

from __future__ import annotations

import pytest

from allmende.commons.lineage.models import Link
from allmende.rooms.calls.testing import make_call, make_contribution

pytestmark = pytest.mark.django_db


def test_a_source_is_found_by_its_words_named_and_told_on_both_ends(cast, at_noon, signed_in):
    call = make_call(cast.ada, cast.team)
    pond, lake = make_contribution(cast.ada, call), make_contribution(cast.ben, call, title="A lake")
    ben, here = signed_in(cast.ben), f"/calls/{call.slug}/contributions"

    found = ben.get(f"{here}/{lake.number}/sources/?q=pond").content.decode()
    assert ("A pond" in found, str(pond.id) in found) == (True, True)
    assert ben.post(f"{here}/{lake.number}/sources/", {"source": pond.id, "kind": "merges"}).status_code == 302
    assert "takes it in" in ben.get(f"{here}/{lake.number}/lineage/").content.decode()
    back = ben.get(f"{here}/{pond.number}/lineage/").content.decode()
    assert ("A lake" in back, "lineage/" in ben.get(f"{here}/{pond.number}-a-pond/").content.decode()) == (True, True)
    circle = signed_in(cast.ada).post(f"{here}/{pond.number}/sources/", {"source": lake.id, "kind": "builds_on"})
    assert circle.status_code == 409
    assert ben.post(f"{here}/{lake.number}/sources/{pond.id}/removal/").status_code == 302
    assert not Link.objects.exists()


@pytest.mark.parametrize("words", ["", "%00", "'; --", "pond " * 40, "ß"])
def test_any_words_are_answered(cast, at_noon, signed_in, words):
    call = make_call(cast.ada, cast.team)
    lake = make_contribution(cast.ben, call, title="A lake")

    answer = signed_in(cast.ben).get(f"/calls/{call.slug}/contributions/{lake.number}/sources/", {"q": words})

    assert answer.status_code == 200


def test_a_source_that_is_none_isnt_found(cast, at_noon, signed_in):
    call = make_call(cast.ada, cast.team)
    lake = make_contribution(cast.ben, call, title="A lake")

    for source in ("", "x", "019ac1f0-0000-7000-8000-000000000000"):
        answer = signed_in(cast.ben).post(
            f"/calls/{call.slug}/contributions/{lake.number}/sources/", {"source": source}
        )
        assert answer.status_code == 404
