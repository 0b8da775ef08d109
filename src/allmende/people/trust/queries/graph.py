"""The trust graph: one's own neighbourhood, and what its shape says about a whole community."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Membership, Space
from allmende.identity.actors.models import Actor
from allmende.people.trust.models import Strength, Tie, TieKind

NEAREST = 24
"""So many people are drawn; the list beside the picture has the same."""

OPEN_KINDS = (TieKind.ENDORSED,)
"""Ties of others that every member may know: endorsements stand on profiles; who vouched and who knows whom is theirs."""


@dataclass
class Neighbour:
    """Someone whom one is tied to: how, and how strongly."""

    person: Actor
    is_strong: bool = False
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Neighbourhood:
    """One's own ties, and the open ones between those whom one is tied to (as pairs of places in the list)."""

    neighbours: list[Neighbour]
    between: list[tuple[int, int]]
    more: int


def neighbourhood(actor: Actor, root: Space) -> Neighbourhood:
    """Return someone's own neighbourhood in a community, the strongest and newest ties first; two statements."""
    here = Membership.objects.filter(space_id=root.id).values("actor_id")
    mine = Tie.objects.filter(Q(source=actor, target__in=here) | Q(target=actor, source__in=here))
    found: dict[UUID, Neighbour] = {}
    for tie in mine.select_related("source", "target").order_by("-id")[: 20 * NEAREST]:
        is_source = tie.source_id == actor.id
        other = tie.target if is_source else tie.source
        neighbour = found.setdefault(other.id, Neighbour(other))
        neighbour.is_strong |= tie.strength == Strength.STRONG
        words = _words(TieKind(tie.kind), is_source)
        if words not in neighbour.words:
            neighbour.words.append(words)
    nearest = sorted(found.values(), key=lambda one: (not one.is_strong, -len(one.words), one.person.name))[:NEAREST]
    places = {neighbour.person.id: place for place, neighbour in enumerate(nearest)}
    open_ties = Tie.objects.filter(source__in=places, target__in=places, kind__in=OPEN_KINDS)
    pairs = {
        (min(places[source], places[target]), max(places[source], places[target]))
        for source, target in open_ties.values_list("source_id", "target_id")
    }
    return Neighbourhood(nearest, sorted(pairs), len(found) - len(nearest))


def _words(kind: TieKind, is_source: bool) -> str:
    """Say a tie as its owner would: "You vouched for them", "They vouched for you"."""
    return {
        (TieKind.NOMINATED, True): _("You nominated them"),
        (TieKind.NOMINATED, False): _("They nominated you"),
        (TieKind.VOUCHED, True): _("You vouched for them"),
        (TieKind.VOUCHED, False): _("They vouched for you"),
        (TieKind.ENDORSED, True): _("You endorsed them"),
        (TieKind.ENDORSED, False): _("They endorsed you"),
        (TieKind.CONTACT, True): _("You are contacts"),
        (TieKind.CONTACT, False): _("You are contacts"),
    }[kind, is_source]


SMALLEST_PART = 2
"""A bridge counts when without it at least so many people hang together with nobody else."""

CIRCLE = range(3, 13)
"""So many people vouching for each other are a circle worth a look."""

SHOWN = 20


def findings_in(people: set[UUID], ties: list[tuple[UUID, UUID, str]], settled: set[UUID]) -> list[dict[str, Any]]:
    """Return what the shape of a graph says: bridges, lonely people, closed circles; each with ids and a count.

    Bridges are cut vertices (Hopcroft and Tarjan, 1973), weighed by how many others hang on them alone. A closed circle is a
    strongly connected part (Tarjan, 1972) of who nominated and vouched for whom in which nobody is vouched for from outside.
    Lonely is who is settled and has no tie at all. Linear in people and ties.
    """
    import networkx as nx  # slow import

    whole = nx.Graph()
    whole.add_nodes_from(people)
    whole.add_edges_from((source, target) for source, target, _kind in ties)
    standing = nx.DiGraph((a, b) for a, b, kind in ties if kind in {TieKind.NOMINATED, TieKind.VOUCHED})
    bridges = sorted(_hanging(nx, whole), key=lambda pair: (-pair[1], str(pair[0])))[:SHOWN]
    lonely = sorted((node for node, degree in whole.degree() if degree == 0 and node in settled), key=str)
    circles = [
        sorted(part, key=str) for part in nx.strongly_connected_components(standing)
        if len(part) in CIRCLE and not any(source not in part for node in part for source in standing.predecessors(node))
    ]  # fmt: skip
    return [
        *({"kind": "bridge", "people": [str(node)], "count": count} for node, count in bridges),
        *({"kind": "circle", "people": [str(node) for node in part], "count": len(part)} for part in circles[:SHOWN]),
        *(
            [{"kind": "lonely", "people": [str(node) for node in lonely[:SHOWN]], "count": len(lonely)}]
            if lonely
            else []
        ),
    ]


def _hanging(nx: Any, graph: Any) -> list[tuple[UUID, int]]:
    """Return the cut vertices with how many people each of them alone connects to the greatest part of their component.

    One pass over the tree of blocks and cut vertices: what hangs below a block weighs as many people as it holds.
    """
    found: list[tuple[UUID, int]] = []
    for component in nx.connected_components(graph):
        part = graph.subgraph(component)
        cuts = set(nx.articulation_points(part))
        if not cuts:
            continue
        blocks = [frozenset(block) for block in nx.biconnected_components(part)]
        tree = nx.Graph((cut, place) for place, block in enumerate(blocks) for cut in block & cuts)
        weight = {place: len(block - cuts) for place, block in enumerate(blocks)} | dict.fromkeys(cuts, 1)
        top = next(iter(cuts))
        order = list(nx.dfs_preorder_nodes(tree, top))
        parent = nx.dfs_predecessors(tree, top)
        below = dict(weight)
        for node in reversed(order[1:]):
            below[parent[node]] += below[node]
        total = below[top]
        for cut in cuts:
            parts = [below[near] if parent.get(near) == cut else total - below[cut] for near in tree[cut]]
            hanging = sum(parts) - max(parts)
            if hanging >= SMALLEST_PART:
                found.append((cut, hanging))
    return found
