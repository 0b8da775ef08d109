"""Where a thing stands, taking it outward through each kind of gate, back, and who could see it when."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import decide_passage, set_gate, widen
from allmende.commons.spaces.models import Mode, Passage
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment


def text(answer: Any) -> str:
    return answer.content.decode()


def ladder(thing: Any) -> str:
    return reverse("ladder", args=[thing.id])


@pytest.fixture
def note(cast: Any) -> Any:
    return make_note(cast.team, cast.ben)


def test_it_says_where_it_stands_with_a_number(sign_in, cast, note):
    assert "The 3 members of this space can see this." in text(sign_in(cast.ben).get(ladder(note)))


def test_the_picker_says_who_will_see_it_or_why_not(sign_in, cast, note):
    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.CLOSED)

    shown = text(sign_in(cast.ben).get(ladder(note)))

    assert "The 4 members of the community can see this." in shown
    assert "This space keeps such things inside: the gate is closed." in shown


def test_before_a_step_it_names_what_becomes_visible(sign_in, cast, note):
    comment(cast.ada, note, "Fine")
    comment(cast.ben, note, "Thanks")

    shown = text(sign_in(cast.ben).get(ladder(note), {"to": "3"}))

    assert "This becomes visible:" in shown
    assert "2 comments by 2 people" in shown
    assert "The gate is free: it goes there at once." in shown
    note.refresh_from_db()
    assert note.layer == Layer.TEAM


def test_through_a_free_gate_it_goes_at_once(sign_in, cast, note):
    sign_in(cast.ben).post(ladder(note), {"to": "3"})

    note.refresh_from_db()
    assert note.layer == Layer.COMMUNITY


def test_at_a_reviewed_gate_it_waits_and_can_be_taken_back(sign_in, cast, note):
    client = sign_in(cast.ben)
    assert "a curator looks at it first" in text(client.get(ladder(note), {"to": "5"}))

    client.post(ladder(note), {"to": "5"})
    assert "It waits at a gate" in text(client.get(ladder(note)))
    client.post(reverse("ladder_retraction", args=[note.id]))

    shown = text(client.get(ladder(note)))
    assert "It waits at a gate" not in shown
    assert "Request taken back: Public" in shown


def test_a_closed_gate_refuses(sign_in, cast, note):
    set_gate(cast.eli, cast.team, Layer.PUBLIC, Mode.CLOSED)

    assert sign_in(cast.ben).post(ladder(note), {"to": "5"}).status_code == 403


def test_withdrawing_is_free_and_says_how_far_it_was_seen(sign_in, cast, note):
    widen(cast.ben, note, cast.team, Layer.COMMUNITY)
    client = sign_in(cast.ben)
    assert "4 people could see it" in text(client.get(ladder(note), {"to": "2"}))

    client.post(ladder(note), {"to": "2"})

    shown = text(client.get(ladder(note)))
    assert "Withdrawn" not in shown.split("<h2>")[0]
    assert "Stood on: Community" in shown
    assert "Stands on: Team" in shown


def test_the_history_names_who_asked_who_decided_and_why(sign_in, cast, note):
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)
    decide_passage(cast.eli, passage, passes=False, reason="The photo shows children.")

    shown = text(sign_in(cast.ben).get(ladder(note)))

    assert "Declined: Public" in shown
    assert "decided by Eli Stein" in shown
    assert "The photo shows children." in shown


@pytest.mark.parametrize(("who", "status"), [("ben", 200), ("ada", 200), ("finn", 404), ("dora", 404)])
def test_it_is_for_its_author_and_the_stewards(sign_in, cast, note, who, status):
    assert sign_in(getattr(cast, who)).get(ladder(note)).status_code == status


def test_others_who_see_a_thing_do_not_see_its_history(sign_in, cast, note):
    widen(cast.ben, note, cast.team, Layer.COMMUNITY)

    assert sign_in(cast.finn).get(ladder(note)).status_code == 403


def test_the_queue_shows_what_waits_with_its_words(sign_in, cast, note):
    widen(cast.ben, note, cast.team, Layer.PUBLIC)

    shown = text(sign_in(cast.eli).get("/gates/"))

    assert "A pond" in shown
    assert "Ben Roth asks for it" in shown
    assert "Let it through" in shown


def test_a_curator_lets_it_through(sign_in, client, cast, note):
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)

    sign_in(cast.eli).post(reverse("gate_decision", args=[passage.id]), {"passes": "yes"})

    note.refresh_from_db()
    assert note.layer == Layer.PUBLIC


def test_declining_without_a_reason_is_said_at_the_field(sign_in, cast, note):
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)
    client = sign_in(cast.eli)

    answer = client.post(reverse("gate_decision", args=[passage.id]), {"passes": "no", "reason": " "})
    assert answer.status_code == 422
    assert "Say why, so that it can be done better." in text(answer)
    client.post(reverse("gate_decision", args=[passage.id]), {"passes": "no", "reason": "Children in the photo."})

    assert Passage.objects.get(id=passage.id).reason == "Children in the photo."


def test_the_queue_is_the_curators(sign_in, client, cast, note):
    passage = widen(cast.ben, note, cast.team, Layer.PUBLIC)

    for who in (cast.ada, cast.ben, cast.finn, cast.dora):
        assert sign_in(who).get("/gates/").status_code == 403
        assert sign_in(who).post(reverse("gate_decision", args=[passage.id]), {"passes": "yes"}).status_code == 403
    assert client.get("/gates/").status_code == 403


def test_what_waits_is_a_dot_among_the_workplaces(sign_in, cast, note):
    client = sign_in(cast.eli)
    assert "Something waits" not in text(client.get("/spaces/"))

    widen(cast.ben, note, cast.team, Layer.PUBLIC)

    assert "Something waits" in text(client.get("/spaces/"))
    assert "Workplaces" not in text(sign_in(cast.ben).get("/spaces/"))


@pytest.mark.parametrize("many", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(sign_in, cast, many, django_assert_num_queries):
    for author in [cast.ben, cast.ada, cast.finn][:many]:
        space = cast.community if author == cast.finn else cast.team
        made = make_note(
            space, author, Layer.COMMUNITY if author == cast.finn else Layer.TEAM, title=f"Of {author.name}"
        )
        widen(author, made, space, Layer.PUBLIC)
    client = sign_in(cast.eli)
    client.get("/gates/")

    with django_assert_num_queries(9):
        client.get("/gates/")
