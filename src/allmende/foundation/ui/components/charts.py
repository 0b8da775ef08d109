"""Figures and numbers: KPI, bars as rows, and the frame around a chart made by `foundation/ui/charts.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString

from allmende.foundation.ui.charts import sparkline
from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()


@register.simple_tag
def kpi(
    *,
    label: Text,
    value: object,
    unit: Text = "",
    delta: Text = "",
    direction: str = "flat",
    arrow: str = "",
    trend: Sequence[float] = (),
) -> SafeString:
    """A number of a report: label, value, change in words (direction good, bad or flat; arrow up or down), sparkline."""
    sign = icon_svg({"up": "arrow-up", "down": "arrow-down"}.get(arrow, "arrow-right")) if delta else ""
    change = f'<span class="delta"{attrs(data_dir=direction)}>{sign}{text(delta)}</span>' if delta else ""
    small = f" <small>{text(unit)}</small>" if unit else ""
    return safe(
        f'<div class="kpi"><span class="k">{text(label)}</span><span class="v">{text(value)}{small}</span>{change}{sparkline(trend)}</div>'
    )


@register.simple_tag
def bars(rows: Sequence[Mapping[str, Any]], *, label: Text, maximum: float | None = None) -> SafeString:
    """Labelled bars as a list: dicts with label, value, shown (words for the value), optional tone (sun, c2–c6) and href."""
    top = maximum or max((row["value"] for row in rows), default=1) or 1
    lines = []
    for row in rows:
        name = f"<a{attrs(href=row['href'])}>{text(row['label'])}</a>" if row.get("href") else text(row["label"])
        lines.append(
            f'<li><span>{name}</span><span class="v">{text(row.get("shown", row["value"]))}</span>{bar_line(row["value"], maximum=top, tone=row.get("tone", ""))}</li>'
        )
    return safe(f'<ul class="bars"{attrs(aria_label=label)}>{join(lines)}</ul>')


@register.simple_tag
def bar_line(value: float, *, maximum: float, tone: str = "") -> SafeString:
    """A bar alone, decoration beside its number in words."""
    width = max(0.0, min(100.0, 100 * value / (maximum or 1)))
    return safe(
        f'<svg class="barline" aria-hidden="true"{attrs(data_tone=tone)}><rect width="{width:.2f}%" height="100%"/></svg>'
    )


@register.simple_block_tag(end_name="endchart")
def chart(content: str, *, title: Text, note: Text = "", level: int = 3) -> SafeString:
    """A figure whose title states the finding; the content is the chart, its legend and "As table" in a `more`."""
    below = f"<p>{text(note)}</p>" if note else ""
    return safe(
        f'<figure class="chart"><figcaption><h{level}>{text(title)}</h{level}>{below}</figcaption>{content}</figure>'
    )


@register.simple_tag
def legend(entries: Sequence[Mapping[str, Any]]) -> SafeString:
    """What the series are: dicts with label and series (c1–c6, sun, off)."""
    lines = (
        f'<li><svg class="plot" viewBox="0 0 14 14" aria-hidden="true"><rect class="{entry["series"]}" width="14" height="14" rx="3"/></svg>{text(entry["label"])}</li>'
        for entry in entries
    )
    return safe(f'<ul class="legend">{join(lines)}</ul>')
