"""The lineage of a thing as a drawing: generations side by side, time from left to right; and the same as a list.

The drawing is SVG made here, without script. It shows what the reader sees and nothing that is inferred from more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.lineage.models import LinkKind
from allmende.commons.lineage.queries import Lineage, Tie, lineage_of
from allmende.commons.things.lines import ThingLine
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds
from allmende.foundation.ui.html import attrs, safe, text
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader

MOST_DRAWN = 60
"""Things in a drawing; what is further away is folded into a box that says how many there are."""
WIDE, HIGH, APART, BESIDE = 184, 62, 36, 14
"""Of a box: its size, and the room to the next generation and to its neighbour, in pixels."""
LETTERS = 23
"""Letters in a line of a box."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the list: a thing, how it came of which others, and whether it is the one whose page it is."""

    title: str
    kind: Text
    icon: str
    url: str
    excerpt: str
    language: str
    how: str
    is_own: bool
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """A lineage to be shown; false where nothing is tied to the thing."""

    svg: SafeString
    steps: tuple[Step, ...]

    def __bool__(self) -> bool:
        return len(self.steps) > 1

    @property
    def near(self) -> list[Step]:
        """What is drawn."""
        return [step for step in self.steps if not step.is_folded]

    @property
    def folded(self) -> list[Step]:
        """What is not."""
        return [step for step in self.steps if step.is_folded]


@dataclass(frozen=True, slots=True)
class _Box:
    key: UUID
    column: int
    title: str
    kind: Text
    url: str
    is_own: bool = False


def drawing_of(thing: Thing, reader: Reader, url: str) -> Drawing:
    """Return the lineage of a thing that the reader sees, drawn and as a list; as many statements as `lineage_of` asks."""
    lineage = lineage_of(thing.id, reader)
    if not lineage:
        return Drawing(safe(""), ())
    kind = kinds()[thing.kind]
    boxes = {thing.id: _Box(thing.id, 0, thing.title, kind.name, url, is_own=True)}
    columns = _columns(thing.id, lineage.ties)
    lines = _by_distance(lineage)
    for line in lines:
        boxes[line.thing] = _Box(line.thing, columns[line.thing], line.title or line.excerpt, line.kind_name, line.url)
    drawn = set(list(boxes)[:MOST_DRAWN])
    how = _how(lineage.ties, {key: box.title for key, box in boxes.items()})
    own = Step(
        thing.title, kind.name, kind.icon, url, "", thing.language, how.get(thing.id, ""), is_own=True, is_folded=False
    )
    steps = [(0, own)] + [
        (
            columns[line.thing],
            Step(
                line.title or line.excerpt, line.kind_name, line.icon, line.url, line.excerpt if line.title else "", line.language,
                how.get(line.thing, ""), is_own=False, is_folded=line.thing not in drawn,
            ),
        )
        for line in lines
    ]  # fmt: skip
    steps.sort(key=lambda step: step[0])
    return Drawing(_svg(boxes, lineage.ties, drawn), tuple(step for _column, step in steps))


def _by_distance(lineage: Lineage) -> list[ThingLine]:
    """What is tied to a thing, the nearest first."""
    return [line for _depth, line in sorted((*lineage.before, *lineage.after), key=lambda one: one[0])]


def _columns(own: UUID, ties: Iterable[Tie]) -> dict[UUID, int]:
    """The generation of each thing, 0 for the one in the middle: every tie leads to the right, however many ways there are."""
    earlier: dict[UUID, list[UUID]] = {}
    later: dict[UUID, list[UUID]] = {}
    for tie in ties:
        earlier.setdefault(tie.later, []).append(tie.earlier)
        later.setdefault(tie.earlier, []).append(tie.later)
    found: dict[UUID, int] = {own: 0}
    for nexts, step in ((earlier, -1), (later, 1)):
        ahead = [(own, 0)]
        while ahead:
            key, column = ahead.pop()
            for neighbour in nexts.get(key, ()):
                if neighbour not in found or step * found[neighbour] < step * (column + step):
                    found[neighbour] = column + step
                    ahead.append((neighbour, column + step))
    return found


