"""Small marks: icon, layer, chip, dot, count, time, money, avatar, person, cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from babel.numbers import format_currency, get_currency_precision
from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from allmende.foundation.money import Money
from allmende.foundation.ui import fields, when
from allmende.foundation.ui.covers import SHAPES, cover_url
from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg, mark_svg
from allmende.foundation.ui.layers import layer_of

register = template.Library()

REACH = tuple(
    safe(
        '<svg class="reach" viewBox="0 0 24 16" aria-hidden="true">'
        + "".join(
            f'<rect x="{x * 5}" y="{16 - h}" width="3.4" height="{h}" rx="1"{"" if x < level else ' class="off"'}/>'
            for x, h in enumerate((6, 8, 11, 13, 16))
        )
        + "</svg>"
    )
    for level in range(6)
)


@register.simple_tag
def icon(name: str, *, label: Text = "", size: str = "") -> SafeString:
    """An icon; without a label it stands beside a word and is hidden from assistive technology."""
    return icon_svg(name, label=str(label), size=size)


@register.simple_tag
def reach(level: int | str) -> SafeString:
    """Five bars, as many full as the layer's level: the decorative twin of its word."""
    return REACH[layer_of(level).level]


@register.simple_tag
def layer(level: int | str, *, tab: bool = False, size: str = "", note: Text = "") -> SafeString:
    """Who can see it: icon, word and colour together. `tab` puts it in the stone corner of a card or panel;
    `size="icon"` shows the icon alone and says the word; `note` stands for the word ("Team Regenwasser")."""
    return _layer(layer_of(level).level, tab, size, str(note), get_language() or "en")


@lru_cache(maxsize=512)
def _layer(level: int, tab: bool, size: str, note: str, _language: str) -> SafeString:
    step = layer_of(level)
    title = gettext("Visible to: %(who)s") % {"who": step.who}
    hidden = ' class="sr"' if size == "icon" else ""
    return safe(
        f'<span class="layer"{attrs(data_layer=step.key, data_tab=tab, data_size=size, title=title)}>{icon_svg(step.icon)}'
        f'<span{hidden}><span class="sr">{text(gettext("Layer:"))} </span>{text(note or step.label)}</span></span>'
    )


@register.simple_tag
def chip(
    label: Text, *, icon: str = "", tone: str = "", href: str = "", line: bool = False, title: Text = ""
) -> SafeString:
    """A state or topic in a pill. Tones: ok, warn, danger, info, sun (you, now, here), brand; none is neutral."""
    tag = "a" if href else "span"
    image = icon_svg(icon) if icon else ""
    return safe(
        f'<{tag} class="chip"{attrs(href=href, data_tone=tone, data_line=line, title=title)}>{image}<span>{text(label)}</span></{tag}>'
    )


@register.simple_tag
def dot(label: Text) -> SafeString:
    """The yellow dot for what is new, with its word for those who can't see it."""
    return safe(f'<span class="dot"><span class="sr">{text(label)}</span></span>')


@register.simple_tag
def stat(value: object, *, icon: str, label: Text, href: str = "") -> SafeString:
    """A count with an icon; the label ("21 comments" needs "comments") is said, not shown."""
    shown = number_format(value, use_l10n=True, force_grouping=True) if isinstance(value, int) else text(value)
    tag = "a" if href else "span"
    return safe(
        f'<{tag} class="stat"{attrs(href=href, title=label)}>{icon_svg(icon)}{shown}<span class="sr"> {text(label)}</span></{tag}>'
    )


@register.simple_tag
def money(value: Money | int, *, currency: str = "EUR") -> SafeString:
    """An amount as the language writes it, without decimals when it is whole; an int counts minor units (cents)."""
    if isinstance(value, Money):
        return _money(value.minor, value.currency, get_language() or "en")
    return _money(value, currency, get_language() or "en")


@lru_cache(maxsize=4096)
def _money(minor: int, currency: str, language: str) -> SafeString:
    return safe(f'<span class="num nowrap">{escape(money_text(minor, currency, language))}</span>')


def money_text(minor: int, currency: str, language: str) -> str:
    """The amount in words of the language: `7.460 €`."""
    amount = Money(minor, currency).decimal
    whole = amount == amount.to_integral_value()
    locale = language.replace("-", "_")
    digits = 0 if whole else get_currency_precision(currency)
    pattern = {"de": "#,##0.00 ¤", "it": "#,##0.00 ¤"}.get(locale[:2], "¤#,##0.00")
    pattern = pattern.replace(".00", "." + "0" * digits if digits else "")
    return format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)


@register.simple_tag(takes_context=True, name="time")
def time_(
    context: template.Context, at: datetime | date | None, *, form: str = "auto", prefix: Text = ""
) -> SafeString:
    """A moment: relative up to seven days for members, else the date; the full date is always in `datetime` and title.

    Forms: auto, date, datetime, short (no year), clock, month. Guests get dates only, since their pages are kept.
    """
    if at is None:
        return safe("")
    relative = form == "auto" and bool(context.get("signed_in", False))
    return when.moment(at, form="date" if form == "auto" and not relative else form, prefix=prefix)


