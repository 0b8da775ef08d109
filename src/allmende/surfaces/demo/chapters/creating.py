"""People create together: a call asks for fields, a contribution is made by a team and builds on another, and somebody finds better words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from allmende.rooms.calls.commands import save_contribution, team
from allmende.rooms.calls.commands.sources import build_on
from allmende.rooms.calls.commands.suggesting import suggest
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT


@dataclass(frozen=True)
class Creating:
    """What is told of one call: its fields, the contribution that is made together, and what else happens to it."""

    call: str
    day: int
    fields: list[dict[str, Any]]
    entry: str
    author: str
    answers: dict[str, str]
    together_with: list[str]
    asked: str
    shares: dict[str, int]
    builds_on: str
    suggestion: dict[str, str]


def told(language: str) -> Creating:
    """Read what is told in a language."""
    return Creating(**tomllib.loads((CONTENT / language / "creating.toml").read_text(encoding="utf-8")))


def write(town: Town) -> None:
    """Write down, evening by evening, what becomes of it."""
    story, evening = told(town.story.language), timedelta(minutes=7)
    steps = (_ask_for_fields, _ask_in, _answer_fields, _suggest)
    for number, step in enumerate(steps):
        when = town.diary.at(story.day, 20) + number * evening
        town.diary.write(when, story.call, partial(step, town, story))


def _ask_for_fields(town: Town, story: Creating) -> None:
    call = town.calls[story.call]
    fields = [FieldText(**{**row, "choices": tuple(row.get("choices", ()))}) for row in story.fields]
    set_template(call.author, call, fields)


def _ask_in(town: Town, story: Creating) -> None:
    made, author = town.entries[story.call, story.entry], town.actors[story.author]
    for handle in (*story.together_with, story.asked):
        team.ask_in(author, made, town.actors[handle])
    for handle in story.together_with:
        team.answer(town.actors[handle], made, joins=True)
    team.share_out(author, made, {town.actors[handle].id: share for handle, share in story.shares.items()})
    team.agree(town.actors[story.together_with[0]], made)


def _answer_fields(town: Town, story: Creating) -> None:
    made, author = town.entries[story.call, story.entry], town.actors[story.together_with[0]]
    made.refresh_from_db(fields=["revision"])
    save_contribution(author, made, made.revision, **{f"f-{key}": value for key, value in story.answers.items()})
    build_on(author, made, town.entries[story.call, story.builds_on])


def _suggest(town: Town, story: Creating) -> None:
    words = story.suggestion
    suggest(
        town.actors[words["by"]], town.entries[story.call, story.entry], words["passage"], words["words"], words["why"]
    )
