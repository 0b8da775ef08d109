"""What looks as if people had agreed how they rate: worth a look by somebody who knows them, never more than that.

Each way of looking compares with what would happen by chance, had everyone rated for themselves, and keeps of all that it asked
no more than a hundredth of false alarms (`unlikely_together`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import exp, fsum, sqrt
from typing import Any

from allmende.judging.chance import Sums, at_least, drawn_at_least, unlikely_together
from allmende.judging.effects import Judged, Mark
from allmende.judging.pairs import Duel, PairResult

LEVEL = 0.01
LEAST = 0.5
"""By so much of the usual spread ratings have to lie above what others give, on average, before they are worth a look."""
FAR = 1.5
"""From so much of the usual spread on a single rating counts as far from what others give."""
FEWEST = 3
MINUTES = 10
MOST_FAR = 200
"""Where more than so many rate one thing far from what others give, that is no ring but the many."""


class Kind(StrEnum):
    """What was looked at."""

    MUTUAL = "mutual"
    ALIKE = "alike"
    DEVOTED = "devoted"
    BURST = "burst"


@dataclass(frozen=True)
class Given:
    """One rating: what, by whom, how far above what others give (in parts of the usual spread), and when (seconds)."""

    item: Hashable
    rater: Hashable
    above: float
    at: float = 0.0


@dataclass(frozen=True)
class Pattern:
    """People whose ratings look agreed: which things, how many ratings, how far above others' on average, how likely by chance."""

    kind: Kind
    people: frozenset[Hashable]
    items: frozenset[Hashable]
    ratings: int
    above: float
    chance: float


def given_of(marks: Iterable[Mark], judged: Judged, when: Mapping[Any, float]) -> list[Given]:
    """Return how far each rating (item, rater, points) lies above what the others lead one to expect.

    Expected is the corrected score of the item as it would be without this rating, and the rater's own leniency.
    """
    scores = {one.item: (one.score, one.count) for one in judged.estimates}
    spread = judged.spread
    if spread.chance <= 0:
        return []
    pull, usual, found = spread.chance / spread.items, sqrt(spread.chance), []
    for item, rater, points in marks:
        score, count = scores[item]
        alone = (count + pull) / (count + pull - 1) if count + pull > 1 else 1.0
        above = (points - score - judged.leniency[rater]) * sqrt(alone) / usual
        found.append(Given(item, rater, above, when.get((item, rater), 0.0)))
    return found


def given_in_duels(duels: Iterable[tuple[Hashable, Duel, float]], result: PairResult) -> list[Given]:
    """Return of what each person compared (who, what they said, when) how far it got more than its strength leads one to expect.

    What somebody compared several times is one rating: the sum of what it got more, in parts of what that sum usually differs by.
    """
    strength = {one.item: one.strength for one in result.strengths}
    more: dict[tuple[Hashable, Hashable], list[float]] = defaultdict(list)
    last: dict[tuple[Hashable, Hashable], float] = {}
    for rater, (one, other, got), at in duels:
        share = 1 / (1 + exp(strength[other] - strength[one]))
        above = (got - share) / sqrt(share * (1 - share))
        for item, by in ((one, above), (other, -above)):
            more[item, rater].append(by)
            last[item, rater] = max(at, last.get((item, rater), at))
    return [Given(item, rater, fsum(by) / sqrt(len(by)), last[item, rater]) for (item, rater), by in more.items()]


def patterns(given: Sequence[Given], authors: Mapping[Any, Collection[Hashable]]) -> tuple[Pattern, ...]:
    """Return what is worth a look among ratings of things whose `authors` are known; the least likely first."""
    if len(given) < FEWEST:
        return ()
    found = [*_mutual(given, authors), *_alike(given), *_devoted(given, authors), *_bursts(given)]
    return tuple(sorted(found, key=lambda one: one.chance))


def _mutual(given: Sequence[Given], authors: Mapping[Any, Collection[Hashable]]) -> list[Pattern]:
    """People who rate each other's work far above what others give: both sums together against sums of ratings drawn at random."""
    towards: dict[tuple[Hashable, Hashable], list[Given]] = defaultdict(list)
    for one in given:
        for author in authors.get(one.item, ()):
            if author != one.rater:
                towards[one.rater, author].append(one)
    sums, found = Sums([one.above for one in given]), []
    pairs = {frozenset(pair) for pair in towards if pair[::-1] in towards}
    for rater, author in pairs:
        there, back = towards[rater, author], towards[author, rater]
        if min(_mean(there), _mean(back)) >= LEAST:
            found.append((sums.reach([one.above for one in there + back]), (rater, author, there + back)))
    return _joined(Kind.MUTUAL, unlikely_together(found, len(pairs), LEVEL))


