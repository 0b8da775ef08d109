"""What people press: buttons, menus, dialogs, and the row of actions below a form."""

from __future__ import annotations

from typing import Literal

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from allmende.foundation.ui.html import Text, attrs, safe, text
from allmende.foundation.ui.icons import icon_svg

register = template.Library()

type Tone = Literal["", "primary", "sun", "quiet", "danger"]
type Size = Literal["", "small", "large"]


@register.simple_tag
def button(
    label: Text,
    *,
    href: str = "",
    tone: Tone = "",
    size: Size = "",
    icon: str = "",
    trailing: str = "",
    icon_only: bool = False,
    block: bool = False,
    type: Literal["submit", "button", "reset"] = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    pressed: bool | None = None,
    busy: bool = False,
    refusal: Text = "",
    confirm: Text = "",
    opens: str = "",
    closes: str = "",
    hx_get: str = "",
    hx_post: str = "",
    hx_delete: str = "",
    hx_target: str = "",
    hx_swap: str = "",
    id: str = "",
    rel: str = "",
    more: Text = "",
    action: str = "",
    dot: Text = "",
) -> SafeString:
    """A link that looks like a button (`href`), or a button of the form around it.

    `refusal` greys it out and says why beside it (a verdict's reason); `confirm` asks first, with the label as the
    answer's word; `opens`/`closes` name a menu or dialog by id; `more` is said but not shown ("Rate: Weidendom");
    `action` names a behaviour of our scripts (`copy`, `share`, `print`).
    """
    hidden = f'<span class="sr">: {text(more)}</span>' if more else ""
    word = f'<span class="sr">{text(label)}{hidden}</span>' if icon_only else f"{text(label)}{hidden}"
    inner = (icon_svg(icon) if icon else "") + (word if icon_only else f"<span>{word}</span>")
    inner += icon_svg(trailing) if trailing else ""
    inner += f'<span class="dot"><span class="sr">{text(dot)}</span></span>' if dot else ""
    look = attrs(
        id=id, data_tone=tone, data_size=size, data_icon_only=icon_only, data_block=block, aria_busy="true" if busy else "",
        title=label if icon_only else "", hx_get=hx_get, hx_post=hx_post, hx_delete=hx_delete, hx_target=hx_target,
        hx_swap=hx_swap, data_action=action,
    )  # fmt: skip
    if refusal:
        return _refused(inner, look, refusal)
    if href:
        return safe(f'<a class="btn"{attrs(href=href, rel=rel)}{look}>{inner}</a>')
    does = attrs(
        type="button" if opens or closes or action else type, name=name, value=value, form=form, formaction=formaction, data_confirm=confirm,
        aria_pressed=None if pressed is None else str(bool(pressed)).lower(), popovertarget=opens.removeprefix("#") if opens.startswith("#") else "",
        command=("show-modal" if opens and not opens.startswith("#") else "close" if closes else ""),
        commandfor=(opens if opens and not opens.startswith("#") else closes),
    )  # fmt: skip
    return safe(f'<button class="btn"{does}{look}>{inner}</button>')


def _refused(inner: str, look: str, refusal: Text) -> SafeString:
    """A greyed-out button that stays in the tab order, so that its reason can be reached and read."""
    return safe(
        f'<span class="btn-with-why"><button class="btn" type="button" aria-disabled="true"{look}>{inner}</button>'
        f'<span class="btn-why">{icon_svg("info-circle")}<span>{text(refusal)}</span></span></span>'
    )


@register.simple_tag
def menu_button(
    label: Text,
    *,
    menu: str,
    tone: Tone = "",
    size: Size = "",
    icon: str = "",
    icon_only: bool = False,
    more: Text = "",
) -> SafeString:
    """The button that opens the menu with that id; works without script."""
    return button(
        label,
        tone=tone,
        size=size,
        icon=icon,
        icon_only=icon_only,
        opens=f"#{menu}",
        more=more,
        trailing="" if icon_only else "chevron-down",
    )


@register.simple_block_tag(end_name="endmenu")
def menu(content: str, *, id: str, label: Text, heading: Text = "", align: str = "") -> SafeString:
    """A popover of `menu_item`s; a bottom sheet on phones. Opened by `menu_button` with `menu=` this id."""
    head = f'<p class="menu-head">{text(heading)}</p>' if heading else ""
    return safe(
        f'<div class="menu" popover{attrs(id=id, data_align=align, role="group", aria_label=label)}>{head}<ul>{content}</ul></div>'
    )


