"""Discussion: a comment with its intent, its actions and its replies."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.foundation.ui import when
from allmende.foundation.ui.components.marks import avatar, chip, dot
from allmende.foundation.ui.html import Text, attrs, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()

INTENTS = {
    "praise": (_("I like"), "heart", "ok"),
    "suggestion": (_("I wish"), "star", ""),
    "what_if": (_("What if"), "bulb", "sun"),
    "question": (_("Question"), "help", "info"),
    "concern": (_("Concern"), "alert-triangle", "warn"),
}


@register.simple_block_tag(takes_context=True, end_name="endremark")
def remark(
    context: template.Context,
    content: str,
    *,
    id: str,
    author: Text,
    at: datetime,
    href: str,
    body: str,
    author_href: str = "",
    seed: str = "",
    src: str = "",
    intent: str = "",
    role: Text = "",
    outcome: Text = "",
    edited: bool = False,
    lang: str = "",
    gone: bool = False,
    new: bool = False,
) -> SafeString:
    """A comment. `body` is sanitised HTML, `href` its permalink, `intent` praise, suggestion, what_if, question or concern,
    `outcome` what came of it ("Adopted in version 3"), `new` what the reader has not seen. The content is what follows: actions in `<div class="acts">`,
    replies in `<div class="replies">`."""
    name = (
        f'<a class="name"{attrs(href=author_href)}>{text(author)}</a>'
        if author_href
        else f'<span class="name">{text(author)}</span>'
    )
    meant = ""
    if intent:
        word, icon, tone = INTENTS[intent]
        meant = chip(word, icon=icon, tone=tone)
    moment = when.moment(at, form="auto" if context.get("signed_in", False) else "datetime", is_titled=False)
    fresh = dot(_("New")) if new else ""
    change = f'<span class="xs muted">{text(_("edited"))}</span>' if edited else ""
    other = "" if lang == get_language() else lang
    came = f'<p class="outcome">{icon_svg("circle-check")}{text(outcome)}</p>' if outcome else ""
    part = f'<span class="xs muted">{text(role)}</span>' if role else ""
    return safe(
        f'<article class="comment"{attrs(id=id, data_gone=gone, tabindex="-1")}>{avatar(author, seed=seed, src=src)}'
        f'<header class="head">{fresh}{name}{part}<a{attrs(href=href)}>{moment}</a>{change}{meant}</header>'
        f'<div class="body"><div class="prose"{attrs(lang=other)}>{body.rstrip()}</div>{came}{content}</div></article>'
    )
