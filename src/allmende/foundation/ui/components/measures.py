"""How far and how much: phases, progress, facts, tables, what happened in order, what can be unfolded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()


@register.simple_tag
def phases(steps: Sequence[Mapping[str, Any]], *, label: Text = "") -> SafeString:
    """The phases of a call as a way: dicts with title, when (a sentence), state (done, now, next), optional href."""
    out = []
    for step in steps:
        state, name = step["state"], text(step["title"])
        name = f"<a{attrs(href=step['href'])}>{name}</a>" if step.get("href") else name
        said = f'<span class="sr"> ({text(gettext("completed"))})</span>' if state == "done" else ""
        out.append(
            f"<li{attrs(data_state=state, aria_current='step' if state == 'now' else '')}><b>{name}{said}</b>"
            f"<small>{text(step.get('when') or '')}</small></li>"
        )
    region = attrs(aria_label=label or gettext("Phases"), role="region", tabindex="0")
    return safe(f'<div class="phases-scroll"{region}><ol class="phases">{join(out)}</ol></div>')


@register.simple_tag
def phase_bar(*, count: int, current: int, label: Text) -> SafeString:
    """The phases as a short bar for cards: those before `current` (from 1) are done; 0 is before, count + 1 after all."""
    gap = 0.9
    width = (100 - gap * (count - 1)) / count
    parts = "".join(
        f'<rect x="{k * (width + gap):.2f}%" width="{width:.2f}%" height="100%" rx="2" '
        f'class="{"done" if k + 1 < current else "now" if k + 1 == current else "next"}"/>'
        for k in range(count)
    )
    return safe(f'<svg class="phasebar" role="img"{attrs(aria_label=label)}>{parts}</svg>')


@register.simple_tag
def progress(
    *, value: float, maximum: float, label: Text, tone: str = "", size: str = "", note: Text = "", bare: bool = False
) -> SafeString:
    """How far something is, with its label and a note in words ("18 of 47"); `bare` hides the words from the eye."""
    bar = f'<progress class="progress"{attrs(value=value, max=maximum or 1, data_tone=tone, data_size=size, aria_label=label)}></progress>'
    if value == 0:
        bar = bar.replace("<progress ", '<progress value="0" ', 1)
    if bare:
        return safe(bar)
    end = f'<span class="muted num">{text(note)}</span>' if note else ""
    return safe(
        f'<div class="progress-block"><div class="row spread"><b aria-hidden="true">{text(label)}</b>{end}</div>{bar}</div>'
    )


@register.simple_block_tag(end_name="endfacts")
def facts(content: str) -> SafeString:
    """Two to four big numbers with their words: `fact`s."""
    return safe(f'<dl class="facts">{content}</dl>')


@register.simple_tag
def fact(value: object, *, label: Text) -> SafeString:
    """A big number and what it counts."""
    return safe(f"<div><dt>{text(label)}</dt><dd>{text(value)}</dd></div>")


@register.simple_block_tag(end_name="endtable")
def table(content: str, *, caption: Text, hide_caption: bool = False, id: str = "", stack: bool = False) -> SafeString:
    """A data table: thead, tbody and tfoot inside; cells of numbers take `class="r"`. Scrolls sideways by keyboard too; with
    `stack`, a phone shows each row as lines below each other: give a cell whose words need their column's a `data-label`."""
    said = ' class="sr"' if hide_caption else ""
    return safe(
        f'<div class="tablewrap" tabindex="0" role="region"{attrs(aria_label=caption, id=id)}><table class="table"{attrs(data_stack=stack)}>'
        f"<caption{said}>{text(caption)}</caption>{content}</table></div>"
    )


@register.simple_tag
def sort_head(label: Text, *, href: str, order: str = "", number: bool = False) -> SafeString:
    """A table head that sorts by link; `order` is ascending, descending or empty."""
    mark = {"ascending": icon_svg("arrow-up"), "descending": icon_svg("arrow-down")}.get(order, "")
    return safe(
        f'<th scope="col"{attrs(aria_sort=order, class_="r" if number else "")}><a{attrs(href=href)}><span class="row tight nowrap">{text(label)}{mark}</span></a></th>'
    )


@register.simple_block_tag(end_name="endmore")
def more(content: str, *, label: Text, open: bool = False, id: str = "") -> SafeString:
    """Something that can be unfolded ("As table")."""
    return safe(f'<details class="more"{attrs(open=open, id=id)}><summary>{text(label)}</summary>{content}</details>')


@register.simple_block_tag(end_name="endtimeline")
def timeline(content: str, *, label: Text = "") -> SafeString:
    """What happened in order: `timeline_entry`s."""
    return safe(f'<ol class="timeline"{attrs(aria_label=label)}>{content}</ol>')


@register.simple_block_tag(end_name="endtimeline_entry")
def timeline_entry(
    content: str, *, title: Text, when: Text, icon: str, tone: str = "", href: str = "", level: int = 3
) -> SafeString:
    """One entry: the date first, then the title, then the content. `when` may be a `time` element."""
    name = f"<a{attrs(href=href)}>{text(title)}</a>" if href else text(title)
    return safe(
        f'<li><span class="ico"{attrs(data_tone=tone)}>{icon_svg(icon)}</span><span class="when">{text(when)}</span><h{level}>{name}</h{level}>{content}</li>'
    )


@register.simple_tag
def skeleton(*, lines: int = 4) -> SafeString:
    """A placeholder while something loads for more than 400 ms; its container is `aria-busy`."""
    return safe(f'<div class="card skel" aria-hidden="true">{"<i></i>" * lines}</div>')
