"""One's own neighbourhood as a picture and a list, and what the shape of the whole graph says."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende.foundation import clock
from allmende.foundation.testing import NOON
from allmende.people.trust.commands import survey, tie, untie
from allmende.people.trust.models import Strength, Tie, TieKind
from allmende.people.trust.queries.drawing import picture_of
from allmende.people.trust.queries.graph import findings_in, neighbourhood
from allmende.people.trust.queries.survey import findings_of


@pytest.fixture(autouse=True)
def noon():
    with clock.frozen(NOON):
        yield


def browse(actor):
    client = Client(SERVER_NAME="localhost")
    client.force_login(actor.account)
    return client


def people(count):
    return [UUID(int=number + 1) for number in range(count)]


def found(kind, members, ties, settled=()):
    all_found = findings_in(set(members), [(a, b, TieKind.VOUCHED) for a, b in ties], set(settled))
    return [(one["people"], one["count"]) for one in all_found if one["kind"] == kind]


def test_ones_own_ties_are_drawn_and_listed_and_only_open_ones_of_others(cast):
    tie(cast.eli, cast.ben, TieKind.NOMINATED, strength=Strength.STRONG)
    tie(cast.ada, cast.ben, TieKind.CONTACT)
    tie(cast.ada, cast.eli, TieKind.VOUCHED)
    assert neighbourhood(cast.ben, cast.community).between == []
    tie(cast.ada, cast.eli, TieKind.ENDORSED)

    around = neighbourhood(cast.ben, cast.community)

    assert [(one.person.name, one.is_strong, one.words) for one in around.neighbours] == [
        ("Eli Stein", True, ["They nominated you"]),
        ("Ada Berg", False, ["You are contacts"]),
    ]
    assert around.between == [(0, 1)]
    page = browse(cast.ben).get("/trust/neighbourhood/").content.decode()
    assert 'role="img"' in page
    assert "They nominated you" in page
    assert "Eli Stein" not in browse(cast.finn).get("/trust/neighbourhood/").content.decode()


def test_a_name_cannot_break_out_of_the_picture(cast):
    cast.ada.name = '<script>alert("1")</script> &'
    cast.ada.save()
    tie(cast.ada, cast.ben, TieKind.ENDORSED)

    drawn = picture_of(cast.ben, neighbourhood(cast.ben, cast.community))

    assert "<script>" not in drawn


def test_said_again_a_tie_has_the_strength_said_last_and_taken_back_it_is_gone(cast):
    tie(cast.ada, cast.ben, TieKind.VOUCHED, strength=Strength.STRONG)
    tie(cast.ada, cast.ben, TieKind.VOUCHED)
    tie(cast.ben, cast.ben, TieKind.VOUCHED)
    assert list(Tie.objects.values_list("strength", flat=True)) == ["weak"]

    for _ in range(2):
        untie(cast.ada, cast.ben, TieKind.VOUCHED)
    assert not Tie.objects.exists()


def test_who_alone_connects_others_is_a_bridge_with_how_many_hang_on_them():
    a, b, c, d, e, f, g = people(7)

    ties = [(a, b), (b, c), (a, c), (c, d), (d, e), (e, f), (f, d), (f, g)]
    assert found("bridge", [a, b, c, d, e, f, g], ties) == [([str(d)], 3), ([str(c)], 2)]


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]), max_size=20))
def test_what_hangs_on_a_bridge_is_what_falls_off_without_it(pairs):
    import networkx as nx

    nodes = people(9)
    ties = [(nodes[a], nodes[b]) for a, b in pairs]
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(ties)

    expected = {}
    for node in nodes:
        part = nx.node_connected_component(graph, node) - {node}
        rest = [len(one & part) for one in nx.connected_components(graph.subgraph(set(nodes) - {node})) if one & part]
        if len(rest) > 1 and sum(rest) - max(rest) >= 2:
            expected[str(node)] = sum(rest) - max(rest)

    assert {who[0]: count for who, count in found("bridge", nodes, ties)} == expected


def test_people_who_vouch_only_for_each_other_are_a_circle_and_a_chain_is_none():
    nodes = people(7)
    circle = [*pairwise(nodes[:4]), (nodes[3], nodes[0])]

    assert found("circle", nodes, [*circle, (nodes[4], nodes[5])]) == [([str(node) for node in nodes[:4]], 4)]
    assert found("circle", nodes, [*circle, (nodes[5], nodes[1])]) == []


def test_who_is_settled_and_has_no_tie_is_lonely():
    a, b, c, d = people(4)

    assert found("lonely", [a, b, c, d], [(a, b)], settled=[a, c]) == [([str(c)], 1)]


def test_the_survey_is_kept_and_read_in_sentences_that_say_what_to_do(cast):
    tie(cast.eli, cast.ben, TieKind.NOMINATED)
    with clock.frozen(NOON + timedelta(days=1)):
        survey(cast.community)

    kept, findings = findings_of(cast.community)

    assert kept is not None
    assert [(one.kind, sorted(card.name for card in one.people)) for one in findings] == [
        ("lonely", ["Ada Berg", "Finn Thal"])
    ]
    assert "say hello" in browse(cast.eli).get("/trust/graph/").content.decode()
