"""How uncertain each estimate is, at a cost that grows with the number of ratings alone."""

from __future__ import annotations

from math import sqrt

from allmende.judging.net import Net
from allmende.judging.variance import Components

TOLERANCE = 1e-7
MOST_ROUNDS = 100


def standard_errors(net: Net, spread: Components) -> list[float]:
    """Return the standard error of each item's effect, its raters' leniency being uncertain too.

    Belief propagation in the Gaussian model: each rating tells an item as much as its rater is known from their other ratings,
    and the other way round, until nothing changes. It is exact where the net has no loops and close to it in nets as people
    make them (tests hold it against the inverse of the whole matrix). Source: Y. Weiss and W. Freeman, "Correctness of belief
    propagation in Gaussian graphical models of arbitrary topology", Neural Computation 13 (2001).
    """
    if spread.chance <= 0:
        return [0.0] * len(net.items)
    slots = _slots(net)
    to_items = [[1 / (spread.chance + spread.raters)] * len(row) for row in net.of_item]
    known: list[float] = []
    for _round in range(MOST_ROUNDS):
        to_raters = _answer(to_items, spread.items, spread.chance, slots, [len(row) for row in net.of_rater])
        back = _back(net, to_raters, spread)
        before, known = known, [1 / spread.items + sum(row) for row in back]
        to_items = back
        if before and max(abs(a - b) / b for a, b in zip(known, before, strict=True)) < TOLERANCE:
            break
    return [sqrt(1 / one) for one in known]


def _slots(net: Net) -> list[list[tuple[int, int]]]:
    """Where each edge of an item stands among those of its rater."""
    filled = [0] * len(net.raters)
    slots: list[list[tuple[int, int]]] = [[] for _each in net.items]
    for rater, items in enumerate(net.of_rater):
        for item in items:
            slots[item].append((rater, filled[rater]))
            filled[rater] += 1
    # An item's edges stand in the order of `of_item`, which need not be that of the raters.
    ordered = []
    for item, raters in enumerate(net.of_item):
        by_rater = dict(slots[item])
        ordered.append([(rater, by_rater[rater]) for rater in raters])
    return ordered


def _answer(
    told: list[list[float]], variance: float, chance: float, slots: list[list[tuple[int, int]]], sizes: list[int]
) -> list[list[float]]:
    """What items tell their raters: how well each is known from all the other raters."""
    out = [[0.0] * size for size in sizes]
    for row, places in zip(told, slots, strict=True):
        whole = 1 / variance + sum(row)
        for (rater, place), one in zip(places, row, strict=True):
            out[rater][place] = 1 / (chance + 1 / (whole - one))
    return out


def _back(net: Net, told: list[list[float]], spread: Components) -> list[list[float]]:
    """What raters tell their items, in the order of each item's edges."""
    by_edge: list[dict[int, float]] = [{} for _each in net.items]
    for rater, row in enumerate(told):
        whole = 1 / spread.raters + sum(row)
        for item, one in zip(net.of_rater[rater], row, strict=True):
            by_edge[item][rater] = 1 / (spread.chance + 1 / (whole - one))
    return [[edges[rater] for rater in raters] for edges, raters in zip(by_edge, net.of_item, strict=True)]