@register.simple_tag
def avatar(name: Text, *, seed: str = "", src: str = "", size: str = "", named: bool = False) -> SafeString:
    """A person's picture, or a tile of two field colours with initials; `named` where no name stands beside it.

    Sizes: s, l, xl; none is 40 px. The seed is the handle, so that a tile stays the same when the name changes.
    """
    plain = str(name)
    if src:
        inner = f'<img{attrs(src=src)} alt="{escape(plain) if named else ""}" width="80" height="80" loading="lazy">'
    else:
        inner = fields.avatar_svg(seed or plain, fields.initials_of(plain), plain if named else "")
    return safe(f'<span class="av"{attrs(data_size=size)}>{inner}</span>')


@register.simple_tag
def emblem(seed: str, *, src: str = "", size: str = "", alt: Text = "") -> SafeString:
    """A space's logo, or an emblem of four parcels made from its slug."""
    inner = f'<img{attrs(src=src)} alt="{escape(alt)}" width="80" height="80">' if src else fields.emblem_svg(seed)
    return safe(f'<span class="av" data-kind="emblem"{attrs(data_size=size)}>{inner}</span>')


@register.simple_tag
def avatar_stack(people: Sequence[Mapping[str, str]], *, more: int = 0, limit: int = 4, size: str = "s") -> SafeString:
    """Up to `limit` people as one picture that names them. People are dicts: name, and seed or src."""
    shown, hidden = people[:limit], max(0, len(people) - limit) + more
    names = ", ".join(person["name"] for person in shown)
    if hidden:
        names = ngettext("%(names)s and %(count)d more", "%(names)s and %(count)d more", hidden) % {
            "names": names,
            "count": hidden,
        }
    tiles = (avatar(p["name"], seed=p.get("seed", ""), src=p.get("src", ""), size=size) for p in shown)
    rest = f'<span class="more" aria-hidden="true">+{hidden}</span>' if hidden else ""
    return safe(f'<span class="avstack" role="img"{attrs(aria_label=names)}>{join(tiles)}{rest}</span>')


@register.simple_tag
def person(
    name: Text, *, href: str = "", seed: str = "", src: str = "", note: Text = "", size: str = "", picture: bool = True
) -> SafeString:
    """A person with picture, linked name and a note below ("submitted on 14 February")."""
    named = f'<a class="name"{attrs(href=href)}>{text(name)}</a>' if href else f'<span class="name">{text(name)}</span>'
    below = f'<span class="note">{text(note)}</span>' if note else ""
    return safe(
        f'<span class="person">{avatar(name, seed=seed, src=src, size=size) if picture else ""}<span>{named}{below}</span></span>'
    )


@register.simple_tag
def cover(
    seed: str,
    *,
    src: str = "",
    srcset: str = "",
    sizes: str = "",
    alt: Text = "",
    shape: str = "card",
    mood: str = "",
    rounded: bool = False,
    eager: bool = False,
) -> SafeString:
    """A thing's picture, or the land made from its slug. Shapes: card, wide, square, strip, figure."""
    return safe(
        f'<div class="cover"{attrs(data_shape=shape if shape != "card" else "", data_rounded=rounded)}>'
        f"{picture(seed, src=src, srcset=srcset, sizes=sizes, alt=str(alt), shape=shape, mood=mood, eager=eager)}</div>"
    )


def picture(
    seed: str,
    *,
    src: str,
    srcset: str = "",
    sizes: str = "",
    alt: str = "",
    shape: str = "card",
    mood: str = "",
    eager: bool = False,
    inside: bool = False,
) -> str:
    """The inside of a cover or band: an image with fixed proportions, or the generated land by its address, so that a list
    doesn't carry twenty-five of them. `eager` for what is seen at once; `inside` draws the land in the page that begins with it."""
    width, height = SHAPES[shape]
    if not src and inside:
        return fields.cover_svg(seed, width=width, height=height, mood=mood)
    if not src:
        address = cover_url(seed, shape=shape, mood=mood)
        return f'<img class="land"{attrs(src=address, loading="" if eager else "lazy")} decoding="async" alt="">'
    lazy = attrs(loading="" if eager else "lazy", fetchpriority="high" if eager else "", srcset=srcset, sizes=sizes)
    return f'<img{attrs(src=src, width=width * 2, height=height * 2, decoding="async")}{lazy} alt="{escape(alt)}">'


@register.simple_tag(name="date_tile")
def date_tile(at: datetime | date) -> SafeString:
    """A calendar leaf; decoration, so the date stands in words beside it."""
    day = when.local(at)
    return safe(
        f'<span class="datetile" aria-hidden="true"><span>{text(date_format(day, "M"))}</span><b>{text(date_format(day, "j"))}</b></span>'
    )


@register.simple_tag
def mark() -> SafeString:
    """The Allmende mark: four parcels round a crossing, in the colours of the page."""
    return mark_svg()
