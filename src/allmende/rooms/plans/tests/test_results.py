"""Results stand in a tree, know what they came of, and a project owes one before it is archived."""

from datetime import date

import pytest

from allmende.commons.lineage.queries import lineage_of
from allmende.commons.spaces.commands import archive_space
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.testing import make_member, make_note, make_space
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.verdicts import Refused
from allmende.rooms.plans.commands import add_result, change_result, name_source_of, note_entry, say_word
from allmende.rooms.plans.queries import entries_of, tree_of
from allmende.rooms.plans.testing import make_plan

pytestmark = pytest.mark.django_db
WORD = "The meadow holds the water. Thank you, all of you."


def test_results_stand_in_a_tree(cast):
    meadow = add_result(cast.ada, cast.team, title="A wet meadow", progress=40)
    add_result(cast.ada, cast.team, title="The ditch", parent=meadow, progress=100, state="done")

    [root] = tree_of(cast.ben, cast.team)

    assert (root.title, [node.title for node in root.children]) == ("A wet meadow", ["The ditch"])
    assert tree_of(cast.finn, cast.team) == []


def test_nothing_stands_inside_itself(cast):
    meadow = add_result(cast.ada, cast.team, title="A wet meadow")
    ditch = add_result(cast.ada, cast.team, title="The ditch", parent=meadow)

    for parent in (ditch, meadow):
        with pytest.raises(Refused) as refused:
            change_result(cast.ada, meadow, 0, parent=parent)
        assert set(refused.value.errors) == {"parent"}


def test_a_tree_is_eight_deep_at_most(cast):
    above = None
    for level in range(8):
        above = add_result(cast.ada, cast.team, title=f"Level {level}", parent=above)

    with pytest.raises(Refused):
        add_result(cast.ada, cast.team, title="One too deep", parent=above)


def test_a_result_leads_back_to_the_ideas_that_fed_it(cast):
    idea, other = make_note(cast.team, cast.ben, title="A pond"), make_note(cast.team, cast.ben, title="A hedge")
    result = add_result(cast.ada, cast.team, title="A wet meadow", sources=[idea])

    name_source_of(cast.ada, result, other)

    assert {tie.earlier for tie in lineage_of(result.id, cast.ada).ties} <= {idea.id, other.id}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"title": " "}, "title"),
        ({"title": "Meadow", "progress": 101}, "progress"),
        ({"title": "Meadow", "costs": -1}, "costs"),
        ({"title": "Meadow", "state": "nearly"}, "state"),
        ({"title": "Meadow", "starts": date(2026, 2, 1), "due": date(2026, 1, 1)}, "due"),
        ({"title": "Meadow", "text": "x" * 20_001}, "text"),
    ],
)
def test_what_can_t_be_is_named(cast, values, wrong):
    with pytest.raises(Refused) as refused:
        add_result(cast.ada, cast.team, **values)

    assert set(refused.value.errors) == {wrong}


def test_what_happened_is_noted_by_members(cast):
    result = add_result(cast.ada, cast.team, title="A wet meadow")

    note_entry(cast.ben, result, date(2026, 10, 3), "The first frogs have moved in.")

    assert [(entry.text, entry.author.name) for entry in entries_of(result)] == [
        ("The first frogs have moved in.", "Ben Roth")
    ]


def test_two_windows_overwrite_nothing(cast):
    result = add_result(cast.ada, cast.team, title="A wet meadow")
    change_result(cast.ada, result, 0, progress=20)

    with pytest.raises(Refused) as refused:
        change_result(cast.eli, result, 0, progress=10)

    assert refused.value.status == 409


def test_a_project_owes_a_result_and_a_word_before_it_is_archived(cast):
    project = make_space(cast.ada, cast.community, "Mill Lane", SpaceKind.PROJECT)
    make_member(project, cast.ben)
    make_plan(cast.ada, project)
    with pytest.raises(Refused, match="what came of it") as refused:
        archive_space(cast.ada, project)
    assert refused.value.remedy.url == f"/results/new/?in={project.slug}"

    add_result(cast.ada, project, title="A wet meadow", progress=100, state="done")
    with pytest.raises(Refused, match="hears a word") as refused:
        archive_space(cast.ada, project)
    assert refused.value.remedy.url == f"/spaces/{project.slug}/word/"

    say_word(cast.ada, project, WORD)

    assert archive_space(cast.ada, project).archived


def test_a_project_in_which_nothing_began_and_a_team_are_archived_without(cast):
    assert archive_space(cast.ada, make_space(cast.ada, cast.community, "By mistake", SpaceKind.PROJECT)).archived
    make_plan(cast.ada, cast.team)
    assert archive_space(cast.ada, cast.team).archived


def test_everyone_who_took_part_hears_the_word(cast):
    say_word(cast.ada, cast.team, WORD)

    told = {concern.actor for concern in concerned_by(Entry.objects.get(name="WordSaid"))}

    assert cast.ben.id in told
    assert cast.finn.id not in told
