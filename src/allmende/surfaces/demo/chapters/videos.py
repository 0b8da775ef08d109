"""Video awards: a workshop first, videos with consents and captions, a jury, the audience; one goes on, one has been won."""

from __future__ import annotations

import tomllib
from functools import partial
from typing import TYPE_CHECKING, Any

from allmende.commons.agreements.models import Appearance
from allmende.commons.audiences.models import Layer
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import Ending, PhaseDates, PhaseKind, Pick, PrizeKind, PrizeText, SectionText
from allmende.rooms.calls.commands.appearing import answer, name_person, note_withdrawal
from allmende.rooms.calls.commands.looking import release
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.commands.template import FieldText, set_template
from allmende.rooms.calls.commands.workshops import WorkshopText, come, offer_workshop
from allmende.rooms.calls.queries.templates import template_named
from allmende.surfaces.demo.chapters.sayings import play
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT
from allmende.surfaces.demo.sayings import Recorded

if TYPE_CHECKING:
    from allmende.rooms.calls.models import Call, Contribution

KINDS = (PhaseKind.DISCUSS, PhaseKind.SUBMIT, PhaseKind.JURY, PhaseKind.VOTE)


def write(town: Town) -> None:
    """Write down each award from the workshop to where it stands today."""
    with (CONTENT / town.story.language / "videos.toml").open("rb") as file:
        awards = tomllib.load(file)["awards"]
    for told in awards:
        _write_award(town, told)


def _write_award(town: Town, told: dict[str, Any]) -> None:
    days, at, title = told["days"], town.diary.at, told["title"]
    write = partial(town.diary.write, what=title)
    write(at(days[0], 9), happen=partial(_open, town, told))
    for number, handle in enumerate(told["comers"]):
        write(at(days[0], 12 + number / 10), happen=partial(_come, town, told, handle))
    for entry in told["entries"]:
        write(at(entry["day"], 16), happen=partial(_hand_in, town, told, entry))
        if not entry.get("waits"):
            write(at(entry["day"], 18), happen=partial(_let_in, town, told, entry))
    for day in days[1:]:
        write(at(day, 20.1), happen=lambda: commands.turn(town.calls[told["slug"]].id))
    for number, (handle, chosen) in enumerate(told["votes"].items()):
        write(at(days[3], 21 + number / 10), happen=partial(_vote, town, told, handle, chosen))
    if "withdrawn" in told:
        write(at(-1, 18), happen=partial(_withdraw, town, told))
    if "award" in told:
        write(at(days[4] + 1, 10), happen=partial(_award, town, told))


def _open(town: Town, told: dict[str, Any]) -> None:
    host, at, days = town.actors[told["host"]], town.diary.at, told["days"]
    template = template_named(town.root, "video-award")
    assert template is not None
    call = commands.draft_from(
        host, town.space(told["space"]), template, title=told["title"], summary=told["summary"],
        language=town.story.language, sealed=False,
    )  # fmt: skip
    commands.set_sections(host, call, [SectionText(heading, text) for heading, text in told["sections"]])
    spans = zip(KINDS, days, days[1:], strict=False)
    phases = [PhaseDates(kind, at(first, 20 if first != days[0] else 9), at(last, 20)) for kind, first, last in spans]
    commands.set_phases(host, call, [*phases, PhaseDates(PhaseKind.RESULT, at(days[4], 20), None)])
    fields = [FieldText("choice", label, choices=tuple(choices), is_required=True) for label, choices in told["fields"]]
    set_template(host, call, fields)
    workshop = told["workshop"]
    begins, ends = at(days[1], 15), at(days[1], 18)
    offer_workshop(host, call, WorkshopText(begins=begins, ends=ends, **workshop))
    commands.set_prizes(host, call, [PrizeText(PrizeKind.JURY, told["prize"][0], gift=told["prize"][1])])
    for handle, does in told["jurors"]:
        give_part(host, call, town.actors[handle], "jury", does=does)
    town.calls[told["slug"]] = commands.publish_call(host, call, Layer.COMMUNITY)
    town.review(call.id, town.curators)


def _come(town: Town, told: dict[str, Any], handle: str) -> None:
    come(town.actors[handle], town.calls[told["slug"]].workshops.get())


def _hand_in(town: Town, told: dict[str, Any], entry: dict[str, Any]) -> None:
    author, language = town.actors[entry["author"]], town.story.language
    answers = {f"f-{number}": value for number, value in enumerate(entry["chosen"], 1)}
    made = commands.draft_contribution(
        author, town.calls[told["slug"]], title=entry["title"], text=entry["text"], language=language, **answers
    )
    play(author, made, Recorded("pond.webm", entry["shows"], tuple(entry["heard"])), language)
    for one in entry["people"]:
        person = town.actors[one["person"]] if "person" in one else None
        named = name_person(author, made, **{**one, "person": person})
        if person and person != author:
            answer(person, made, named, agrees=True)
    key = (told["slug"], entry["slug"])
    town.entries[key] = commands.submit_contribution(author, made)


def _let_in(town: Town, told: dict[str, Any], entry: dict[str, Any]) -> None:
    made = _entry(town, told, entry["slug"])
    if made.state == "held":
        release(town.actors[told["host"]], made)


def _vote(town: Town, told: dict[str, Any], handle: str, chosen: list[str]) -> None:
    call = _call(town, told)
    commands.cast_ballot(town.actors[handle], call, [_entry(town, told, slug).ballot_key for slug in chosen])


def _withdraw(town: Town, told: dict[str, Any]) -> None:
    slug, name = told["withdrawn"]
    made = _entry(town, told, slug)
    note_withdrawal(made.author, made, Appearance.objects.get(thing=made.id, name=name))


def _award(town: Town, told: dict[str, Any]) -> None:
    host, call = town.actors[told["host"]], _call(town, told)
    won, award = _entry(town, told, told["award"]["entry"]), told["award"]
    commands.decide_awards(
        host, call, {call.prizes.get().id: [Pick(won.id, 1, award["reason"])]}, statement=award["statement"]
    )
    commands.give_awards(host, call)
    commands.end_contributions(host, call, {}, for_all={Ending(key): text for key, text in award["words"].items()})


def _call(town: Town, told: dict[str, Any]) -> Call:
    call = town.calls[told["slug"]]
    call.refresh_from_db()
    return call


def _entry(town: Town, told: dict[str, Any], slug: str) -> Contribution:
    made = town.entries[told["slug"], slug]
    made.refresh_from_db()
    return made
