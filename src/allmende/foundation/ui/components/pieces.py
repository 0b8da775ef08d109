"""What a page is built of: cards, tiles, rows, headings, navigation, notices, progress, facts, tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allmende.foundation.ui import fields
from allmende.foundation.ui.components.marks import layer, picture
from allmende.foundation.ui.html import attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg
from allmende.foundation.ui.layers import layer_of

register = template.Library()

type Text = str | Promise

TONE_ICONS = {"ok": "circle-check", "warn": "alert-triangle", "danger": "alert-triangle", "info": "info-circle", "sun": "bulb"}


@register.simple_block_tag(end_name="endcard")
def card(
    content: str,
    *,
    title: Text = "",
    level: int = 2,
    href: str = "",
    link: str = "",
    link_label: Text = "",
    layer_level: int | str | None = None,
    layer_note: Text = "",
    tone: str = "",
    flush: bool = False,
    tight: bool = False,
    element: str = "section",
    id: str = "",
    label: Text = "",
) -> SafeString:
    """A piece of paper. `layer_level` gives it the tab and the fence; `href` links the whole card by its title;
    `link` and `link_label` put a link beside the title. Tones: sunken, plain, act (the one thing to do), ok, warn,
    danger, info, sun."""
    step = layer_of(layer_level) if layer_level else None
    tab = layer(step.level, tab=True, note=layer_note) if step else ""
    head = section_head(title, level=level, href=href, link=link, link_label=link_label) if title else ""
    return safe(
        f'<{element} class="card{" fenced" if step else ""}"'
        f"{attrs(id=id, data_layer=step.key if step else '', data_tone=tone, data_flush=flush, data_tight=tight, aria_label=label)}>"
        f"{tab}{head}{content}</{element}>"
    )


@register.simple_tag
def section_head(title: Text, *, level: int = 2, href: str = "", link: str = "", link_label: Text = "", count: object = None) -> SafeString:
    """A heading with an optional count and a link at its end ("All 7")."""
    inner = f'<a class="card-link"{attrs(href=href)}>{text(title)}</a>' if href else text(title)
    number = f' <span class="n num">{text(count)}</span>' if count is not None else ""
    end = f"<a{attrs(href=link)}>{text(link_label)}</a>" if link else ""
    return safe(f'<div class="sechead"><h{level}>{inner}{number}</h{level}>{end}</div>')


@register.simple_block_tag(end_name="endtile")
def tile(
    content: str,
    *,
    title: Text,
    href: str,
    seed: str,
    layer_level: int | str | None = None,
    layer_note: Text = "",
    text: Text = "",
    kicker: Text = "",
    src: str = "",
    srcset: str = "",
    alt: Text = "",
    shape: str = "card",
    mood: str = "",
    level: int = 3,
    lang: str = "",
    plain: bool = False,
    id: str = "",
) -> SafeString:
    """A cover, a linked title, a sentence, and the content as its foot: a call, contribution or space in a list.

    `kicker` is finished HTML above the title (chips). `plain` leaves the cover out; `lang` marks another language.
    """
    step = layer_of(layer_level) if layer_level else None
    tab = layer(step.level, tab=True, note=layer_note) if step else ""
    image = ""
    if not plain:
        look = attrs(data_shape=shape if shape != "card" else "")
        image = f'<div class="cover"{look}>{picture(seed, src=src, srcset=srcset, alt=str(alt), shape=shape, mood=mood)}</div>'
    above = f'<div class="kicker">{_text(kicker)}</div>' if kicker else ""
    sentence = f'<p class="text"{attrs(lang=lang)}>{_text(text)}</p>' if text else "<span></span>"
    foot = content.strip()
    return safe(
        f'<article class="card tile{" fenced" if step else ""}" data-flush{attrs(id=id, data_layer=step.key if step else "")}>{tab}{image}'
        f'<div class="body">{above}<h{level}{attrs(lang=lang)}><a class="card-link"{attrs(href=href)}>{_text(title)}</a></h{level}>{sentence}'
        f'{f"""<div class="foot">{foot}</div>""" if foot else ""}</div></article>'
    )


_text = text


@register.simple_tag
def row_link(
    title: Text, *, href: str, note: Text = "", icon: str = "", tone: str = "", lead: str = "", end: str = "", lang: str = ""
) -> SafeString:
    """A line of a list (inside `<div class="rows">`): icon or `lead` (finished HTML), linked title, note, arrow or `end`."""
    first = lead or (f'<span class="ico"{attrs(data_tone=tone)}>{icon_svg(icon)}</span>' if icon else "")
    below = f"<small>{text(note)}</small>" if note else ""
    last = text(end) if end else icon_svg("arrow-right")
    return safe(
        f'<div class="rowlink">{first}<div><b{attrs(lang=lang)}><a class="card-link"{attrs(href=href)}>{text(title)}</a></b>{below}</div>{last}</div>'
    )


@register.simple_block_tag(end_name="endband")
def band(
    content: str,
    *,
    seed: str,
    src: str = "",
    srcset: str = "",
    alt: Text = "",
    layer_level: int | str | None = None,
    layer_note: Text = "",
    size: str = "",
    mood: str = "",
) -> SafeString:
    """A page's head: a panel on its land or picture. Sizes: side (panel at the start edge), low. Put it in `block band`."""
    step = layer_of(layer_level) if layer_level else None
    tab = layer(step.level, tab=True, note=layer_note) if step else ""
    image = picture(seed, src=src, srcset=srcset, sizes="(width < 64rem) 100vw, 68rem", alt=str(alt), shape="band", mood=mood, eager=True)
    return safe(
        f'<div class="band"{attrs(data_size=size)}><div class="art">{image}</div>'
        f'<div class="panel{" tabbed" if step else ""}"{attrs(data_layer=step.key if step else "")}>{tab}{content}</div></div>'
    )