def _how(ties: Iterable[Tie], titles: dict[UUID, str]) -> dict[UUID, str]:
    """How each thing came of which others, in words."""
    said: dict[UUID, list[str]] = {}
    for tie in ties:
        words = {"how": LinkKind(tie.kind).label, "title": titles.get(tie.earlier, "")}
        said.setdefault(tie.later, []).append(_("%(how)s: “%(title)s”") % words)
    return {key: " · ".join(lines) for key, lines in said.items()}


def _svg(boxes: dict[UUID, _Box], ties: Iterable[Tie], drawn: set[UUID]) -> SafeString:
    """Lines first, boxes over them."""
    places, folds = _places(boxes, list(ties), drawn)
    first = min(column for column, _row in places.values())
    rows = max(row for _column, row in places.values()) + 1
    across = max(column for column, _row in places.values()) - first + 1
    width, height = across * (WIDE + APART) - APART + 4, rows * (HIGH + BESIDE) - BESIDE + 4

    def corner(key: object) -> tuple[int, int]:
        column, row = places[key]
        return 2 + (column - first) * (WIDE + APART), 2 + row * (HIGH + BESIDE)

    def seat(key: UUID) -> object:
        return key if key in drawn else boxes[key].column

    lines = dict.fromkeys((seat(tie.earlier), seat(tie.later)) for tie in ties)
    paths = [_line(corner(start), corner(end)) for start, end in lines]
    shown = [_box(boxes[key], corner(key)) for key in drawn]
    shown += [_fold(number, corner(column)) for column, number in folds.items()]
    size = attrs(viewBox=f"0 0 {width} {height}", width=width, height=height)
    return safe(f'<svg class="lineage"{size} aria-hidden="true">{"".join(paths)}{"".join(shown)}</svg>')


def _places(
    boxes: dict[UUID, _Box], ties: list[Tie], drawn: set[UUID]
) -> tuple[dict[object, tuple[int, int]], Counter[int]]:
    """Column and row of each box, from the middle outward beside those it hangs on; and how many are folded in which column,
    whose box is called by the column itself."""
    folds = Counter(box.column for key, box in boxes.items() if key not in drawn)
    neighbours: dict[UUID, list[UUID]] = {}
    for tie in ties:
        neighbours.setdefault(tie.earlier, []).append(tie.later)
        neighbours.setdefault(tie.later, []).append(tie.earlier)
    places: dict[object, tuple[int, int]] = {}
    for column in sorted({box.column for box in boxes.values()}, key=abs):

        def height(key: UUID) -> float:
            known = [places[other][1] for other in neighbours.get(key, ()) if other in places]
            return sum(known) / len(known) if known else 0.0

        here = sorted((key for key in drawn if boxes[key].column == column), key=lambda key: (height(key), str(key)))
        for row, key in enumerate(here):
            places[key] = (column, row)
        if column in folds:
            places[column] = (column, len(here))
    return places, folds


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    x1, y1, x2, y2 = start[0] + WIDE, start[1] + HIGH // 2, end[0], end[1] + HIGH // 2
    middle = (x1 + x2) // 2
    return f'<path d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"/>'


def _box(box: _Box, corner: tuple[int, int]) -> str:
    x, y = corner
    lines = wrap(box.title, LETTERS, max_lines=2, placeholder=" …", break_long_words=True) or [""]
    words = "".join(f'<text x="{x + 12}" y="{y + 37 + 16 * n}">{text(line)}</text>' for n, line in enumerate(lines))
    frame = f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="10"/>'
    kind = f'<text class="kind" x="{x + 12}" y="{y + 18}">{text(str(box.kind))}</text>'
    own = attrs(data_own=box.is_own)
    return f"<a{attrs(href=box.url, tabindex='-1')}><g{own}>{frame}{kind}{words}</g></a>"


def _fold(number: int, corner: tuple[int, int]) -> str:
    x, y = corner
    words = ngettext("and %(n)d more", "and %(n)d more", number) % {"n": number}
    frame = f'<rect x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="10" stroke-dasharray="4 4"/>'
    return f'<g>{frame}<text x="{x + 12}" y="{y + HIGH // 2 + 5}">{text(words)}</text></g>'
