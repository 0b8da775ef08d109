"""People come: the founding circle founds, the others are taken in, and everyone shows their face."""

from __future__ import annotations

from functools import partial

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import store_picture
from allmende.commons.spaces.commands import found_community, take_in
from allmende.commons.spaces.models import Preset
from allmende.identity.accounts.commands import open_account
from allmende.identity.actors.commands import show_portrait
from allmende.people.profiles.commands import line, paragraphs, put, skill, spoken
from allmende.people.profiles.models import Key
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.faces import ADDRESS
from allmende.surfaces.demo.reading import Person


def write(town: Town) -> None:
    """Write down who comes when."""
    story, diary = town.story, town.diary
    circle = [person for person in story.people if "founder" in person.roles]
    for order, person in enumerate(story.people):
        town.darkroom.face(f"face {person.handle}", person.face)
        here = diary.at(person.joined, 8.2 + order / 100)
        diary.write(here, person.name, partial(_arrive, town, person))
        diary.write(diary.at(person.joined, 10), person.name, partial(_show_face, town, person))
        settled = diary.at(max(person.joined, story.community.founded), 10.5)
        diary.write(settled, person.name, partial(_tell_of_oneself, town, person))
        if person not in circle and "nominee" not in person.roles and person.handle not in town.together.arriving:
            diary.write(diary.at(person.joined, 9.2 + order / 100), person.name, partial(_join, town, person))
    diary.write(diary.at(story.community.founded, 9), story.community.name, partial(_found, town, circle))


def _arrive(town: Town, person: Person) -> None:
    town.actors[person.handle] = open_account(
        ADDRESS.format(handle=person.handle), person.name, handle=person.handle, language=person.language,
        zone=town.story.community.zone, confirmed=True,
    )  # fmt: skip


def _show_face(town: Town, person: Person) -> None:
    actor = town.actors[person.handle]
    picture = store_picture(actor, town.darkroom.collect(f"face {person.handle}"), alt=person.name, open_to_all=True)
    show_portrait(actor, picture.id)


def _tell_of_oneself(town: Town, person: Person) -> None:
    """A sentence, skills and languages for the community; of those who care for it guests read the sentence, too."""
    actor, root = town.actors[person.handle], town.space(town.story.community.slug)
    first, _stop, rest = person.about.partition(". ")
    layer = Layer.PUBLIC if "curator" in person.roles else None
    put(actor, actor, root, Key.SHORT, line(Key.SHORT, f"{first.rstrip('.')}."[:280], 280), layer)
    if rest:
        put(actor, actor, root, Key.TEXT, paragraphs(Key.TEXT, rest))
    put(actor, actor, root, Key.SKILL, [skill(name, person.language) for name in person.skills])
    spoken_here = [spoken(person.language, 7)] + (
        [spoken(root.language, 4)] if root.language != person.language else []
    )
    put(actor, actor, root, Key.LANGUAGE, spoken_here)


def _join(town: Town, person: Person) -> None:
    host = town.actors[town.curators[0]]
    take_in(host, town.space(town.story.community.slug), town.actors[person.handle])


def _found(town: Town, circle: list[Person]) -> None:
    place = town.story.community
    founders = [person.handle for person in circle if "curator" in person.roles]
    others = [town.actors[handle] for handle in founders if handle != place.host]
    space = found_community(
        town.actors[place.host], name=place.name, preset=Preset.COOPERATIVE, language=place.language, zone=place.zone,
        summary=place.summary, about=place.about, circle=tuple(others),
    )  # fmt: skip
    town.spaces[place.slug] = space.id
    for person in circle:
        if person.handle not in founders:
            take_in(town.actors[place.host], space, town.actors[person.handle])
