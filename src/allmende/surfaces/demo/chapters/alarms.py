"""Once something could not wait: two of different duties told everyone, and people said that they had read it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from allmende.observers.notices.commands.vital import ask_vital, confirm_vital, release_vital
from allmende.observers.notices.models import Vital
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Alarm:
    """A vital notice: when (days from today), who asked, who sent it with them, and who said that they had read it."""

    day: int
    hour: float
    by: str
    second: str
    title: str
    text: str
    reason: str
    readers: tuple[str, ...]


def write(town: Town) -> None:
    """Write down who asks, who sends it, and who has read it."""
    with (CONTENT / town.story.language / "alarms.toml").open("rb") as file:
        told = tomllib.load(file)
    for one in (Alarm(**{**row, "readers": tuple(row["readers"])}) for row in told["alarms"]):
        when, made = town.diary.at(one.day, one.hour), list[Vital]()
        town.diary.write(when, one.by, partial(_ask, town, one, made))
        town.diary.write(when + timedelta(minutes=4), one.second, partial(_release, town, one, made))
        for place, reader in enumerate(one.readers):
            read = when + timedelta(minutes=9 + 7 * place)
            town.diary.write(read, reader, partial(_confirm, town, reader, made))


def _ask(town: Town, one: Alarm, made: list[Vital]) -> None:
    made.append(ask_vital(town.actors[one.by], town.root, title=one.title, text=one.text, reason=one.reason))


def _release(town: Town, one: Alarm, made: list[Vital]) -> None:
    made[0] = release_vital(town.actors[one.second], made[0])


def _confirm(town: Town, reader: str, made: list[Vital]) -> None:
    confirm_vital(town.actors[reader], made[0])
