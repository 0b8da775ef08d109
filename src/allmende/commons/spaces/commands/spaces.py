"""Founding communities, opening spaces, changing how they look."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import is_currency
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences import commands as audiences
from allmende.commons.audiences.models import Layer
from allmende.commons.participation.models import Degree
from allmende.commons.spaces.activities import SpaceChanged, SpaceOpened
from allmende.commons.spaces.commands.members import add_member
from allmende.commons.spaces.features import locks
from allmende.commons.spaces.models import Gate, Lock, Mode, OldSlug, Preset, Role, Space, SpaceKind
from allmende.commons.spaces.reach import audience_for, hold
from allmende.commons.spaces.rules import may_change_space, may_open_space, may_set_address
from allmende.foundation import clock
from allmende.foundation.doors import rooms
from allmende.foundation.journal.commands import record
from allmende.foundation.ui.colour import UnreadableColour, brand_tokens
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import change_profile, handle_from, make_actor
from allmende.identity.actors.models import LANGUAGES, Actor
from allmende.identity.actors.models import Kind as ActorKind

HOST_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")

BODIES = frozenset({SpaceKind.ORGANISATION, SpaceKind.NETWORK})
"""Kinds of space that speak with a voice of their own."""

RESERVED = frozenset({"new", "bookings", "joinings"})
"""Words that stand in addresses where a slug would."""

PRESET_GATES = {
    Preset.COOPERATIVE: {},
    Preset.EDUCATION: {Layer.NETWORK: Mode.REVIEWED, Layer.PUBLIC: Mode.REVIEWED},
    Preset.BRAND: {Layer.NETWORK: Mode.FREE, Layer.PUBLIC: Mode.FREE},
}
"""Which gates the kinds of community set otherwise than the default at their founding."""


@transaction.atomic
def found_community(
    founder: Actor,
    *,
    name: str,
    preset: Preset = Preset.COOPERATIVE,
    language: str = "de",
    zone: str = "Europe/Berlin",
    opens_on: date | None = None,
    summary: str = "",
    about: str = "",
    host: str | None = None,
    circle: tuple[Actor, ...] = (),
) -> Space:
    """Found a community: a root space, public to look at, with its founding circle as curators.

    Raises Refused (422) for a name, zone or host name that can't be one, (409) for a host name in use.
    """
    space = _new_space(
        founder, name, SpaceKind.COMMUNITY, language=language, zone=zone, preset=preset, opens_on=opens_on,
        summary=summary, about=about, host=_host(host),
    )  # fmt: skip
    for layer, mode in PRESET_GATES[preset].items():
        Gate.objects.create(space=space, layer=layer, mode=mode)
    for actor in dict.fromkeys((founder, *circle)):
        add_member(space, actor, Role.CURATOR)
    record(SpaceOpened(actor=founder.id, thing=space.id, space=space.id, audience=space.audience_id))
    for bring in _brought:
        bring(founder, space)
    return space


_brought: list[Callable[[Actor, Space], object]] = []


def when_founded(bring: Callable[[Actor, Space], object]) -> None:
    """Let a floor above bring what a community has from its founding, within its transaction: `bring(founder, space)`."""
    _brought.append(bring)


@transaction.atomic
def open_space(
    actor: Actor,
    parent: Space,
    *,
    name: str,
    purpose: SpaceKind,
    summary: str = "",
    about: str = "",
    language: str = "",
) -> Space:
    """Open a space inside another; whoever opens it is its host. Seen by the community; its things are the team's.

    An organisation or a network gets a voice, and whoever opens it represents it. An organisation starts inside: its gates are
    closed. What it opens within itself is seen by its own members.

    Raises Refused (403) where the actor may not, (422) for a name that can't be one.
    """
    require(may_open_space(actor, parent, purpose))
    root = parent.root or parent
    space = _new_space(
        actor, name, purpose, parent=parent, root=root, language=language or parent.language, zone=parent.zone,
        currency=parent.currency, summary=summary, about=about,
    )  # fmt: skip
    if purpose == SpaceKind.ORGANISATION:
        for layer in (Layer.NETWORK, Layer.PUBLIC):
            Gate.objects.create(space=space, layer=layer, mode=Mode.CLOSED)
    add_member(space, actor, Role.CURATOR if purpose in BODIES else Role.HOST)
    record(SpaceOpened(actor=actor.id, thing=space.id, space=root.id, audience=space.audience_id))
    return space


def _new_space(
    actor: Actor,
    name: str,
    purpose: SpaceKind,
    *,
    parent: Space | None = None,
    root: Space | None = None,
    **details: Any,
) -> Space:
    title = _name(name)
    _zone(details["zone"])
    _language(details["language"])
    if details.get("host"):
        _require_host_for(None, details["host"])
    audience = audiences.public()
    body = Space.objects.filter(id=parent.body_id).first() if parent and parent.body_id else None
    if root:
        audience = audience_for(body, Layer.TEAM, actor) if body else audience_for(root, Layer.COMMUNITY, actor)
    try:
        with transaction.atomic():
            space = Space(
                kind="space", title=title, slug=_free_slug(title), purpose=purpose, space=parent and parent.thing_ptr,
                root=root, author=actor, audience=audience, published=clock.new_id(), state="open", body=body, **details,
            )  # fmt: skip
            if purpose in BODIES:
                space.voice = make_actor(title, kind=ActorKind.ORGANISATION, language=space.language, zone=space.zone)
            if purpose == SpaceKind.ORGANISATION:
                space.body_id = space.id
            space.save(force_insert=True)
            return space
    except IntegrityError as error:  # someone else took the address or the host name this moment
        raise Refused(_("Someone has just opened a space of this name. Try again."), 409) from error


@transaction.atomic
def change_space(actor: Actor, space: Space, **changes: Any) -> Space:
    """Change name, summary, about, colour, logo, language, zone, currency, degree, host, sender, opens_on, rooms or slug; others are refused by name.

    Raises Refused (422) for a value that can't be, among them a colour on which nothing can be read, and no room at all.
    """
    if not changes.keys() <= {"host", "sender"}:
        require(may_change_space(actor, space))
    checks: dict[str, Callable[[Any], Any]] = {
        "name": _name, "summary": str.strip, "about": str, "colour": _colour, "logo": lambda value: value,
        "language": _language, "zone": _zone, "currency": _currency, "degree": lambda value: _degree(space, value), "host": _host, "sender": _sender, "opens_on": lambda value: value, "slug": _slug,
        "rooms": lambda value: _rooms(space, value),
    }  # fmt: skip
    if unknown := changes.keys() - checks.keys():
        raise TypeError(f"A space has no {', '.join(sorted(unknown))} to change.")
    clean = {"title" if field == "name" else field: checks[field](value) for field, value in changes.items()}
    hold(space.id)
    if clean.get("host"):
        _require_host_for(space, clean["host"])
    if {"host", "sender"} & clean.keys():
        require(may_set_address(actor, space, clean.get("host") or "", clean.get("sender", "")))
    if "slug" in clean:
        _readdress(space, clean["slug"])
    for field, value in clean.items():
        setattr(space, field, value)
    if "title" in clean and space.voice_id:
        change_profile(Actor.objects.get(id=space.voice_id), name=clean["title"])
    space.changed = clock.now()
    space.save(update_fields=[*clean, "changed"])  # no more: the number of members may have moved on meanwhile
    record(
        SpaceChanged(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, fields=",".join(sorted(changes))
        )
    )
    return space


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not any(letter.isalnum() for letter in name) or len(name) > 80:
        raise Refused(_("Give the space a name of 1 to 80 letters."), 422, errors={"name": _("1 to 80 letters.")})
    return name


def _rooms(space: Space, chosen: Sequence[str]) -> list[str]:
    """Return the rooms that a community shows; all of the node's are written as none, so that later ones appear too."""
    held = locks()
    known = {room.key for room in rooms() if held.get((space.purpose, room.key)) != Lock.OFF}
    if space.root_id or not chosen or not set(chosen) <= known:
        raise Refused(_("Choose at least one of the rooms offered."), 422, errors={"rooms": _("At least one.")})
    return [] if set(chosen) == known else sorted(set(chosen))


