"""Spaces open: somebody opens them, sets their gates and look, and others join."""

from __future__ import annotations

from functools import partial

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import store_picture
from allmende.commons.spaces.commands import (
    archive_space,
    change_space,
    join_space,
    open_space,
    set_gate,
    set_role,
    take_in,
    widen,
)
from allmende.commons.spaces.models import Mode, Role, SpaceKind
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import Place

LAYERS = {layer.name.lower(): layer for layer in Layer}


def write(town: Town) -> None:
    """Write down which space opens when, and who joins it."""
    diary = town.diary
    for place in (town.story.community, *town.story.places):
        if place.logo:
            town.darkroom.sign(f"logo {place.slug}", place.colour, place.logo)
        if place.parent:
            diary.write(diary.at(place.founded, 11), place.name, partial(_open, town, place))
        diary.write(diary.at(place.founded, 11.5), place.name, partial(_furnish, town, place))
        for handle in [*place.members, *place.curators]:
            _write_joining(town, place, handle)
        if place.archived is not None:
            diary.write(diary.at(place.archived, 18), place.name, partial(_archive, town, place))


def _write_joining(town: Town, place: Place, handle: str) -> None:
    came = max(place.founded, town.story.person(handle).joined)
    when = town.diary.at(came, 12) if handle in place.curators else town.diary.some_time(came + 1, place.slug, handle)
    town.diary.write(when, place.name, lambda: _join(town, place, handle))


def _open(town: Town, place: Place) -> None:
    opener = place.opened_by or place.host
    space = open_space(
        town.actors[opener], town.space(place.parent), name=place.name, purpose=SpaceKind(place.kind),
        summary=place.summary, about=place.about, language=place.language,
    )  # fmt: skip
    town.spaces[place.slug] = space.id
    if opener != place.host:
        take_in(town.actors[opener], space, town.actors[place.host], Role.HOST)


def _furnish(town: Town, place: Place) -> None:
    space, host = town.space(place.slug), town.actors[place.host]
    curator = town.actors[town.story.community.host]
    for layer, mode in place.gates.items():
        set_gate(curator, space, LAYERS[layer], Mode(mode))
    look: dict[str, object] = {"colour": place.colour} if place.colour else {}
    if place.logo:
        picture = town.darkroom.collect(f"logo {place.slug}")
        look["logo"] = store_picture(host, picture, alt=place.name, open_to_all=True).id
    if look:
        change_space(host, space, **look)
    if place.layer != "community":
        widen(town.actors[place.opened_by or place.host], space, space, LAYERS[place.layer])
        town.review(space.id, town.curators)


def _archive(town: Town, place: Place) -> None:
    archive_space(town.actors[place.host], town.space(place.slug))


def _join(town: Town, place: Place, handle: str) -> None:
    space, actor, host = town.space(place.slug), town.actors[handle], town.actors[place.host]
    if place.kind == SpaceKind.GROUP:
        join_space(actor, space)
    else:
        take_in(host, space, actor)
    if handle in place.curators:
        set_role(host, space, actor, Role.CURATOR)
