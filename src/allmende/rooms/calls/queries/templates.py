"""The call templates of a community: ours, and its own in their place or beside them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.spaces.models import Space
from allmende.foundation.text.multilingual import text_for
from allmende.rooms.calls.models.phase import PhaseKind
from allmende.rooms.calls.models.template import CallTemplate, Template, TemplatePhase, TemplateSection

LANGUAGES = ("en", "de", "it")
SETTINGS = (
    "sealed", "needs_video", "needs_captions", "needs_workshop", "looks_first", "most_minutes", "ballot", "rule",
)  # fmt: skip


@dataclass(frozen=True)
class Offered:
    """A template in the gallery: what it is for, and its way in a picture and in words."""

    key: str
    name: str
    about: str
    icon: str
    degree: str
    strip: tuple[tuple[str, int], ...]
    """Each phase with its days."""
    days: str
    is_own: bool
    is_offered: bool


def template_named(root: Space, key: str) -> Template | None:
    """Return a template of a community by its key: its own, else ours; None for an unknown one or one out of the way."""
    own = CallTemplate.objects.filter(community=root, key=key[:40]).first() if "\0" not in key else None
    if own:
        return Template.from_json(own.content) if own.is_offered else None
    return starting_set().get(key)


def any_template(root: Space, key: str) -> tuple[CallTemplate | None, Template | None]:
    """Return the community's own row of a key, and the template that holds, also one out of the way."""
    row = CallTemplate.objects.filter(community=root, key=key[:40]).first()
    return row, Template.from_json(row.content) if row else starting_set().get(key)


def offered(root: Space, *, hidden: bool = False) -> list[Offered]:
    """Return the templates of a community as its gallery shows them, ours first; one statement. `hidden`: also those out of the way."""
    own = {row.key: row for row in CallTemplate.objects.filter(community=root).order_by("id")}
    whole = {**starting_set(), **{key: Template.from_json(row.content) for key, row in own.items()}}
    return [
        _shown(template, own.get(key))
        for key, template in whole.items()
        if hidden or key not in own or own[key].is_offered
    ]


def _shown(template: Template, own: CallTemplate | None) -> Offered:
    strip = tuple((phase_name(phase), phase.days) for phase in template.phases)
    days = ngettext("%(n)d day", "%(n)d days", template.days) % {"n": template.days}
    return Offered(
        template.key, template.name, template.about, template.icon, template.degree, strip, days,
        is_own=own is not None, is_offered=own is None or own.is_offered,
    )  # fmt: skip


def phase_name(phase: TemplatePhase) -> str:
    """What a phase of a template is called."""
    return text_for(phase.titles) or str(PhaseKind(phase.kind).label)


def way_in_words(template: Template) -> list[str]:
    """The phases of a template, each with its days."""
    return [
        _("%(phase)s, %(days)s")
        % {"phase": phase_name(phase), "days": ngettext("%(n)d day", "%(n)d days", phase.days) % {"n": phase.days}}
        if phase.days
        else phase_name(phase)
        for phase in template.phases
    ]


@cache
def starting_set() -> dict[str, Template]:
    """Ours, by their keys, in the order of the gallery; read once."""
    shapes, words = _read("shapes"), {language: _read(language) for language in LANGUAGES}
    return {key: _template(key, shape, words) for key, shape in shapes.items()}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(
        files("allmende.rooms.calls.queries.starting").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    )


def _template(key: str, shape: dict[str, Any], words: dict[str, dict[str, Any]]) -> Template:
    def said(*path: str) -> dict[str, str]:
        return {language: _at(book, path) for language, book in words.items()}

    openings = shape.get("openings", {})
    settings = {name: shape[name] for name in SETTINGS if name in shape}
    return Template(
        key=key, icon=shape["icon"], degree=shape["degree"],
        names=said("templates", key, "name"), abouts=said("templates", key, "about"), titles=said("templates", key, "title"),
        sections=tuple(
            TemplateSection(
                {language: book["sections"][name][0] for language, book in words.items()},
                {language: book["sections"][name][1] for language, book in words.items()},
            )
            for name in shape["sections"]
        ),
        phases=tuple(
            TemplatePhase(kind, days, said("phases", named[0]) if named else {}, openings.get(str(place), {}))
            for place, (kind, days, *named) in enumerate(shape["phases"])
        ),
        settings=settings | ({"seats": 1} if shape.get("needs_seats") else {}), needs_budget=shape.get("needs_budget", False), asks_consents=shape.get("asks_consents", False),
        fields=_suggested(shape, "fields", said), criteria=_suggested(shape, "criteria", said), prizes=_suggested(shape, "prizes", said),
    )  # fmt: skip


def _suggested(shape: dict[str, Any], name: str, said: Any) -> tuple[dict[str, Any], ...]:
    return tuple({"key": key, "labels": said(name, key)} for key in shape.get(name, []))


def _at(book: dict[str, Any], path: tuple[str, ...]) -> str:
    for step in path:
        book = book[step]
    return str(book)
