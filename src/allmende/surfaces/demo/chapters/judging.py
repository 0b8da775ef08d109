"""Calls are judged: everyone rates by criteria, a jury reads blindly; and each does so in their own way, a little strict or kind."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.commands import CriterionText, reckon
from allmende.commons.ratings.models import Asked, Panel
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import Act, PhaseDates, PhaseKind, SectionText, Who
from allmende.rooms.calls.commands import jury as on_the_jury
from allmende.rooms.calls.commands.people import give_part
from allmende.rooms.calls.commands.rating import rate_contribution, set_sheet
from allmende.rooms.calls.commands.templates import draft_from
from allmende.rooms.calls.queries.templates import template_named
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.judgements import Judgement, Proposal, judgements
from allmende.surfaces.demo.pictures.developing import LARGE
from allmende.surfaces.demo.tastes import mood

if TYPE_CHECKING:
    from allmende.rooms.calls.models import Call, Contribution

TOP = 5
SEALED: dict[Act, Who | str] = {Act.JUDGE: Who.JURY, Act.SEE: Who.JURY}


def write(town: Town) -> None:
    """Write down each call that is judged: drafted, handed in to, rated."""
    for told in judgements(town.story.language):
        town.darkroom.scene(f"call {told.slug}", told.picture.motif, told.picture.light, LARGE)
        town.diary.write(town.diary.at(told.submit[0], 8), told.title, partial(_open, town, told))
        for entry in told.entries:
            if entry.picture:
                town.darkroom.scene(f"{told.slug}/{entry.slug}", entry.picture.motif, entry.picture.light)
            when = town.diary.some_time(entry.day, told.slug, entry.slug)
            town.diary.write(when, entry.title, partial(_hand_in, town, told, entry))
        for phase in _way(town, told)[1:]:
            town.diary.write(phase.opens, told.title, lambda slug=told.slug: commands.turn(town.calls[slug].id))
        _write_judging(town, told)


def _way(town: Town, told: Judgement) -> list[PhaseDates]:
    spans = [(PhaseKind.SUBMIT, told.submit), (PhaseKind.DISCUSS, told.discuss)]
    spans.append((PhaseKind.JURY if told.is_of_a_jury else PhaseKind.RATE, told.judge))
    dates, opens = [], town.diary.at(told.submit[0], 8.2)
    for kind, span in spans:
        if span:
            closes = town.diary.at(span[1], 20)
            dates.append(PhaseDates(kind, opens, closes, SEALED if kind == PhaseKind.JURY else {}))
            opens = closes
    return [*dates, PhaseDates(PhaseKind.RESULT, opens, None)]


def _open(town: Town, told: Judgement) -> None:
    host, language = town.actors[told.host], town.story.language
    template = template_named(town.root, "design-contest" if told.is_of_a_jury else "idea-challenge")
    call = draft_from(
        host, town.space(told.space), template, title=told.title, summary=told.summary, language=language,
        sealed=told.is_of_a_jury,
    )  # fmt: skip
    commands.set_sections(host, call, [SectionText(**section) for section in told.sections])
    commands.set_phases(host, call, _way(town, told))
    cover = town.hang(host, call, f"call {told.slug}", told.picture, language)
    commands.change_call(host, call, cover=cover.id)
    asks = [
        CriterionText({language: one.name}, one.asked, one.weight, {language: one.low}, {language: one.high})
        for one in told.criteria
    ]
    if told.is_of_a_jury:
        set_sheet(host, call, asks, panel=Panel.JURY, is_blind=True, top=TOP)
    else:
        set_sheet(host, call, asks, top=TOP)
    for handle, does in told.jurors:
        give_part(host, call, town.actors[handle], "jury", does=does)
    town.calls[told.slug] = commands.publish_call(host, call, Layer.COMMUNITY)
    town.review(call.id, town.curators)


def _hand_in(town: Town, told: Judgement, entry: Proposal) -> None:
    author, key = town.actors[entry.author], (told.slug, entry.slug)
    made = commands.draft_contribution(
        author, town.calls[told.slug], title=entry.title, text=entry.text.strip(), language=town.story.language
    )
    if entry.picture:
        picture = town.hang(author, made, "/".join(key), entry.picture, town.story.language)
        made = commands.save_contribution(author, made, made.revision, picture=picture.id)
    town.entries[key] = commands.submit_contribution(author, made)
    town.review(made.id, town.curators)


def _write_judging(town: Town, told: Judgement) -> None:
    begins, ends = told.judge
    write = partial(town.diary.write, what=told.title)
    if told.conflict:
        write(town.diary.at(begins, 21), happen=partial(_stay_out, town, told))
    judges = [handle for handle, _does in told.jurors] or told.raters
    for handle in judges:
        for entry in told.entries:
            is_away = entry.author == handle or (told.conflict.get("by"), told.conflict.get("entry")) == (
                handle,
                entry.slug,
            )
            if not is_away and mood("rates", handle, entry.slug) < 0.8:
                day = begins + 1 + int(mood("day", handle, entry.slug) * (ends - begins))
                write(town.diary.some_time(day, handle, entry.slug), happen=partial(_judge, town, told, handle, entry))
    for number, words in enumerate(told.notes):
        write(town.diary.at(begins + 2, 19) + timedelta(minutes=number * 17), happen=partial(_note, town, told, words))
    write(town.diary.at(-1, 22), happen=partial(_reckon, town, told))
    if told.statement:
        by = told.jurors[0][0]
        write(
            town.diary.at(begins + 3, 20),
            happen=lambda: on_the_jury.state(town.actors[by], _call(town, told), told.statement),
        )


def _judge(town: Town, told: Judgement, handle: str, entry: Proposal) -> None:
    made = _entry(town, told, entry.slug)
    panel = Panel.JURY if told.is_of_a_jury else Panel.MEMBERS
    criteria = made.call.thing_ptr.sheets.get(panel=panel).criteria.all()
    marks = {str(one.pk): _mark(one.asked, handle, entry, number) for number, one in enumerate(criteria)}
    judge = on_the_jury.judge_contribution if told.is_of_a_jury else rate_contribution
    judge(town.actors[handle], made, marks)


def _mark(asked: str, handle: str, entry: Proposal, number: int) -> Any:
    """What somebody answers: how good the thing is, their own strictness, and a mood."""
    if asked == Asked.YES_NO:
        return mood("fact", entry.slug) < 0.5
    if asked == Asked.NUMBER:
        return 10 + int(30 * mood("number", entry.slug))
    strict, taste = mood("strict", handle) - 0.5, mood("taste", handle, entry.slug, number) - 0.5
    return min(max(round(1 + (TOP - 1) * (entry.worth + 0.35 * strict + 0.5 * taste)), 1), TOP)


def _stay_out(town: Town, told: Judgement) -> None:
    words = told.conflict
    on_the_jury.declare_conflict(town.actors[words["by"]], _entry(town, told, words["entry"]), words["reason"])


def _note(town: Town, told: Judgement, words: dict[str, str]) -> None:
    about = _entry(town, told, words["entry"]) if "entry" in words else None
    on_the_jury.note(town.actors[words["by"]], _call(town, told), words["text"], about)


def _reckon(town: Town, told: Judgement) -> None:
    for sheet in _call(town, told).thing_ptr.sheets.all():
        reckon(sheet.id)


def _call(town: Town, told: Judgement) -> Call:
    call = town.calls[told.slug]
    call.refresh_from_db()
    return call


def _entry(town: Town, told: Judgement, slug: str) -> Contribution:
    made = town.entries[told.slug, slug]
    made.refresh_from_db()
    return made