@register.simple_block_tag(end_name="endpage_head")
def page_head(content: str, *, title: Text, lead: Text = "", lang: str = "", crumbs: Sequence[tuple[Text, str]] = ()) -> SafeString:
    """The head of a page without a band: breadcrumb, h1, lead sentence; the content (chips, buttons) stands at its end."""
    way = breadcrumb(crumbs) if crumbs else ""
    sentence = f'<p class="lead">{text(lead)}</p>' if lead else ""
    end = f'<div class="row">{content}</div>' if content.strip() else ""
    return safe(f'<div class="pagehead">{way}<div class="pagehead-row"><h1{attrs(lang=lang)}>{text(title)}</h1>{end}</div>{sentence}</div>')


@register.simple_tag
def breadcrumb(crumbs: Sequence[tuple[Text, str]]) -> SafeString:
    """The way here as (title, address) pairs; an empty address is the page itself."""
    items = (f"<li><a{attrs(href=href)}>{text(title)}</a></li>" if href else f'<li aria-current="page">{text(title)}</li>' for title, href in crumbs)
    return safe(f'<nav class="crumbs"{attrs(aria_label=gettext("Breadcrumb"))}><ol>{join(items)}</ol></nav>')


@register.simple_block_tag(end_name="endtabs")
def tabs(content: str, *, label: Text) -> SafeString:
    """Navigation between the parts of a thing: `{% tab %}`s, each a link with its own address."""
    return safe(f'<nav class="tabs"{attrs(aria_label=label)}>{content}</nav>')


@register.simple_tag
def tab(label: Text, *, href: str, current: bool = False, count: object = None, icon: str = "") -> SafeString:
    """One part of a thing; `count` beside it."""
    number = f' <span class="n">{text(count)}</span>' if count is not None else ""
    return safe(f'<a{attrs(href=href, aria_current="page" if current else "")}>{icon_svg(icon) if icon else ""}{text(label)}{number}</a>')


@register.simple_block_tag(end_name="endsegment")
def segment(content: str, *, label: Text) -> SafeString:
    """A choice between two to five views, each a `segment_link`."""
    return safe(f'<div class="segment" role="group"{attrs(aria_label=label)}>{content}</div>')


@register.simple_tag
def segment_link(label: Text, *, href: str, current: bool = False, icon: str = "") -> SafeString:
    """One view of a segmented choice."""
    return safe(f'<a{attrs(href=href, aria_current="true" if current else "")}>{icon_svg(icon) if icon else ""}{text(label)}</a>')


@register.simple_tag
def filter_link(label: Text, *, href: str, current: bool = False, icon: str = "", count: object = None) -> SafeString:
    """A filter as a link: its state is in the address. Stand them in `<div class="toolbar" data-scroll>`."""
    number = f' <span class="n">{text(count)}</span>' if count is not None else ""
    shown = icon_svg(icon) if icon else ""
    return safe(f'<a class="filter"{attrs(href=href, aria_current="true" if current else "")}>{shown}{text(label)}{number}</a>')


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, *, title: Text = "", tone: str = "info", icon: str = "", role: str = "", id: str = "", level: int = 0) -> SafeString:
    """A box that says something about this page. Tones: info, ok, warn, danger, sun. `role="alert"` only for what just went wrong."""
    tag = f"h{level}" if level else "p"
    head = f'<{tag} class="notice-title">{text(title)}</{tag}>' if title else ""
    return safe(
        f'<div class="notice"{attrs(id=id, data_tone=tone, role=role)}>{icon_svg(icon or TONE_ICONS.get(tone, "info-circle"))}<div>{head}{content}</div></div>'
    )


@register.simple_block_tag(end_name="endempty")
def empty(content: str, *, title: Text, text: Text = "", seed: str = "empty", level: int = 2) -> SafeString:
    """What stands where nothing is yet: what this is, one sentence, and one action (the content)."""
    art = fields.cover_svg(seed, width=420, height=180, mood="heath")
    sentence = f"<p>{_text(text)}</p>" if text else ""
    return safe(f'<div class="empty"><div class="art">{art}</div><h{level}>{_text(title)}</h{level}>{sentence}{content}</div>')


@register.simple_tag
def up_to_date(*, title: Text = "", text: Text = "") -> SafeString:
    """The end of a feed, said so."""
    art = fields.cover_svg("up-to-date", width=256, height=96)
    return safe(f'<div class="caught"><div class="art">{art}</div><b>{_text(title or gettext("You are up to date"))}</b>{_text(text)}</div>')


