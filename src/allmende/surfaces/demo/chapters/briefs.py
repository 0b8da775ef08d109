"""Around the briefs: who has a part, what is asked and answered, what is new; and a call by invitation with pay."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import PhaseDates, PhaseKind, SectionText
from allmende.rooms.calls.commands.asking import answer, ask, set_round, tell_news
from allmende.rooms.calls.commands.inviting import answer_invitation, invite, publish_to_invited
from allmende.rooms.calls.commands.people import give_part
from allmende.surfaces.demo.briefing import Asked, Briefing, Commission, Guest, News, briefings
from allmende.surfaces.demo.chapters.town import Town

if TYPE_CHECKING:
    from allmende.rooms.calls.models import Call


def write(town: Town) -> None:
    """Write down what happens around each brief."""
    told, commissions = briefings(town.story.language)
    for briefing in told:
        _write_briefing(town, briefing)
    for commission in commissions:
        _write_commission(town, commission)


def _write_briefing(town: Town, briefing: Briefing) -> None:
    first = min(one.day for one in (*briefing.questions, *briefing.news))
    town.diary.write(town.diary.at(first, 8.5), briefing.call, partial(_name, town, briefing))
    for question in briefing.questions:
        town.diary.write(town.diary.at(question.day, 10.4), briefing.call, partial(_ask, town, briefing, question))
    for one in briefing.news:
        town.diary.write(town.diary.at(one.day, 16.2), briefing.call, partial(_tell, town, briefing, one))


def _name(town: Town, briefing: Briefing) -> None:
    call = _call(town, briefing.call)
    for handle, part, does in briefing.people:
        give_part(call.author, call, town.actors[handle], part, does=does)
    set_round(call.author, call, "hosts", None)


def _ask(town: Town, briefing: Briefing, question: Asked) -> None:
    call = _call(town, briefing.call)
    asked = ask(town.actors[question.by], call, question.text, unnamed=not question.named)
    if question.answer:
        answer(call.author, call, asked, question.answer)


def _tell(town: Town, briefing: Briefing, one: News) -> None:
    call = _call(town, briefing.call)
    tell_news(call.author, call, one.title, one.text)


def _write_commission(town: Town, one: Commission) -> None:
    town.diary.write(town.diary.at(one.day, 9.2), one.title, partial(_commission, town, one))
    for number, guest in enumerate(one.guests):
        if guest.answer:
            town.diary.write(town.diary.at(one.day + 1, 11 + number), one.title, partial(_answer, town, one, guest))


def _commission(town: Town, one: Commission) -> None:
    host, diary = town.actors[one.host], town.diary
    currency = town.story.community.currency
    call = commands.draft_call(
        host, town.space(one.space), title=one.title, summary=one.summary, language=one.language, currency=currency
    )
    town.calls[one.slug] = call
    commands.set_sections(host, call, [SectionText(**section) for section in one.sections])
    opens, closes = diary.at(one.submit[0]), diary.at(one.submit[1], 20)
    phases = [PhaseDates(PhaseKind.SUBMIT, opens, closes), PhaseDates(PhaseKind.RESULT, closes, None)]
    commands.set_phases(host, call, phases)
    publish_to_invited(host, call)
    people = [town.actors[guest.who] for guest in one.guests]
    invite(host, call, people, word=one.word, pay=one.pay * 100, answer_by=diary.at(one.submit[1] - 2, 20))


def _answer(town: Town, one: Commission, guest: Guest) -> None:
    call = _call(town, one.slug)
    answer_invitation(town.actors[guest.who], call, accepts=guest.answer == "yes", said=guest.said)


def _call(town: Town, slug: str) -> Call:
    call = town.calls[slug]
    call.refresh_from_db()
    call.__dict__.pop("named", None)
    call.__dict__.pop("_cast", None)
    return call