def _zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(_("Choose a time zone such as Europe/Berlin."), 422, errors={"zone": _("Unknown.")}) from error
    return zone


def _degree(space: Space, degree: str) -> str:
    if degree not in {"", *Degree.values} or (degree and space.purpose != SpaceKind.PROJECT):
        raise Refused(problem := _("A project declares one of the five degrees."), 422, errors={"degree": problem})
    return degree


def _currency(currency: str) -> str:
    if not is_currency(code := currency.strip().upper()):
        raise Refused(problem := _("Enter three letters, such as EUR."), 422, errors={"currency": problem})
    return code


def _language(language: str) -> str:
    if language not in dict(LANGUAGES):
        raise Refused(_("Choose one of the languages offered."), 422, errors={"language": _("Unknown.")})
    return language


def _host(host: str | None) -> str | None:
    if not host:
        return None
    host = host.strip().lower()
    if not HOST_NAME.fullmatch(host):
        raise Refused(
            _("Write the host name only, such as talk.example.org."), 422, errors={"host": _("No host name.")}
        )
    return host


def _sender(address: str) -> str:
    try:
        if address:
            validate_email(address)
    except ValidationError as error:
        raise Refused(_("Write a mail address, such as hello@talk.example.org."), 422,
                      errors={"sender": _("No mail address.")}) from error  # fmt: skip
    return address


