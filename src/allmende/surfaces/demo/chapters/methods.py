"""A group looks back together and plans the next session; the community says in which phase it is."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import partial
from typing import Any

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.stages import commands as stages
from allmende.commons.stages.models import Criterion, Stage
from allmende.foundation import clock
from allmende.rooms.methods import commands
from allmende.rooms.methods.commands import Mode, Session
from allmende.rooms.methods.queries import method_of_set
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT

OPENED, MOVED = 12, 40
"""Days after the founding on which the phases were set out, and on which the second began."""


def write(town: Town) -> None:
    """Write down when the cards were set out, who held which session, and how the community went on."""
    with (CONTENT / town.story.language / "methods.toml").open("rb") as file:
        told = tomllib.load(file)
    diary, founded, host = town.diary, town.story.community.founded, town.story.community.host
    diary.write(diary.at(founded + 3, 9), host, commands.set_out_cards)
    diary.write(diary.at(founded + OPENED, 18), host, lambda: stages.set_out(town.actors[host], town.root))
    diary.write(diary.at(founded + MOVED, 19), host, partial(_move_on, town, host, told["stages"]))
    back, ahead = told["retrospective"], told["brainwriting"]
    diary.write(diary.at(back["day"], 19), back["lead"], partial(_look_back, town, back))
    diary.write(diary.at(-1, 18.5), ahead["lead"], partial(_plan_ahead, town, ahead))


def _move_on(town: Town, host: str, told: dict[str, Any]) -> None:
    curator = town.actors[host]
    for criterion, evidence in zip(_criteria(town.root, 1), told["first"], strict=False):
        stages.tick(curator, criterion, evidence)
    second = Stage.objects.get(space=town.root, number=2)
    stages.change_stage(
        curator, second, second.revision, name=second.name, description=second.description, open_in_it=(), gates={},
        criteria=[criterion.text for criterion in _criteria(town.root, 2)],
    )  # fmt: skip  # the community's gates stay as they are
    stages.move_on(curator, town.root, 1)
    for criterion, evidence in zip(_criteria(town.root, 2), told["second"], strict=False):
        stages.tick(curator, criterion, evidence)


def _criteria(root: Space, number: int) -> list[Criterion]:
    return list(Criterion.objects.filter(stage__space=root, stage__number=number))


def _look_back(town: Town, told: dict[str, Any]) -> None:
    lead, space = town.actors[told["lead"]], town.space(told["space"])
    session = commands.plan_session(
        lead,
        method_of_set(town.root, "retrospective"),
        space,
        title=told["title"],
        question=told["question"],
        mode=Mode.ONSITE,
    )
    for handle in told["people"]:
        commands.join(town.actors[handle], session)
    session = commands.begin(lead, session)
    session = commands.next_step(lead, session, 0)
    notes = [(commands.write_note(town.actors[who], session, 1, text), group) for who, text, group in told["notes"]]
    session = commands.next_step(lead, session, 1)
    for note, group in notes:
        commands.sort_note(lead, session, note, group)
    session = commands.next_step(lead, session, 2)
    for handle, chosen in told["dots"].items():
        for number in chosen:
            commands.place_dot(town.actors[handle], session, notes[number][0])
    session = commands.next_step(lead, session, 3)
    agreed = [commands.write_note(town.actors[who], session, 4, text).id for who, text in told["agreed"]]
    session = commands.conclude(lead, session)
    commands.keep_findings(lead, session, agreed, Layer.TEAM, told["finding"])


def _plan_ahead(town: Town, told: dict[str, Any]) -> Session:
    lead = town.actors[told["lead"]]
    starts = town.diary.at(3, 19) if town.diary.at(3, 19) > clock.now() else clock.now() + timedelta(days=2)
    session = commands.plan_session(
        lead, method_of_set(town.root, "brainwriting"), town.space(told["space"]), title=told["title"],
        question=told["question"], mode=Mode.ONLINE, starts=starts,
    )  # fmt: skip
    for handle in told["people"]:
        commands.join(town.actors[handle], session)
    return session
