"""Calls that began with a template: laid out by it, their blanks filled in, and open by now."""

from __future__ import annotations

from functools import partial
from typing import Any

from allmende.commons.audiences.models import Layer
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import SectionText
from allmende.rooms.calls.commands.workshops import WorkshopText, come, offer_workshop
from allmende.rooms.calls.queries.templates import template_named
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import begun_calls


def write(town: Town) -> None:
    """Write down each of them: begun, handed in to, turned from phase to phase."""
    for told in begun_calls(town.story.language):
        day = int(told["day"])
        town.diary.write(town.diary.at(day, 10), told["title"], partial(_begin, town, told))
        for row in told.get("contributions", ()):
            town.diary.write(town.diary.at(int(row["day"]), 17), told["title"], partial(_hand_in, town, told, row))
        for later in range(day + 1, 0):
            town.diary.write(town.diary.at(later, 20.5), told["title"], partial(_turn, town, told))


def _begin(town: Town, told: dict[str, Any]) -> None:
    host, template = town.actors[told["host"]], template_named(town.root, told["template"])
    if template is None:
        raise KeyError(told["template"])
    language = town.story.language
    call = commands.draft_from(
        host, town.space(told["space"]), template, title=told["title"], summary=told["summary"], language=language
    )
    headings = list(call.sections.values_list("heading", flat=True))
    written = [SectionText(heading, text) for heading, text in zip(headings, told["texts"], strict=True)]
    commands.set_sections(host, call, written)
    if workshop := told.get("workshop"):
        begins, ends = town.diary.at(workshop["day"], 10), town.diary.at(workshop["day"], 16)
        said = {name: workshop[name] for name in ("title", "place", "given_by", "about", "seats")}
        offered = offer_workshop(host, call, WorkshopText(begins=begins, ends=ends, **said))
    town.calls[told["template"]] = commands.publish_call(host, call, Layer.COMMUNITY)
    town.review(call.id, town.curators)
    for handle in workshop["comers"] if workshop else ():
        come(town.actors[handle], offered)


def _hand_in(town: Town, told: dict[str, Any], row: dict[str, Any]) -> None:
    call = town.calls[told["template"]]
    commands.hand_in(
        town.actors[row["author"]], call, title=row["title"], text=row["text"], language=town.story.language
    )


def _turn(town: Town, told: dict[str, Any]) -> None:
    commands.turn(town.calls[told["template"]].id)
