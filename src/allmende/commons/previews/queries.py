"""Cards in the texts of a page: nothing asked where there is no bare link, two statements for all of them otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from re import Match
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.files.queries import Picture, picture_source
from allmende.commons.previews.links import BARE, address_of, addresses_in, key_of
from allmende.commons.previews.models import Found, Hidden, Preview
from allmende.commons.previews.reading import host_of
from allmende.foundation.ui.icons import icon_svg


def is_looked_up(audience: Audience) -> bool:
    """Whether links in what stands there are looked up: from community outward. What is for few tells nobody else its links."""
    return audience.kind == Kind.LADDER and audience.layer >= Layer.COMMUNITY


def with_cards(
    texts: Sequence[tuple[UUID, SafeString]], audience: Audience, mine: Collection[UUID] = ()
) -> list[SafeString]:
    """Return texts, each with the thing it is of, with a card in the place of each bare link that has one.

    `mine` are the reader's own things: there a card can be hidden.
    """
    wanted = [addresses_in(text) for _thing, text in texts] if is_looked_up(audience) else []
    keys = {key_of(address) for addresses in wanted for address in addresses}
    found = _ready(keys) if keys else {}
    if not found:
        return [text for _thing, text in texts]
    things = {thing for thing, _text in texts}
    hidden = set(Hidden.objects.filter(thing__in=things).values_list("thing_id", "preview_id"))
    return [
        _dressed(thing, text, {key_of(address) for address in addresses}, found, hidden, thing in mine)
        for (thing, text), addresses in zip(texts, wanted, strict=True)
    ]


def preview_seen(key: UUID) -> Preview | None:
    """Return a preview that is ready."""
    return Preview.objects.select_related("picture__thing").filter(id=key, state=Found.READY).first()


def is_hidden(thing: UUID, preview: UUID) -> bool:
    """Whether its author hides this card there."""
    return Hidden.objects.filter(thing=thing, preview=preview).exists()


def card_of(preview: Preview, *, hide_at: str = "") -> SafeString:
    """Return a preview as a card: words as text, the picture from our own origin, its room kept while it loads."""
    source = picture_source(preview.picture) if preview.picture else None
    return format_html(
        '<div class="linkcard"><a href="{}" rel="nofollow noopener ugc"{}>{}<span><b>{}</b>{}<small>{}{}</small></span></a>{}</div>',
        preview.address,
        format_html(' lang="{}"', preview.language) if preview.language else "",
        _image(source) if source else "",
        preview.title,
        format_html("<span>{}</span>", preview.description) if preview.description else "",
        icon_svg("external-link"),
        _where(preview),
        format_html('<a class="linkcard-hide" href="{}">{}</a>', hide_at, gettext("Hide this preview"))
        if hide_at
        else "",
    )


def _where(preview: Preview) -> str:
    """The site's own name never stands without its host: a page may call itself what it likes."""
    host = host_of(preview.address)
    return host if preview.site.lower() in {"", host.lower()} else f"{preview.site} · {host}"


def _image(source: Picture) -> SafeString:
    return format_html(
        '<img src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">',
        source.small, source.width, source.height,
    )  # fmt: skip


def _ready(keys: Collection[str]) -> dict[str, Preview]:
    rows = Preview.objects.filter(key__in=keys, state=Found.READY).select_related("picture__thing")
    return {row.key: row for row in rows}


def _dressed(
    thing: UUID,
    text: SafeString,
    keys: set[str],
    found: Mapping[str, Preview],
    hidden: set[tuple[UUID, UUID]],
    own: bool,
) -> SafeString:
    def shown(match: Match[str]) -> str:
        key = key_of(address_of(match[1]) or "")
        preview = found.get(key) if key in keys else None
        if preview is None or (thing, preview.id) in hidden:
            return match[0]
        return card_of(preview, hide_at=reverse("previews:preview", args=[thing, preview.id]) if own else "")

    return mark_safe(BARE.sub(shown, text))  # sanitised HTML, and cards of escaped words