@register.simple_tag
def pager(*, shown: int = 0, total: int | None = None, more: str = "", target: str = "", label: Text = "") -> SafeString:
    """The end of one part of a keyed list: "6 of 47" where the total is known, and a "Show more" link.

    It stands inside the list. With `target` (the list's selector) htmx puts the next part in the pager's place: the view
    then answers with the rows and their own pager alone (a `partialdef`); without script the link is a page.
    """
    said = f'<p class="num">{text(gettext("%(shown)d of %(total)d") % {"shown": shown, "total": total})}</p>' if total is not None else ""
    link = ""
    if more:
        quick = attrs(hx_get=more, hx_target="closest .pager", hx_swap="outerHTML") if target else ""
        link = f'<a class="btn"{attrs(href=more)}{quick}>{icon_svg("chevron-down")}<span>{text(label or gettext("Show more"))}</span></a>'
    return safe(f'<div class="pager">{said}{link}</div>')


@register.simple_tag
def phases(steps: Sequence[Mapping[str, Any]], *, label: Text = "") -> SafeString:
    """The phases of a call as a way: dicts with title, when (a sentence), state (done, now, next), optional href."""
    out = []
    for step in steps:
        state, name = step["state"], text(step["title"])
        name = f"<a{attrs(href=step['href'])}>{name}</a>" if step.get("href") else name
        said = f'<span class="sr"> ({text(gettext("completed"))})</span>' if state == "done" else ""
        out.append(
            f'<li{attrs(data_state=state, aria_current="step" if state == "now" else "")}><b>{name}{said}</b>'
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
def progress(*, value: float, maximum: float, label: Text, tone: str = "", size: str = "", note: Text = "", bare: bool = False) -> SafeString:
    """How far something is, with its label and a note in words ("18 of 47"); `bare` hides the words from the eye."""
    bar = f'<progress class="progress"{attrs(value=value, max=maximum or 1, data_tone=tone, data_size=size, aria_label=label)}></progress>'
    if value == 0:
        bar = bar.replace("<progress ", '<progress value="0" ', 1)
    if bare:
        return safe(bar)
    end = f'<span class="muted num">{text(note)}</span>' if note else ""
    return safe(f'<div class="progress-block"><div class="row spread"><b aria-hidden="true">{text(label)}</b>{end}</div>{bar}</div>')


@register.simple_block_tag(end_name="endfacts")
def facts(content: str) -> SafeString:
    """Two to four big numbers with their words: `fact`s."""
    return safe(f'<dl class="facts">{content}</dl>')


@register.simple_tag
def fact(value: object, *, label: Text) -> SafeString:
    """A big number and what it counts."""
    return safe(f"<div><dt>{text(label)}</dt><dd>{text(value)}</dd></div>")


@register.simple_block_tag(end_name="endtable")
def table(content: str, *, caption: Text, hide_caption: bool = False, id: str = "") -> SafeString:
    """A data table: thead, tbody and tfoot inside; cells of numbers take `class="r"`. Scrolls sideways by keyboard too."""
    said = ' class="sr"' if hide_caption else ""
    return safe(
        f'<div class="tablewrap" tabindex="0" role="region"{attrs(aria_label=caption, id=id)}><table class="table">'
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
def timeline_entry(content: str, *, title: Text, when: Text, icon: str, tone: str = "", href: str = "", level: int = 3) -> SafeString:
    """One entry: the date first, then the title, then the content. `when` may be a `time` element."""
    name = f"<a{attrs(href=href)}>{text(title)}</a>" if href else text(title)
    return safe(
        f'<li><span class="ico"{attrs(data_tone=tone)}>{icon_svg(icon)}</span><span class="when">{text(when)}</span><h{level}>{name}</h{level}>{content}</li>'
    )


@register.simple_tag
def skeleton(*, lines: int = 4) -> SafeString:
    """A placeholder while something loads for more than 400 ms; its container is `aria-busy`."""
    return safe(f'<div class="card skel" aria-hidden="true">{"<i></i>" * lines}</div>')


@register.simple_tag
def search_jump(*, action: str, value: str = "", label: Text = "", name: str = "q", compact: bool = False) -> SafeString:
    """The search box of the top bar; Ctrl/Cmd+K goes there. Works as a plain form."""
    said = label or gettext("Search or jump to")
    hint = "" if compact else '<kbd class="needs-js" aria-hidden="true" data-jump-key>Ctrl K</kbd>'
    return safe(
        f'<form class="searchbox" role="search"{attrs(action=action, data_jump=True)}>{icon_svg("search")}'
        f'<input type="search" enterkeyhint="search"{attrs(name=name, value=value, aria_label=said, placeholder=said)}>{hint}</form>'
    )


@register.simple_tag
def field_art(seed: str, *, mood: str = "", width: int = 1040, height: int = 400) -> SafeString:
    """The land alone, for a page's ground."""
    return safe(f'<div class="art" aria-hidden="true">{fields.cover_svg(escape(seed), width=width, height=height, mood=mood)}</div>')
