"""Ways through a thing and a list: breadcrumb, tabs, views, filters, the next part of a list, search."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allmende.foundation.ui.html import Text, attrs, join, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()


@register.simple_tag
def breadcrumb(crumbs: Sequence[tuple[Text, str]]) -> SafeString:
    """The way here as (title, address) pairs; an empty address is the page itself."""
    items = (
        f"<li><a{attrs(href=href)}>{text(title)}</a></li>" if href else f'<li aria-current="page">{text(title)}</li>'
        for title, href in crumbs
    )
    return safe(f'<nav class="crumbs"{attrs(aria_label=gettext("Breadcrumb"))}><ol>{join(items)}</ol></nav>')


@register.simple_block_tag(end_name="endtabs")
def tabs(content: str, *, label: Text) -> SafeString:
    """Navigation between the parts of a thing: `{% tab %}`s, each a link with its own address."""
    return safe(f'<nav class="tabs"{attrs(aria_label=label)}>{content}</nav>')


@register.simple_tag
def tab(label: Text, *, href: str, current: bool = False, count: object = None, icon: str = "") -> SafeString:
    """One part of a thing; `count` beside it."""
    number = f' <span class="n">{text(count)}</span>' if count is not None else ""
    return safe(
        f"<a{attrs(href=href, aria_current='page' if current else '')}>{icon_svg(icon) if icon else ''}{text(label)}{number}</a>"
    )


@register.simple_block_tag(end_name="endsegment")
def segment(content: str, *, label: Text) -> SafeString:
    """A choice between two to five views, each a `segment_link`."""
    return safe(f'<div class="segment" role="group"{attrs(aria_label=label)}>{content}</div>')


@register.simple_tag
def segment_link(label: Text, *, href: str, current: bool = False, icon: str = "") -> SafeString:
    """One view of a segmented choice."""
    return safe(
        f"<a{attrs(href=href, aria_current='true' if current else '')}>{icon_svg(icon) if icon else ''}{text(label)}</a>"
    )


@register.simple_tag
def filter_link(label: Text, *, href: str, current: bool = False, icon: str = "", count: object = None) -> SafeString:
    """A filter as a link: its state is in the address. Stand them in `<div class="toolbar" data-scroll>`."""
    number = f' <span class="n">{text(count)}</span>' if count is not None else ""
    shown = icon_svg(icon) if icon else ""
    return safe(
        f'<a class="filter"{attrs(href=href, aria_current="true" if current else "")}>{shown}{text(label)}{number}</a>'
    )


@register.simple_tag
def pager(
    *, shown: int = 0, total: int | None = None, more: str = "", target: str = "", label: Text = ""
) -> SafeString:
    """The end of one part of a keyed list: "6 of 47" where the total is known, and a "Show more" link.

    It stands inside the list. With `target` (the list's selector) htmx puts the next part in the pager's place: the view
    then answers with the rows and their own pager alone (a `partialdef`); without script the link is a page.
    """
    said = (
        f'<p class="num">{text(gettext("%(shown)d of %(total)d") % {"shown": shown, "total": total})}</p>'
        if total is not None
        else ""
    )
    link = ""
    if more:
        quick = attrs(hx_get=more, hx_target="closest .pager", hx_swap="outerHTML") if target else ""
        link = f'<a class="btn"{attrs(href=more)}{quick}>{icon_svg("chevron-down")}<span>{text(label or gettext("Show more"))}</span></a>'
    return safe(f'<div class="pager">{said}{link}</div>')


@register.simple_tag
def search_jump(
    *, action: str, value: str = "", label: Text = "", name: str = "q", compact: bool = False
) -> SafeString:
    """The search box of the top bar; Ctrl/Cmd+K goes there. Works as a plain form."""
    said = label or gettext("Search or jump to")
    hint = "" if compact else '<kbd class="needs-js" aria-hidden="true" data-jump-key>Ctrl K</kbd>'
    return safe(
        f'<form class="searchbox" role="search"{attrs(action=action, data_jump=True)}>{icon_svg("search")}'
        f'<input type="search" enterkeyhint="search"{attrs(name=name, value=value, aria_label=said, placeholder=said)}>{hint}</form>'
    )
