"""Who rated what, as numbers: the two sides of the net, and the ratings along its edges."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

type Mark = tuple[Hashable, Hashable, float]
"""A rating: what was rated, by whom, with how many points."""


@dataclass(frozen=True)
class Net:
    """Ratings by place: of each item its raters and points, of each rater their items and points, in the same order of edges."""

    items: list[Hashable]
    raters: list[Hashable]
    of_item: list[list[int]]
    of_rater: list[list[int]]
    points_of_item: list[list[float]]
    points_of_rater: list[list[float]]

    @property
    def size(self) -> int:
        """How many ratings there are."""
        return sum(map(len, self.of_item))


def net_of(marks: Iterable[Mark]) -> Net:
    """Return the net of ratings; raises ValueError where someone rated the same thing twice."""
    rows = list(marks)
    items = {item: place for place, item in enumerate(dict.fromkeys(item for item, _rater, _points in rows))}
    raters = {rater: place for place, rater in enumerate(dict.fromkeys(rater for _item, rater, _points in rows))}
    if len({(item, rater) for item, rater, _points in rows}) < len(rows):
        raise ValueError("Someone rated the same thing twice.")
    net = Net(
        list(items), list(raters), [[] for _each in items], [[] for _each in raters], [[] for _each in items],
        [[] for _each in raters],
    )  # fmt: skip
    for item, rater, points in rows:
        here, there = items[item], raters[rater]
        net.of_item[here].append(there)
        net.of_rater[there].append(here)
        net.points_of_item[here].append(points)
        net.points_of_rater[there].append(points)
    return net
