"""A community grows in phases: what is reached is ticked, and going on is a recorded act that says what was not."""

from __future__ import annotations

import pytest

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Mode, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.stages.commands import change_stage, forget, move_on, set_out, tick, untick
from allmende.commons.stages.models import Criterion, Move, Stage
from allmende.commons.stages.queries import changes_by, stages_of, strip_of
from allmende.foundation.testing import recorded
from allmende.foundation.verdicts import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(cast) -> Space:
    set_out(cast.eli, cast.community)
    return cast.community


def stage(root, number) -> Stage:
    return next(one for one in stages_of(root) if one.number == number)


def changed(actor, of, **more):
    said = {
        "name": of.name, "description": of.description, "criteria": [one.text for one in of.criteria.all()],
        "open_in_it": of.rooms, "gates": {Layer(int(layer)): Mode(mode) for layer, mode in of.gates.items()},
    }  # fmt: skip
    return change_stage(actor, of, of.revision, **(said | more))


def test_five_phases_are_set_out_and_the_first_begins(cast, root):
    assert [(one.number, one.state) for one in strip_of(root)] == [
        (1, "now"), (2, "next"), (3, "next"), (4, "next"), (5, "next")
    ]  # fmt: skip
    with pytest.raises(Refused, match="already"):
        set_out(cast.eli, root)


def test_what_is_reached_is_ticked_with_who_when_and_how_one_sees_it(cast, root):
    first = stage(root, 1).criteria.all()[0]
    tick(cast.eli, first, "In the minutes of 3 March.")

    found = Criterion.objects.get(pk=first.pk)
    assert (found.met_by, found.evidence, found.met is not None) == (cast.eli, "In the minutes of 3 March.", True)
    with pytest.raises(Refused, match="already"):
        tick(cast.eli, first, "Again.")
    untick(cast.eli, found)
    assert Criterion.objects.get(pk=first.pk).met is None


def test_going_on_without_everything_needs_a_reason_and_is_written_down(cast, root):
    with pytest.raises(Refused, match="all the same") as refusal:
        move_on(cast.eli, root, 1)
    assert refusal.value.status == 422

    move = move_on(cast.eli, root, 1, "Two customers wait, and the third criterion can be met with them.")

    assert len(move.unmet) == 3
    assert [one.state for one in strip_of(root)][:2] == ["done", "now"]
    assert "StageBegan" in recorded(root.id)


def test_the_phase_that_begins_sets_rooms_and_gates_as_the_preview_said(cast, root):
    assert mode_of(root, Layer.PUBLIC) == Mode.REVIEWED
    changed(cast.eli, stage(root, 2), open_in_it=["posts", "methods"])

    said = {change.what: change.after for change in changes_by(root, stage(root, 2))}
    assert said["Gate: public"] == "closed"
    assert said["Calls"] == "closed"
    move_on(cast.eli, root, 1, "Ready.")

    root.refresh_from_db()
    assert open_rooms(root) == {"posts", "methods"}
    assert mode_of(root, Layer.PUBLIC) == Mode.CLOSED
    assert changes_by(root, stage(root, 2)) == []


def test_two_who_lead_on_at_once_go_one_phase(cast, root):
    move_on(cast.eli, root, 1, "Ready.")

    with pytest.raises(Refused) as refusal:
        move_on(cast.eli, root, 1, "Ready.")
    assert refusal.value.status == 409
    assert Move.objects.count() == 1


def test_a_line_that_stays_keeps_its_tick(cast, root):
    one = stage(root, 1)
    kept = one.criteria.all()[1]
    tick(cast.eli, kept, "Seen.")

    changed(cast.eli, one, criteria=["Something new", kept.text])

    assert [(found.text, found.met is not None) for found in stage(root, 1).criteria.all()] == [
        ("Something new", False), (kept.text, True)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "x"}, "name"),
        ({"description": "x" * 4001}, "description"),
        ({"criteria": [f"Line {n}" for n in range(13)]}, "criteria"),
        ({"criteria": ["x" * 301]}, "criteria"),
        ({"open_in_it": ["cellar"]}, "rooms"),
        ({"gates": {Layer.TEAM: Mode.FREE}}, "gates"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(cast, root, change, field):
    with pytest.raises(Refused) as refusal:
        changed(cast.eli, stage(root, 1), **change)
    assert list(refusal.value.errors) == [field]


def test_two_windows_do_not_overwrite_each_other_and_what_is_over_stays(cast, root):
    one = stage(root, 1)
    changed(cast.eli, one, name="We begin")
    with pytest.raises(Refused, match="another window"):
        changed(cast.eli, one, name="We start")

    move_on(cast.eli, root, 1, "Ready.")
    with pytest.raises(Refused, match="over"):
        changed(cast.eli, stage(root, 1), name="It was once")


def test_who_leaves_takes_their_name_along_and_what_was_reached_stays(cast, root):
    tick(cast.eli, stage(root, 1).criteria.all()[0], "Seen.")
    forget(cast.eli)

    found = Criterion.objects.get(met__isnull=False)
    assert (found.met_by, found.evidence) == (None, "Seen.")


def test_guests_see_the_phases_and_nothing_of_what_is_within(cast, root, client):
    tick(cast.eli, stage(root, 1).criteria.all()[0], "In the minutes.")
    page = client.get("/stages/").content.decode()

    assert "Outward effect" in page
    assert "In the minutes" not in page
    assert "Outward effect" in client.get("/about/").content.decode()
