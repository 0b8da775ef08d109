"""Charts as SVG made on the server: theme-aware by class, named for screen readers, without script or inline style.

Lengths are units of a view box 640 wide (320 for narrow drawings), not pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from allmende.foundation.ui.html import Text, text

SERIES = frozenset({"c1", "c2", "c3", "c4", "c5", "c6", "sun", "off"})
"""Looks of a series: six colours, the sun (you, now, here), and hollow."""


@dataclass(frozen=True)
class Bar:
    """One row: its label, its value, what stands behind it in words, and its series (c1–c6, sun, off)."""

    label: Text
    value: float
    shown: Text = ""
    series: str = "c1"

    def __post_init__(self) -> None:
        _check(self.series)


@dataclass(frozen=True)
class Slice:
    """One part of a whole."""

    label: Text
    value: float
    shown: Text = ""
    series: str = "c1"

    def __post_init__(self) -> None:
        _check(self.series)


@dataclass(frozen=True)
class Span:
    """A stretch of time on a timeline, in any unit that grows; `now` marks the running one."""

    label: Text
    start: float
    end: float
    now: bool = False
    done: bool = False


def _check(series: str) -> None:
    if series not in SERIES:
        raise ValueError(f"There is no series {series!r}: {', '.join(sorted(SERIES))}.")


def _figure(width: float, height: float, title: Text, desc: Text, inner: str, *, view: str = "") -> SafeString:
    said = f"<title>{text(title)}</title>" + (f"<desc>{text(desc)}</desc>" if desc else "")
    kind = f"plot {view}".strip()
    return mark_safe(f'<svg class="{kind}" role="img" viewBox="0 0 {width:g} {height:g}">{said}{inner}</svg>')


def bar_chart(
    bars: Sequence[Bar], *, title: Text, desc: Text = "", maximum: float | None = None, narrow: bool = False
) -> SafeString:
    """Horizontal bars, largest first or as given, each with its label above and its value in words at its end.

    `maximum` is the value that fills the width (default: the largest). Empty bars give an empty chart with its title.
    """
    width, row = (320 if narrow else 640), 46
    top = max([maximum or 0, *(bar.value for bar in bars)]) or 1
    room = width - 96
    parts = []
    for k, bar in enumerate(bars):
        y, length = k * row, max(2.0, room * bar.value / top)
        shown = text(bar.shown or f"{bar.value:g}")
        parts.append(
            f'<text class="k" x="0" y="{y + 14}">{text(bar.label)}</text>'
            f'<rect class="{bar.series}" x="0" y="{y + 21}" width="{length:.1f}" height="16" rx="3"/>'
            f'<text class="v" x="{length + 8:.1f}" y="{y + 34}">{shown}</text>'
        )
    return _figure(width, max(1, len(bars)) * row, title, desc or _listed(bars), "".join(parts))


def _listed(rows: Sequence[Bar | Slice]) -> str:
    return "; ".join(f"{row.label}: {row.shown or format(row.value, 'g')}" for row in rows)


def stacked_bar(
    slices: Sequence[Slice],
    *,
    title: Text,
    total: float | None = None,
    desc: Text = "",
    height: float = 34,
    hatch: bool = True,
) -> SafeString:
    """One bar of parts, such as a budget: what is not filled up to `total` stays as track. The second, fourth … part is hatched."""
    whole = total or sum(part.value for part in slices) or 1
    gap, x, parts = 2.0, 0.0, [f'<rect class="track" width="640" height="{height:g}" rx="6"/>']
    for k, part in enumerate(slices):
        length = 640 * part.value / whole
        if length <= 0:
            continue
        drawn = max(1.0, length - gap)
        parts.append(
            f'<rect class="{part.series}" x="{x:.1f}" width="{drawn:.1f}" height="{height:g}" rx="3"><title>{text(part.label)}</title></rect>'
        )
        if hatch and k % 2:
            parts.append(_hatching(x, drawn, height))
        x += length
    return _figure(640, height, title, desc or _listed(slices), "".join(parts))


def _hatching(x: float, width: float, height: float) -> str:
    """Slanted lines clipped by arithmetic to a box, so that series differ without colour."""
    lines, step = [], 10.0
    start = x - height
    while start < x + width:
        a, b = max(start, x), min(start + height, x + width)
        if b - a > 1:
            lines.append(f"M{a:.1f} {height - (a - start):.1f}L{b:.1f} {height - (b - start):.1f}")
        start += step
    return f'<path class="hatch" d="{"".join(lines)}"/>'


def sparkline(values: Sequence[float], *, title: Text = "") -> SafeString:
    """A small line without axes; decoration unless it has a title. Fewer than two values draw nothing."""
    if len(values) < 2:
        return mark_safe("")
    low, high = min(values), max(values)
    spread = (high - low) or 1
    points = " ".join(
        f"{100 * k / (len(values) - 1):.1f},{30 - 26 * (value - low) / spread:.1f}" for k, value in enumerate(values)
    )
    named = f'role="img"><title>{text(title)}</title' if title else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" {named}>'
        f'<polygon points="0,32 {points} 100,32"/><polyline points="{points}"/></svg>'
    )


def time_spans(
    spans: Sequence[Span], *, title: Text, desc: Text = "", at: float | None = None, narrow: bool = False
) -> SafeString:
    """Stretches of time under each other on one scale, such as phases; `at` draws the line of now."""
    width = 340 if narrow else 640
    if not spans:
        return _figure(width, 20, title, desc, "")
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    scale, row = width / ((last - first) or 1), 34
    parts = []
    for k, span in enumerate(spans):
        x, length, y = (span.start - first) * scale, max(3.0, (span.end - span.start) * scale), k * row
        series = "sun" if span.now else "c1" if span.done else "off"
        fits = length > 9 * len(str(span.label))
        after = x + length + 8 > width - 8 * len(str(span.label))
        label = f'<text class="k{" r" if after else ""}" x="{(x - 8) if after else x + length + 8:.1f}" y="{y + 17}">{text(span.label)}</text>'
        inside = f'<text class="{"inv" if span.done else "now-text" if span.now else "k"}" x="{x + 9:.1f}" y="{y + 17}">{text(span.label)}</text>'
        parts.append(
            f'<rect class="{series}" x="{x:.1f}" y="{y + 1}" width="{length:.1f}" height="24" rx="4"/>{inside if fits else label}'
        )
    if at is not None and first <= at <= last:
        parts.append(f'<path class="cut" d="M{(at - first) * scale:.1f} 0V{len(spans) * row}"/>')
    return _figure(width, len(spans) * row, title, desc or "; ".join(str(span.label) for span in spans), "".join(parts))


def line_chart(
    series: Sequence[Sequence[float]], labels: Sequence[Text], *, title: Text, desc: Text = "", narrow: bool = False
) -> SafeString:
    """Up to three lines over the same labels (solid, dashed, dotted), from zero, with the last value of the first marked."""
    width, height, left, bottom = (340 if narrow else 640), 220, 40, 24
    top = max((value for line in series for value in line), default=1) or 1
    step = _round_step(top / 4)
    ceiling = step * -(-top // step)
    plot_h, plot_w = height - bottom - 10, width - left - 44
    parts, value = [], 0.0
    while value <= ceiling:
        y = 10 + plot_h * (1 - value / ceiling)
        parts.append(
            f'<path class="grid" d="M{left} {y:.1f}H{left + plot_w}"/><text class="r" x="{left - 8}" y="{y + 4:.1f}">{value:g}</text>'
        )
        value += step
    count = max(2, max((len(line) for line in series), default=2))
    skip = max(1, -(-count // (4 if narrow else 8)))
    for k, word in enumerate(labels):
        if k % skip == 0:
            parts.append(
                f'<text class="m" x="{left + plot_w * k / (count - 1):.1f}" y="{height - 4}">{text(word)}</text>'
            )
    for number, line in enumerate(series[:3], 1):
        points = [
            (left + plot_w * k / (count - 1), 10 + plot_h * (1 - value / ceiling)) for k, value in enumerate(line)
        ]
        parts.append(f'<polyline class="line l{number}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
        if points and number == 1:
            x, y = points[-1]
            parts.append(
                f'<circle class="now" cx="{x:.1f}" cy="{y:.1f}" r="6"/><text class="v" x="{x + 11:.1f}" y="{y + 5:.1f}">{line[-1]:g}</text>'
            )
    return _figure(width, height, title, desc, "".join(parts))


def _round_step(rough: float) -> float:
    """The next step of 1, 2, 5 × 10ⁿ that is at least `rough`."""
    size = 1.0
    while size * 10 <= rough:
        size *= 10
    while size > rough and rough > 0:
        size /= 10
    return next(size * k for k in (1, 2, 5, 10) if size * k >= rough)