@register.simple_tag
def menu_item(
    label: Text,
    *,
    href: str = "",
    icon: str = "",
    tone: str = "",
    post: str = "",
    form: str = "",
    name: str = "",
    value: str = "",
    confirm: Text = "",
    opens: str = "",
    key: str = "",
    current: bool = False,
    action: str = "",
) -> SafeString:
    """One line of a menu: a link, the opener of a dialog, or a button of the form with that id (`form`, `post` its address)."""
    inner = f"{icon_svg(icon) if icon else ''}<span>{text(label)}</span>{f'<kbd>{escape(key)}</kbd>' if key else ''}"
    if href:
        return safe(
            f"<li><a{attrs(href=href, data_tone=tone, aria_current='true' if current else '')}>{inner}</a></li>"
        )
    does = attrs(
        type="button" if opens or action else "submit", form=form, formaction=post, name=name, value=value, data_tone=tone, data_confirm=confirm,
        command="show-modal" if opens else "", commandfor=opens, data_action=action, aria_current="true" if current else "",
    )  # fmt: skip
    return safe(f"<li><button{does}>{inner}</button></li>")


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, *, id: str, title: Text, size: str = "", static: bool = False) -> SafeString:
    """A modal `<dialog>` with its heading; opened by a `button` with `opens=` this id. End it with `form_actions`.

    `static` lays it open on the page, for the page that answers without script and for the sheet of components.
    """
    close = f'<form method="dialog"><button class="btn dialog-close" data-tone="quiet" data-icon-only data-size="small">{icon_svg("x")}<span class="sr">{text(gettext("Close"))}</span></button></form>'
    tag = "section" if static else "dialog"
    return safe(
        f'<{tag} class="dialog"{attrs(id=id, aria_labelledby=f"{id}-title", data_size=size, data_static=static)}>'
        f'{"" if static else close}<h2 id="{escape(id)}-title">{text(title)}</h2><div class="dialog-body">{content}</div></{tag}>'
    )


@register.simple_block_tag(end_name="endform_actions")
def form_actions(content: str, *, sticky: bool = False) -> SafeString:
    """The row below a form: primary first, quiet ones after it; `sticky` keeps it in sight on long forms."""
    return safe(f'<div class="form-actions"{attrs(data_sticky=sticky)}>{content}</div>')


@register.simple_tag
def toast(
    message: Text, *, tone: str = "", icon: str = "", undo: str = "", label: Text = "", static: bool = False
) -> SafeString:
    """A short note at the foot of the page; with `undo` (an address) a button that posts there. Errors stand by their field instead."""
    shown = icon or {"danger": "alert-triangle", "warn": "alert-triangle", "info": "info-circle"}.get(tone, "check")
    back = ""
    if undo:
        back = f'<button class="btn" type="button" hx-swap="none"{attrs(hx_post=undo)}>{text(label or gettext("Undo"))}</button>'
    close = f'<button class="btn" type="button" data-tone="quiet" data-icon-only data-action="dismiss">{icon_svg("x")}<span class="sr">{text(gettext("Close"))}</span></button>'
    return safe(
        f'<div class="toast"{attrs(data_tone=tone, data_static=static)}>{icon_svg(shown)}<span>{text(message)}</span>{back}{"" if static else close}</div>'
    )


@register.simple_tag
def theme_button() -> SafeString:
    """Changes between light and dark; the choice is kept in a cookie."""
    said = text(gettext("Light or dark"))
    return safe(
        f'<button class="btn" type="button" data-tone="quiet" data-icon-only data-action="theme" title="{said}">{icon_svg("moon")}<span class="sr">{said}</span></button>'
    )


@register.simple_tag(takes_context=True)
def theme_switch(context: template.Context) -> SafeString:
    """Light, dark, or as the device says."""
    chosen = context.get("theme", "")
    options = (
        ("", gettext("As the device"), "device-desktop"),
        ("light", gettext("Light"), "sun"),
        ("dark", gettext("Dark"), "moon"),
    )
    buttons = "".join(
        f'<button type="button" data-action="theme" data-theme-choice="{key}" aria-pressed="{str(key == chosen).lower()}">{icon_svg(icon)}<span>{text(word)}</span></button>'
        for key, word, icon in options
    )
    return safe(f'<span class="segment" role="group"{attrs(aria_label=gettext("Appearance"))}>{buttons}</span>')
