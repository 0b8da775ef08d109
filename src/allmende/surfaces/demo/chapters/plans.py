"""Plans: ten questions answered and read along, what is agreed, and of one that is done what came of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from allmende.commons.spaces.commands import change_space
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.threads.commands import comment
from allmende.rooms.plans import commands
from allmende.rooms.plans.commands.planning import held
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import plans_of

if TYPE_CHECKING:
    from allmende.rooms.plans.models import Plan, Result

DAYS = ("due", "reached_on")


def write(town: Town) -> None:
    """Write down when each plan is begun, answered, read along, agreed on and looked back on."""
    for told in plans_of(town.story.language):
        diary, day = town.diary, told["day"]
        made: dict[str, Plan] = {}
        diary.write(diary.at(day, 10), told["title"], partial(_begin, town, told, made))
        for order, one in enumerate(told["answers"], 1):
            diary.write(diary.at(day + order, 17), told["title"], partial(_answer, town, made, one))
            if "read_by" in one:
                diary.write(diary.at(day + order, 20), told["title"], partial(_read, town, made, one))
        diary.write(diary.at(day + 9, 19), told["title"], partial(_agree, town, told, made))
        for said in told.get("talk", ()):
            diary.write(diary.at(said["day"], 18), told["title"], partial(_talk, town, made, said))
        if "learnt" in told:
            diary.write(diary.at(-15, 18), told["title"], partial(_look_back, town, told, made))
        else:
            diary.write(diary.at(-3, 18), told["title"], partial(_go_on, town, told, made))


def _begin(town: Town, told: dict[str, Any], made: dict[str, Plan]) -> None:
    host, space = town.actors[told["by"]], town.space(told["space"])
    if space.purpose == SpaceKind.PROJECT:
        change_space(host, space, degree=told["degree"])
    made["plan"] = commands.begin_plan(host, space, title=told["title"], summary=told["summary"])


def _talk(town: Town, made: dict[str, Plan], said: dict[str, Any]) -> None:
    topic = made["plan"].topics.select_related("audience").get(question=said["question"])
    comment(town.actors[said["by"]], topic, said["text"], intent=said["intent"])


def _answer(town: Town, made: dict[str, Plan], one: dict[str, Any]) -> None:
    commands.answer_question(town.actors[one["by"]], made["plan"], one["question"], one["text"])


def _read(town: Town, made: dict[str, Plan], one: dict[str, Any]) -> None:
    author, reader = town.actors[one["by"]], town.actors[one["read_by"]]
    answer = made["plan"].answers.get(question=one["question"], author=author)
    if "lacks" in one:
        commands.find_lacking(reader, answer, answer.revision, one["lacks"])
    else:
        commands.confirm_answer(reader, answer, answer.revision)


def _agree(town: Town, told: dict[str, Any], made: dict[str, Plan]) -> None:
    host = town.actors[told["by"]]
    for kind in ("goals", "risks", "promises", "budget"):
        for line in told[kind]:
            commands.add_item(host, made["plan"], kind, **_values(town, line))
    for seat in told["seats"]:
        person = town.actors[seat["person"]]
        offered = commands.offer_seat(host, made["plan"], seat["side"], seat["duty"], person)
        if seat["takes"]:
            commands.take_seat(person, offered)


def _values(town: Town, line: dict[str, Any]) -> dict[str, Any]:
    values = dict(line)
    if "owner" in values:
        values["owner"] = town.actors[values["owner"]]
    return values | {name: town.diary.today + timedelta(days=values[name]) for name in DAYS if name in values}


def _go_on(town: Town, told: dict[str, Any], made: dict[str, Plan]) -> None:
    """Say of which ideas the plan came, and what has come of it so far."""
    host = town.actors[told["by"]]
    for idea in told["came_of"]:
        commands.say_plan_came_of(host, made["plan"], town.entries[told["call"], idea])
    _write_results(town, told, held(made["plan"]))


def _look_back(town: Town, told: dict[str, Any], made: dict[str, Plan]) -> None:
    host, plan = town.actors[told["by"]], held(made["plan"])
    _write_results(town, told, plan)
    for said in told["happened"]:
        commands.say_what_happened(host, plan, said["question"], said["text"])
    commands.finish_plan(host, plan, told["learnt"])
    commands.say_word(host, town.space(told["space"]), told["word"])


def _write_results(town: Town, told: dict[str, Any], plan: Plan) -> None:
    host, space = town.actors[told["by"]], town.space(told["space"])
    results: dict[str, Result] = {}
    for one in told["results"]:
        values = {name: one[name] for name in ("title", "text", "state", "progress", "costs")}
        parent = results.get(one.get("parent", ""))
        ideas = [town.entries[told["call"], idea] for idea in one.get("came_of", ())]
        results[one["title"]] = commands.add_result(host, space, plan=plan, parent=parent, sources=ideas, **values)
        for entry in one["entries"]:
            day = town.diary.today + timedelta(days=entry["day"])
            commands.note_entry(host, results[one["title"]], day, entry["text"])