def _alike(given: Sequence[Given]) -> list[Pattern]:
    """Two who are far from all others in the same direction on what both rated, more often than their other ratings explain."""
    of_rater: dict[Hashable, dict[Hashable, int]] = defaultdict(dict)
    far: dict[tuple[Hashable, int], list[Given]] = defaultdict(list)
    for one in given:
        sign = (one.above >= FAR) - (one.above <= -FAR)
        of_rater[one.rater][one.item] = sign
        if sign:
            far[one.item, sign].append(one)
    usual = {sign: sum(len(rows) for (_item, way), rows in far.items() if way == sign) / len(given) for sign in (1, -1)}
    shared: dict[frozenset[Hashable], list[Given]] = defaultdict(list)
    for rows in far.values():
        if len(rows) <= MOST_FAR:
            for one, other in combinations(rows, 2):
                shared[frozenset((one.rater, other.rater))] += [one, other]
    found = []
    for pair, rows in shared.items():
        if len(rows) >= 2 * FEWEST:
            first, second = pair
            mine, others = of_rater[first], of_rater[second]
            both = mine.keys() & others.keys()
            share = fsum(_share(mine, both, way, usual[way]) * _share(others, both, way, usual[way]) for way in (1, -1))
            found.append((at_least(len(rows) // 2, len(both), min(share, 1.0)), (first, second, rows)))
    raters = len(of_rater)
    return _joined(Kind.ALIKE, unlikely_together(found, raters * (raters - 1) // 2, LEVEL))


def _share(mine: Mapping[Hashable, int], both: Collection[Hashable], way: int, usual: float) -> float:
    """How often someone is far from others in a direction elsewhere, not less than people usually are."""
    elsewhere = [sign for item, sign in mine.items() if item not in both]
    return max(usual, (elsewhere.count(way) + 5 * usual) / (len(elsewhere) + 5))


def _devoted(given: Sequence[Given], authors: Mapping[Any, Collection[Hashable]]) -> list[Pattern]:
    """Accounts that came for one author: more of their ratings than chance hands them go to one, far above what others give."""
    made = Counter(author for made_by in authors.values() for author in made_by)
    of_rater: dict[Hashable, list[Given]] = defaultdict(list)
    for one in given:
        of_rater[one.rater].append(one)
    found, asked = [], 0
    for rater, rows in of_rater.items():
        by_author: dict[Hashable, list[Given]] = defaultdict(list)
        for one in rows:
            for author in authors.get(one.item, ()):
                by_author[author].append(one)
        asked += len(by_author)
        drawn = len({one.item for one in rows})
        for author, there in by_author.items():
            reached = len({one.item for one in there})
            if reached >= FEWEST and _mean(there) >= LEAST:
                found.append((drawn_at_least(reached, drawn, made[author], len(authors)), (rater, author, there)))
    return [
        Pattern(Kind.DEVOTED, frozenset({rater, author}), frozenset(one.item for one in rows), len(rows), _mean(rows), chance)
        for chance, (rater, author, rows) in unlikely_together(found, asked, LEVEL)
    ]  # fmt: skip


def _bursts(given: Sequence[Given]) -> list[Pattern]:
    """Many ratings of one thing, far above what others give, within minutes in which little else was rated."""
    times = sorted(one.at for one in given)
    high: dict[Hashable, list[Given]] = defaultdict(list)
    for one in given:
        if one.above >= LEAST:
            high[one.item].append(one)
    within, found = _counter(times), []
    for rows in high.values():
        rows.sort(key=lambda one: one.at)
        best = min((_burst(rows, start, within, len(given)) for start in range(len(rows))), key=lambda one: one[0])
        if len(best[1]) >= FEWEST:
            found.append(best)
    return [
        Pattern(Kind.BURST, frozenset(one.rater for one in rows), frozenset({rows[0].item}), len(rows), _mean(rows), chance)
        for chance, rows in unlikely_together(found, len(high), LEVEL)
    ]  # fmt: skip


def _burst(
    rows: Sequence[Given], start: int, within: Callable[[float, float], int], whole: int
) -> tuple[float, list[Given]]:
    """How likely it is that so many of the others fall into the minutes after this one, wherever one begins to look."""
    ends = rows[start].at + 60 * MINUTES
    there = [one for one in rows[start:] if one.at <= ends]
    share = within(rows[start].at, ends) / whole
    return min(1.0, len(rows) * at_least(len(there) - 1, len(rows) - 1, share)), there


def _counter(times: Sequence[float]) -> Callable[[float, float], int]:
    return lambda start, end: bisect_right(times, end) - bisect_left(times, start)


def _joined(kind: Kind, found: Sequence[tuple[float, tuple[Hashable, Hashable, list[Given]]]]) -> list[Pattern]:
    """Put pairs that hang together into one pattern."""
    group: dict[Hashable, set[Hashable]] = {}
    for _chance, (one, other, _rows) in found:
        whole = group.setdefault(one, {one}) | group.setdefault(other, {other})
        for person in whole:
            group[person] = whole
    rows_of: dict[int, list[Given]] = defaultdict(list)
    least: dict[int, float] = {}
    for chance, (one, _other, rows) in found:
        rows_of[id(group[one])] += rows
        least.setdefault(id(group[one]), chance)
    made = []
    for whole in {id(each): each for each in group.values()}.values():
        rows = list(dict.fromkeys(rows_of[id(whole)]))
        items = frozenset(one.item for one in rows)
        made.append(Pattern(kind, frozenset(whole), items, len(rows), _mean(rows), least[id(whole)]))
    return made


def _mean(rows: Sequence[Given]) -> float:
    return fsum(one.above for one in rows) / len(rows)
