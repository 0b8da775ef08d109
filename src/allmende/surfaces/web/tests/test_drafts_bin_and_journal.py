"""Drafts of all rooms, the bin and what comes back from it."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.bin.commands import put_in_bin
from allmende.commons.spaces.testing import make_note
from allmende.rooms.calls.commands import draft_contribution
from allmende.rooms.calls.testing import make_call, make_draft


def text(answer: Any) -> str:
    return answer.content.decode()


def test_drafts_of_every_kind_stand_in_one_list(sign_in, cast):
    call = make_call(cast.ada, cast.team)
    draft_contribution(cast.ada, call, title="A brook", text="", cost=None)
    make_draft(cast.ada, cast.team, title="Where do we sit?")

    shown = text(sign_in(cast.ada).get("/drafts/"))

    assert "A brook" in shown
    assert "Where do we sit?" in shown
    assert "A brook" not in text(sign_in(cast.ben).get("/drafts/"))


def test_a_guest_has_no_drafts_and_no_bin(client, cast):
    assert client.get("/drafts/").status_code == 403
    assert client.get("/bin/").status_code == 403


def test_what_is_put_in_the_bin_can_be_restored(sign_in, cast):
    note = make_note(cast.team, cast.ben)
    client = sign_in(cast.ben)

    client.post(reverse("bin_put", args=[note.id]))
    shown = text(client.get("/bin/"))
    assert "A pond" in shown
    assert "stays 30 more days" in shown
    client.post(reverse("restoration", args=[note.id]))

    note.refresh_from_db()
    assert note.layer == Layer.TEAM
    assert "The bin is empty" in text(client.get("/bin/"))


def test_someone_elses_things_are_not_put_in_the_bin(sign_in, cast):
    note = make_note(cast.team, cast.ben)

    assert sign_in(cast.ada).post(reverse("bin_put", args=[note.id])).status_code == 403
    assert sign_in(cast.finn).post(reverse("bin_put", args=[note.id])).status_code == 404


def test_the_bin_of_a_space_is_its_curators_to_look_through(sign_in, cast):
    put_in_bin(cast.ben, make_note(cast.team, cast.ben))

    assert "A pond" in text(sign_in(cast.eli).get("/bin/?space=orchard"))
    assert sign_in(cast.ben).get("/bin/?space=orchard").status_code == 403
    assert sign_in(cast.dora).get("/bin/?space=orchard").status_code == 404


def test_what_a_curator_removed_its_author_can_not_bring_back(sign_in, cast):
    note = make_note(cast.community, cast.ben, Layer.COMMUNITY)
    put_in_bin(cast.eli, note)

    client = sign_in(cast.ben)

    assert "A curator can restore it." in text(client.get("/bin/"))
    assert client.post(reverse("restoration", args=[note.id])).status_code == 403


@pytest.mark.parametrize("many", [1, 3])
def test_the_bin_costs_the_same_however_much_lies_in_it(sign_in, cast, many, django_assert_num_queries):
    for space, author, layer in [
        (cast.team, cast.eli, Layer.PRIVATE),
        (cast.community, cast.ada, Layer.COMMUNITY),
        (cast.community, cast.ben, Layer.NETWORK),
    ][:many]:
        put_in_bin(cast.eli, make_note(space, author, layer))
    client = sign_in(cast.eli)
    client.get("/bin/")

    with django_assert_num_queries(9):
        client.get("/bin/")


@pytest.mark.parametrize("many", [1, 3])
def test_drafts_cost_the_same_however_many_there_are(sign_in, cast, many, django_assert_num_queries):
    call = make_call(cast.ada, cast.team)
    for n in range(many):
        draft_contribution(cast.ada, call, title=f"Thought {n}", text="", cost=None)
    client = sign_in(cast.ada)
    client.get("/drafts/")

    with django_assert_num_queries(9):  # one for each kind of thing that can be a draft
        client.get("/drafts/")
