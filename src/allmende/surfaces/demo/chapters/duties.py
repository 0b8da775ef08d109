"""The four duties are shared out, each with a deputy; and who brought whom is tied to them."""

from __future__ import annotations

from functools import partial

from allmende.commons.duties.commands import assign
from allmende.commons.duties.models import Duty
from allmende.people.trust.commands import tie
from allmende.people.trust.models import Strength, TieKind
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import Person


def write(town: Town) -> None:
    """Write down who takes on what, and whom they brought."""
    founded = town.story.community.founded
    bearers = [person for person in town.story.people if person.duty]
    for order, person in enumerate(bearers):
        deputy = bearers[(order + 1) % len(bearers)]
        when = max(founded, person.joined, deputy.joined) + 2
        town.diary.write(town.diary.at(when, 10), person.name, partial(_take_on, town, person, deputy))
    for person in town.story.people:
        if person.nominated_by and "nominee" not in person.roles:
            when = max(founded, person.joined)
            town.diary.write(town.diary.at(when, 12), person.name, partial(_tie, town, person))


def _take_on(town: Town, person: Person, deputy: Person) -> None:
    curator, root = town.actors[town.curators[0]], town.space(town.story.community.slug)
    assign(curator, root, Duty(person.duty), town.actors[person.handle], town.actors[deputy.handle])


def _tie(town: Town, person: Person) -> None:
    tie(town.actors[person.nominated_by], town.actors[person.handle], TieKind.NOMINATED, strength=Strength.STRONG)
