"""Pictures in templates: `{% picture %}` for one, `{% prose %}` for rich text with pictures in it."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from allmende.commons.files.forms import RecordingsForm
from allmende.commons.files.models import File
from allmende.commons.files.queries import (
    Picture,
    Room,
    Shot,
    large,
    picture_source,
    portrait_url,
    room_of_person,
    room_of_space,
    visible_pictures,
)
from allmende.commons.files.uploads import LARGEST_RECORDING
from allmende.foundation.ui.components.measures import progress
from allmende.identity.actors.models import LANGUAGES

register = template.Library()

_REFERENCE = re.compile(
    r'<img data-file="([0-9a-f-]{36})"(?: alt="([^"]*)")?>|<img alt="([^"]*)" data-file="([0-9a-f-]{36})">'
)


@register.simple_tag
def picture(
    source: Picture | File | None,
    *,
    sizes: str = "(width < 48rem) 100vw, 48rem",
    alt: str | None = None,
    kind: str = "",
    eager: bool = False,
) -> SafeString:
    """A picture in the width its place needs (`sizes` as in HTML), loaded when it comes near unless `eager`.

    `alt` replaces the picture's own words ("" for decoration), `kind` is its CSS class. Nothing for nothing.
    """
    if source is None:
        return mark_safe("")
    shown = picture_source(source) if isinstance(source, File) else source
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}"{} decoding="async"{}>',
        shown.src,
        shown.srcset,
        sizes,
        shown.alt if alt is None else alt,
        shown.width,
        shown.height,
        format_html(' class="{}"', kind) if kind else "",
        mark_safe(' fetchpriority="high"') if eager else mark_safe(' loading="lazy"'),
    )


@register.inclusion_tag("files/recording.html")
def recording(shot: Shot) -> dict[str, Any]:
    """A video or sound with its player: nothing of it is loaded before somebody plays it, but its poster."""
    return {"shot": shot}


@register.inclusion_tag("files/recording_fields.html")
def recording_fields(shot: Shot) -> dict[str, Any]:
    """What whoever handed in a recording says of it, in the form of its thing (`receive_recordings` takes it)."""
    return {"shot": shot, "languages": LANGUAGES, "LANGUAGE_CODE": get_language()}


@register.inclusion_tag("files/recordings_form.html", takes_context=True)
def recordings_form(context: template.Context, action: str, recordings: Sequence[Shot]) -> dict[str, Any]:
    """A form of its own for the recordings of a thing; `receive_recordings` takes what it sends."""
    return uploader(context) | {
        "action": action,
        "recordings": recordings,
        "form": RecordingsForm(),
        "request": context["request"],
    }


@register.inclusion_tag("files/uploader.html", takes_context=True)
def uploader(context: template.Context) -> dict[str, Any]:
    """Where recordings go up in parts, in a form whose file input says `data-recordings`. A statement: how much room there is."""
    room = room_of_person(context["request"].actor.id)
    left = max(0, room.limit - room.used) if room.limit else None
    new = {"id": "new-file", "alt": "", "name": "", "has_sound": True, "transcript": "", "tracks": ()}
    return {
        "limit": LARGEST_RECORDING if left is None else min(left, LARGEST_RECORDING), "left": left, "languages": LANGUAGES, "LANGUAGE_CODE": get_language(),
        "new_video": new | {"is_video": True}, "new_sound": new | {"is_video": False},
    }  # fmt: skip


@register.inclusion_tag("files/cropper.html")
def cropper() -> dict[str, Any]:
    """Let pictures be cut that are chosen in a form: once in a page, beside its file input."""
    return _cutting()


@register.inclusion_tag("files/crop.html")
def crop(source: Picture) -> dict[str, Any]:
    """What is to stay of a picture that is there, in the form of its thing: four numbers named `cut-of-<id>`."""
    return _cutting() | {"name": f"cut-of-{source.id}", "src": source.src}


def _cutting() -> dict[str, Any]:
    ratios = (("", gettext("Free")), ("1", gettext("Square")), (str(4 / 3), "4:3"), (str(16 / 9), "16:9"))
    sides = (gettext("From the left"), gettext("From the top"), gettext("Width"), gettext("Height"))
    return {"ratios": ratios, "numbers": list(zip(sides, (0, 0, 100, 100), strict=True))}


@register.simple_tag
def room_left(actor: UUID, space: UUID | None = None) -> SafeString:
    """How much room files may still take, beside an upload: of a person, and of the space it goes to. A statement each."""
    shares = [(room_of_person(actor), gettext("Room for your files"))]
    if space is not None:
        shares.append((room_of_space(space), gettext("Room for files of this space")))
    return mark_safe("".join(_bar(room, label) for room, label in shares if room.limit))


def _bar(room: Room, label: str) -> SafeString:
    taken = gettext("%(used)s of %(limit)s taken") % {
        "used": filesizeformat(room.used), "limit": filesizeformat(room.limit),
    }  # fmt: skip
    return progress(
        value=room.percent,
        maximum=100,
        label=label,
        note=taken,
        size="small",
        tone="warn" if room.percent >= 90 else "",
    )


@register.filter
def portrait(file_id: UUID | None) -> str:
    """The address of a person's portrait, or nothing: `{% avatar name src=person.portrait|portrait %}`."""
    return portrait_url(file_id)


register.filter("large", large)
"""The same portrait or logo for where it stands large: `{% emblem slug src=place.logo|large size="xl" %}`."""


@register.simple_tag(takes_context=True)
def prose(
    context: template.Context, html: SafeString | str | None, *, sizes: str = "(width < 48rem) 100vw, 48rem"
) -> SafeString:
    """Rich text with its pictures: those the reader may see, for others their words. One statement if there are any."""
    if not html:
        return mark_safe("")
    if not isinstance(html, SafeString):
        raise template.TemplateSyntaxError("prose shows the HTML column of a rich text (<name>_html), not its source.")
    named = {_id_of(match) for match in _REFERENCE.finditer(html)}
    if not named:
        return html
    seen = visible_pictures(context["request"].actor, named)

    def shown(match: re.Match[str]) -> str:
        words: Any = match[2] or match[3] or ""
        found = seen.get(_id_of(match))
        # The words are escaped already: they come out of sanitised HTML.
        return picture(found, sizes=sizes, alt=mark_safe(words) if words else None) if found else words

    return mark_safe(_REFERENCE.sub(shown, html))


def _id_of(match: re.Match[str]) -> UUID:
    return UUID(match[1] or match[4])