def _require_host_for(space: Space | None, host: str) -> None:
    """Refuse a host name that another space has, and any for a space inside a community: it gives the root space."""
    if space and space.root_id:
        raise Refused(_("Only a community has a host name of its own."), 422, errors={"host": _("Not here.")})
    if Space.objects.filter(host=host).exclude(pk__in=[space.pk] if space else []).exists():
        raise Refused(_("Another community has this host name."), 409, errors={"host": _("Taken.")})


def _readdress(space: Space, slug: str) -> None:
    """Keep the address that a space has so far, to be answered with 301; refuse one that another has or had."""
    before = Space.objects.filter(pk=space.pk).values_list("slug", flat=True).get()
    if slug == before:
        return
    others = Space.objects.filter(slug=slug).exists() or OldSlug.objects.filter(slug=slug).exclude(space=space).exists()
    if others:
        raise Refused(
            _("This address is taken. Choose another one."), 409, errors={"slug": _("This address is taken.")}
        )
    OldSlug.objects.filter(slug=slug).delete()
    OldSlug.objects.update_or_create(slug=before, defaults={"space": space})


def _colour(colour: str) -> str:
    if not colour:
        return ""
    try:
        brand_tokens(colour)
    except UnreadableColour as error:
        raise Refused(str(error), 422, errors={"colour": str(error)}) from error
    return colour.lower()


def _slug(slug: str) -> str:
    if slug != handle_from(slug) or len(slug) > 60 or slug in RESERVED:
        raise Refused(_("An address has small letters, digits and hyphens."), 422, errors={"slug": _("No address.")})
    return slug


def _free_slug(title: str) -> str:
    """Return a slug of the title that no space has or had; a number behind it makes it its own."""
    wished = handle_from(title)
    taken = RESERVED | set(Space.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    taken |= set(OldSlug.objects.filter(slug__startswith=wished).values_list("slug", flat=True))
    return wished if wished not in taken else next(s for n in range(2, 10_000) if (s := f"{wished}-{n}") not in taken)
