"""People say in one press what they think of what others shared and said."""

import pytest

from allmende.commons.mutes.commands import block, mute
from allmende.commons.reactions.commands import react, take_back
from allmende.commons.reactions.models import Kind, Reaction, Tally
from allmende.commons.reactions.queries import given_to, marks_of
from allmende.commons.reactions.rules import may_react
from allmende.commons.spaces.testing import make_note
from allmende.commons.threads.commands import comment, remove_comment
from allmende.commons.threads.queries import talk_of
from allmende.foundation import clock
from allmende.foundation.journal.concerns import concerned_by
from allmende.foundation.journal.models import Entry
from allmende.foundation.personal import holdings
from allmende.foundation.testing import NOON, recorded
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.testing import make_call, make_contribution


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def shown(reader, thing):
    return [(mark.kind, mark.count, mark.is_mine) for mark in marks_of(reader, [thing.id]).get(thing.id, ())]


def test_several_react_in_several_ways_each_once(cast):
    note = make_note(cast.team, cast.ada)

    for _twice in range(2):
        react(cast.ben, note, Kind.THANKS)
    react(cast.ben, note, Kind.CHEERS)
    react(cast.eli, note, Kind.THANKS)

    assert shown(cast.ben, note) == [("thanks", 2, True), ("cheers", 1, True)]
    assert shown(cast.eli, note) == [("thanks", 2, True), ("cheers", 1, False)]
    assert [(one.who.name, one.mark.kind) for one in given_to(note.id)[0]] == [
        ("Eli Stein", "thanks"), ("Ben Roth", "cheers"), ("Ben Roth", "thanks"),
    ]  # fmt: skip
    assert recorded(note.id) == ["ReactionGiven"] * 3


def test_a_reaction_is_taken_back_once(cast):
    note = make_note(cast.team, cast.ada)
    react(cast.ben, note, Kind.THANKS)

    take_back(cast.ben, note, Kind.THANKS)
    take_back(cast.ben, note, Kind.THANKS)

    assert shown(cast.ben, note) == []
    assert recorded(note.id) == ["ReactionGiven", "ReactionTaken"]


def test_one_reacts_to_what_one_sees_and_others_made(cast):
    note, draft = make_note(cast.team, cast.ben), make_note(cast.team, cast.ada, None)

    assert may_react(cast.finn, note).status == 404
    assert may_react(cast.ben, note).status == 403
    assert may_react(cast.ada, draft).status == 409
    with pytest.raises(Refused) as refusal:
        react(cast.ada, note, "anger")
    assert refusal.value.status == 422
    assert not Tally.objects.exists()


def test_the_author_is_told_unless_it_was_taken_back_or_a_block_stands_between(cast):
    note = make_note(cast.team, cast.ada)
    said = comment(cast.ada, note, "Two metres deep.")
    react(cast.ben, note, Kind.THANKS)
    react(cast.ben, said, Kind.AGREE)
    react(cast.eli, note, Kind.AGREE)
    take_back(cast.eli, note, Kind.AGREE)
    entries = list(Entry.objects.filter(name="ReactionGiven").order_by("id"))

    told = [[(one.actor, one.reason.key, one.spot) for one in concerned_by(entry)] for entry in entries]
    assert told == [[(cast.ada.id, "reactions.yours", None)], [(cast.ada.id, "reactions.words", said.id)], []]
    block(cast.ada, cast.ben)
    assert [list(concerned_by(entry)) for entry in entries] == [[], [], []]


