"""What nobody asked for: a hundred people, empty and huge notes, repeated and late ones, and people who leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import make_member
from allmende.foundation.personal import holdings
from allmende.foundation.verdicts import Refused
from allmende.identity.accounts.testing import make_person
from allmende.rooms.methods.commands import (
    conclude,
    enter_results,
    join,
    keep_findings,
    leave,
    plan_session,
    write_note,
)
from allmende.rooms.methods.models import Finding, Note, Seat
from allmende.rooms.methods.queries import find_session, wall_of
from allmende.rooms.methods.testing import lead_to, make_method, make_session

pytestmark = pytest.mark.django_db


def test_a_hundred_people_join_and_each_has_a_sheet(cast, session, django_assert_num_queries):
    for n in range(100):
        join(make_member(cast.team, make_person(f"Person {n}")), session)
    session = lead_to(cast.ada, session, 1)

    assert session.going_round == 100
    found = find_session(cast.ben, session.id)
    with django_assert_num_queries(2):  # people and notes; Ben looks on, and has no dots
        assert len(wall_of(cast.ben, found).people) == 101
    seats = Seat.objects.filter(session=session, number__isnull=False).values_list("number", flat=True)
    assert sorted(seats) == list(range(100))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\u200b\u200b", "x" * 501])
def test_a_note_that_says_nothing_or_too_much_is_refused_in_words(cast, session, text):
    session = lead_to(cast.ada, session, 1)

    with pytest.raises(Refused) as refusal:
        write_note(cast.ada, session, 1, text)
    assert (refusal.value.status, list(refusal.value.errors)) == (422, ["text"])


def test_a_note_that_is_sent_twice_is_there_once(cast, session):
    session = lead_to(cast.ada, session, 1)
    assert write_note(cast.ada, session, 1, "A pond") == write_note(cast.ada, session, 1, " A  pond ")


def test_a_note_for_a_step_that_is_over_is_not_taken_for_the_next(cast, session):
    session = lead_to(cast.ada, session, 2)
    with pytest.raises(Refused, match="another step") as refusal:
        write_note(cast.ada, session, 1, "Late")
    assert refusal.value.status == 409


def test_what_was_typed_stands_in_the_form_when_it_came_too_late(cast, session, client):
    session = lead_to(cast.ada, session, 2)
    client.force_login(cast.ada.account)

    answer = client.post(f"/methods/sessions/{session.id}/notes/", {"step": "1", "text": "Late <b>& fine</b>"})

    assert answer.status_code == 409
    assert "Late &lt;b&gt;&amp; fine&lt;/b&gt;</textarea>" in answer.content.decode()


def test_one_person_does_not_fill_the_wall_alone(cast, session):
    session = lead_to(cast.ada, session, 3)
    Note.objects.bulk_create(Note(session=session, author=cast.ada, step=3, text=f"Idea {n}") for n in range(40))
    with pytest.raises(Refused, match="forty"):
        write_note(cast.ada, session, 3, "One more")


def test_notes_from_paper_come_in_lines_without_bullets_and_doubles(cast, session):
    assert enter_results(cast.ada, session, "- A pond\n* Shade\n\n  • A pond\n", "Water") == 2
    assert [note.text for note in session.notes.order_by("id")] == ["A pond", "Shade"]
    for lines in ("", " \n ", "x" * 501, "\n".join(f"Line {n}" for n in range(2001))):
        with pytest.raises(Refused):
            enter_results(cast.ada, session, lines)


def test_chosen_notes_become_findings_of_the_space_once(cast, session):
    session = lead_to(cast.ada, session, 3)
    notes = [write_note(cast.ada, session, 3, text).id for text in ("A *pond*", "Shade", "Reeds")]
    with pytest.raises(Refused, match="conclude"):
        keep_findings(cast.ada, session, notes, Layer.TEAM)
    conclude(cast.ada, session)

    [one] = keep_findings(cast.ada, session, notes[:1], Layer.TEAM)
    [both] = keep_findings(cast.ada, session, notes, Layer.PUBLIC, "For frogs")

    assert (one.title, one.layer) == ("A *pond*", Layer.TEAM)
    assert "<em>" not in one.text_html
    assert both.text == "- Shade\n- Reeds"
    assert both.layer == Layer.COMMUNITY  # the step to the public waits at the gate
    with pytest.raises(Refused, match="Choose"):
        keep_findings(cast.ada, session, notes, Layer.TEAM)


def test_who_leaves_takes_notes_dots_and_seat_along(cast, session):
    join(cast.ben, session)
    session = lead_to(cast.ada, session, 3)
    write_note(cast.ben, session, 3, "From Ben")
    kept = next(one for one in holdings() if one.key == "methods")
    assert kept.export(cast.ben)["notes"][0]["text"] == "From Ben"

    kept.forget(cast.ben)
    kept.forget(cast.ben)

    assert not Note.objects.filter(author=cast.ben).exists()
    assert not Seat.objects.filter(actor=cast.ben).exists()


def test_findings_of_who_leaves_are_emptied_on_their_wish(cast, session):
    enter_results(cast.ada, session, "A pond")
    session = conclude(cast.ada, session)
    keep_findings(cast.ada, session, [session.notes.get().id], Layer.TEAM)

    next(one for one in holdings() if one.key == "methods").anonymise(cast.ada)

    assert [(one.title, one.text) for one in Finding.objects.all()] == [("Finding of a former member", "")]


def test_joining_and_leaving_twice_is_once(cast, session):
    assert join(cast.ben, session) == join(cast.ben, session)
    leave(cast.ben, session)
    leave(cast.ben, session)
    assert not Seat.objects.filter(actor=cast.ben).exists()


def test_pages_cost_the_same_at_one_and_at_three(cast, client, django_assert_max_num_queries):
    costs: dict[str, list[int]] = {}
    client.force_login(cast.ben.account)
    sessions = []
    for round_ in (1, 3):
        for n in range(round_):
            method = make_method(cast.ada, cast.team, f"Round {round_} {n}")
            sessions.append(make_session(cast.ada, cast.team, method=method))
            if len(sessions) == 1:
                sessions[0] = lead_to(cast.ada, sessions[0], 3)
            enter_results(cast.ada, sessions[0], f"Note {round_} {n}", f"Group {round_} {n}")
        for url in (
            "/methods/",
            "/methods/sessions/",
            f"/methods/sessions/{sessions[0].id}/",
            f"/spaces/{cast.team.slug}/",
        ):
            client.get(url)
            with django_assert_max_num_queries(40) as captured:
                assert client.get(url).status_code == 200
            costs.setdefault(url, []).append(len(captured))

    assert {url: counts for url, counts in costs.items() if len(set(counts)) > 1} == {}


def test_a_session_far_ahead_or_without_a_name_is_not_planned(cast, card):
    for said in ({"title": "x"}, {"title": "x" * 121}, {"question": "x" * 281}):
        with pytest.raises(Refused):
            plan_session(cast.ada, card, cast.team, **said)
    with pytest.raises(Refused):
        plan_session(cast.ada, card, cast.team, starts=card.created + timedelta(days=4000))
