"""What a page is built of: cards, tiles, rows, heads, notices, what stands where nothing is yet."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allmende.foundation.ui import fields
from allmende.foundation.ui.components.marks import layer, picture
from allmende.foundation.ui.components.ways import breadcrumb
from allmende.foundation.ui.html import Text, attrs, safe, text
from allmende.foundation.ui.icons import icon_svg
from allmende.foundation.ui.layers import layer_of

register = template.Library()

_text = text  # where an attribute of that name stands before it

TILE_SIZES = "(width < 36rem) 100vw, 20rem"
"""How wide a tile's picture is, for the browser's choice among its widths."""
TONE_ICONS = {
    "ok": "circle-check",
    "warn": "alert-triangle",
    "danger": "alert-triangle",
    "info": "info-circle",
    "sun": "bulb",
}


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
def section_head(
    title: Text, *, level: int = 2, href: str = "", link: str = "", link_label: Text = "", count: object = None
) -> SafeString:
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
    eager: bool = False,
    id: str = "",
) -> SafeString:
    """A cover, a linked title, a sentence, and the content as its foot: a call, contribution or space in a list.

    `kicker` is finished HTML above the title (chips). `plain` leaves the cover out; `lang` marks another language; `eager` is for the first of a page.
    """
    step = layer_of(layer_level) if layer_level else None
    tab = layer(step.level, tab=True, note=layer_note) if step else ""
    image = ""
    if not plain:
        look = attrs(data_shape=shape if shape != "card" else "")
        image = f'<div class="cover"{look}>{picture(seed, src=src, srcset=srcset, sizes=TILE_SIZES, alt=str(alt), shape=shape, mood=mood, eager=eager)}</div>'
    above = f'<div class="kicker">{_text(kicker)}</div>' if kicker else ""
    sentence = f'<p class="text"{attrs(lang=lang)}>{_text(text)}</p>' if text else "<span></span>"
    foot = content.strip()
    return safe(
        f'<article class="card tile{" fenced" if step else ""}" data-flush{attrs(id=id, data_layer=step.key if step else "")}>{tab}{image}'
        f'<div class="body">{above}<h{level}{attrs(lang=lang)}><a class="card-link"{attrs(href=href)}>{_text(title)}</a></h{level}>{sentence}'
        f"{f'''<div class="foot">{foot}</div>''' if foot else ''}</div></article>"
    )


@register.simple_tag
def row_link(
    title: Text,
    *,
    href: str,
    note: Text = "",
    icon: str = "",
    tone: str = "",
    lead: str = "",
    end: str = "",
    lang: str = "",
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
    image = picture(
        seed,
        src=src,
        srcset=srcset,
        sizes="(width < 64rem) 100vw, 68rem",
        alt=str(alt),
        shape="band",
        mood=mood,
        eager=True,
        inside=size != "low",
    )
    return safe(
        f'<div class="band"{attrs(data_size=size)}><div class="art">{image}</div>'
        f'<div class="panel{" tabbed" if step else ""}"{attrs(data_layer=step.key if step else "")}>{tab}{content}</div></div>'
    )


@register.simple_block_tag(end_name="endpage_head")
def page_head(
    content: str, *, title: Text, lead: Text = "", lang: str = "", crumbs: Sequence[tuple[Text, str]] = ()
) -> SafeString:
    """The head of a page without a band: breadcrumb, h1, lead sentence; the content (chips, buttons) stands at its end."""
    way = breadcrumb(crumbs) if crumbs else ""
    sentence = f'<p class="lead">{text(lead)}</p>' if lead else ""
    end = f'<div class="row">{content}</div>' if content.strip() else ""
    return safe(
        f'<div class="pagehead">{way}<div class="pagehead-row"><div><h1{attrs(lang=lang)}>{text(title)}</h1>{sentence}</div>{end}</div></div>'
    )


@register.simple_block_tag(end_name="endnotice")
def notice(
    content: str, *, title: Text = "", tone: str = "info", icon: str = "", role: str = "", id: str = "", level: int = 0
) -> SafeString:
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
    return safe(
        f'<div class="empty"><div class="art">{art}</div><h{level}>{_text(title)}</h{level}>{sentence}{content}</div>'
    )


@register.simple_tag
def up_to_date(*, title: Text = "", text: Text = "") -> SafeString:
    """The end of a feed, said so."""
    art = fields.cover_svg("up-to-date", width=256, height=96)
    return safe(
        f'<div class="caught"><div class="art">{art}</div><b>{_text(title or gettext("You are up to date"))}</b>{_text(text)}</div>'
    )


@register.simple_tag
def field_art(seed: str, *, mood: str = "", width: int = 1040, height: int = 400) -> SafeString:
    """The land alone, for a page's ground."""
    return safe(
        f'<div class="art" aria-hidden="true">{fields.cover_svg(escape(seed), width=width, height=height, mood=mood)}</div>'
    )
