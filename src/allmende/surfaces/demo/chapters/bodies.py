"""Organisations and networks are founded, say who they are, take people in and find one another."""

from __future__ import annotations

from functools import partial

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.commands import set_role, take_in
from allmende.commons.spaces.models import Role, SpaceKind
from allmende.people.organisations.commands import (
    answer,
    ask_to_join,
    change_organisation,
    found_organisation,
    set_facts,
)
from allmende.people.organisations.models import FactKind, Organisation
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.together import Asker, Body


def write(town: Town) -> None:
    """Write down who founds what, and who asks to belong."""
    diary = town.diary
    for body in town.together.bodies:
        diary.write(diary.at(body.founded, 11), body.name, partial(_found, town, body))
        for order, handle in enumerate([*body.representatives, *body.members]):
            joined = max(body.founded, town.story.person(handle).joined) + 1
            diary.write(diary.at(joined, 12 + order / 10), body.name, partial(_join, town, body, handle))
        if body.network:
            diary.write(diary.at(body.founded + 3, 15), body.name, partial(_belong, town, body))
        for asker in body.askers:
            diary.write(diary.at(asker.day, 17), body.name, partial(_ask, town, body, asker))


def _found(town: Town, body: Body) -> None:
    host = town.actors[body.host]
    made = found_organisation(
        host, town.root, name=body.name, purpose=SpaceKind(body.kind), summary=body.summary, about=body.about,
        language=town.story.language,
    )  # fmt: skip
    town.spaces[body.slug] = made.space_id
    change_organisation(host, made, fields_of_work=body.fields, links=body.links)
    if body.facts:
        set_facts(host, made, {FactKind(kind): (value, Layer.TEAM) for kind, value in body.facts.items()})


def _organisation(town: Town, slug: str) -> Organisation:
    return Organisation.objects.select_related("space__root", "space__audience", "actor").get(space=town.spaces[slug])


def _join(town: Town, body: Body, handle: str) -> None:
    space, actor, host = town.space(body.slug), town.actors[handle], town.actors[body.host]
    take_in(host, space, actor)
    if handle in body.representatives:
        set_role(host, space, actor, Role.CURATOR)


def _belong(town: Town, body: Body) -> None:
    network = next(one for one in town.together.bodies if one.slug == body.network)
    asked = ask_to_join(town.actors[body.host], town.space(network.slug), _organisation(town, body.slug))
    answer(town.actors[network.host], asked, accepts=True)


def _ask(town: Town, body: Body, asker: Asker) -> None:
    ask_to_join(town.actors[asker.handle], town.space(body.slug), words=asker.text)