def test_reactions_stand_beside_what_was_said_and_ones_own_are_marked(cast):
    note = make_note(cast.team, cast.ada)
    said = comment(cast.ada, note, "Two metres deep.")
    react(cast.ben, said, Kind.THANKS)
    react(cast.eli, note, Kind.AGREE)

    bens, elis = talk_of(cast.ben, note, {}), talk_of(cast.eli, note, {})

    assert [(mark.kind, mark.count, mark.is_mine) for mark in bens.comments[0].marks] == [("thanks", 1, True)]
    assert [(mark.kind, mark.count, mark.is_mine) for mark in elis.comments[0].marks] == [("thanks", 1, False)]
    assert [(mark.kind, mark.is_mine) for mark in bens.shown.bar.marks] == [("agree", False)]
    assert [(mark.kind, mark.is_mine) for mark in elis.shown.bar.marks] == [("agree", True)]
    remove_comment(cast.ada, said)
    with pytest.raises(Refused):
        react(cast.ben, said, Kind.CHEERS)


def test_what_someone_muted_says_is_folded_away_for_who_muted_them_alone(cast):
    note = make_note(cast.team, cast.ada)
    comment(cast.ada, note, "Two metres deep.")
    mute(cast.ben, cast.ada)

    assert "From someone you have muted" in talk_of(cast.ben, note, {}).comments[0].words
    assert "Two metres deep." in talk_of(cast.ben, note, {}).comments[0].words
    assert "muted" not in talk_of(cast.eli, note, {}).comments[0].words


def test_whoever_goes_takes_their_reactions_along(cast):
    note = make_note(cast.team, cast.ada)
    react(cast.ben, note, Kind.THANKS)
    react(cast.eli, note, Kind.THANKS)
    [held] = [holding for holding in holdings() if holding.key == "reactions"]
    assert [row["kind"] for row in held.export(cast.ben)["reactions"]] == ["thanks"]

    held.forget(cast.ben)
    held.forget(cast.ben)

    assert shown(cast.eli, note) == [("thanks", 1, True)]
    assert Reaction.objects.count() == 1


def test_the_page_gives_takes_back_and_names_who_reacted(cast, sign_in):
    contribution = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    url = f"/id/{contribution.id}/reactions/"
    ada = sign_in(cast.ada)

    assert ada.post(url, {"give": "insight"}).status_code == 302
    row = ada.post(url, {"give": "thanks"}, headers={"hx-request": "true"}).content.decode()
    page = sign_in(cast.eli).get(url).content.decode()
    opened = ada.get(url, headers={"hx-request": "true"}).content.decode()

    assert row.count('aria-pressed="true"') == 2
    assert page.count("Ada Berg") == 2
    assert "Who reacted?" in opened
    assert opened.count('class="reaction"') == len(Kind) + 1
    assert ada.post(url, {"take": "insight"}, headers={"hx-request": "true"}).content.decode().count("pressed") == 1
    talk = sign_in(cast.eli).get(f"/id/{contribution.id}/", follow=True).content.decode()
    assert f"/id/{contribution.id}/reactions/" in talk


@pytest.mark.parametrize("reactions", [1, 3])
def test_a_talk_takes_the_same_statements_whatever_was_reacted_to(cast, reactions, sign_in, django_assert_num_queries):
    contribution = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    for n in range(reactions):
        said = comment(cast.ben, contribution, f"Word {n}")
        react(cast.ada, said, Kind.THANKS)
    reader = sign_in(cast.ada)
    page = f"{reader.get(f'/id/{contribution.id}/').url}"
    reader.get(page)

    with django_assert_num_queries(26):  # within a test's transaction nothing is kept: team, licence, sources, results
        reader.get(page)


def test_programs_react_too(cast, sign_in):
    contribution = make_contribution(cast.ben, make_call(cast.ada, cast.team))
    react(cast.ada, contribution, Kind.SUPPORT)
    react(cast.ada, comment(cast.ben, contribution, "A word"), Kind.AGREE)

    [given] = sign_in(cast.eli).get(f"/api/v1/things/{contribution.id}/reactions").json()["items"]
    [said] = sign_in(cast.eli).get(f"/api/v1/things/{contribution.id}/comments").json()["items"]

    assert (given["who"]["handle"], given["kind"]) == ("ada-berg", "support")
    assert said["reactions"] == {"agree": 1}
