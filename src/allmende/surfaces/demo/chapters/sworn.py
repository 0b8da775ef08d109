"""A call by invitation that asks for secrecy: some sign and accept, one has only signed, one declines unsigned, one hasn't answered."""

from __future__ import annotations

import tomllib
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from allmende.commons.agreements.models import Licence
from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.agreements.words import TermsText
from allmende.commons.consent.commands import begin_agreement, publish_draft, write_draft
from allmende.commons.consent.models import Agreement, AgreementKind
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import PhaseDates, PhaseKind, SectionText
from allmende.rooms.calls.commands.inviting import answer_invitation, invite, publish_to_invited
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT

if TYPE_CHECKING:
    from allmende.rooms.calls.models import Call


def write(town: Town) -> None:
    """Write down the agreement, the call, and what each of those invited does."""
    told, diary = _told(town.story.language), town.diary
    agreements: list[Agreement] = []
    diary.write(diary.at(told["day"], 8.1), told["title"], lambda: agreements.append(_agreement(town, told)))
    diary.write(diary.at(told["day"], 8.6), told["title"], lambda: _open(town, told, agreements[0]))
    for hour, guest in enumerate(told["guests"], 10):
        if "signs" in guest:
            diary.write(diary.at(told["day"] + 1, hour), told["title"], partial(_sign, town, told["slug"], guest))
        if "answer" in guest:
            diary.write(diary.at(told["day"] + 2, hour), told["title"], partial(_answer, town, told["slug"], guest))


@cache
def _told(language: str) -> dict[str, Any]:
    with (CONTENT / language / "sworn.toml").open("rb") as file:
        return tomllib.load(file)


def _agreement(town: Town, told: dict[str, Any]) -> Agreement:
    curator, language = town.actors[told["curator"]], told["language"]
    agreement = begin_agreement(curator, town.root, AgreementKind.NDA)
    said = told["agreement"]
    write_draft(curator, agreement, {language: said["title"]}, {language: said["text"].strip()})
    publish_draft(curator, agreement, asks_again=False)
    return agreement


def _open(town: Town, told: dict[str, Any], agreement: Agreement) -> None:
    host, diary = town.actors[told["host"]], town.diary
    call = commands.draft_call(
        host, town.space(told["space"]), title=told["title"], summary=told["summary"], language=told["language"],
        currency=town.story.community.currency,
    )  # fmt: skip
    town.calls[told["slug"]] = call
    commands.set_sections(host, call, [SectionText(**section) for section in told["sections"]])
    opens, closes = diary.at(told["submit"][0]), diary.at(told["submit"][1], 20)
    commands.set_phases(
        host, call, [PhaseDates(PhaseKind.SUBMIT, opens, closes), PhaseDates(PhaseKind.RESULT, closes, None)]
    )
    terms = TermsText(Licence.STAYS, told["taker"], told["option_days"])
    commands.set_rights(host, call, terms=terms, nda=agreement.id)
    publish_to_invited(host, call)
    people = [town.actors[guest["who"]] for guest in told["guests"]]
    answer_by = diary.at(told["submit"][1] - 4, 20)
    invite(host, call, people, word=told["word"], pay=told["pay"] * 100, answer_by=answer_by)


def _sign(town: Town, slug: str, guest: dict[str, str]) -> None:
    person, call = town.actors[guest["who"]], _call(town, slug)
    commands.sign_for(person, call, guest["signs"], versions=[one.id for one in unsigned_for(person, call)])


def _call(town: Town, slug: str) -> Call:
    call = town.calls[slug]
    call.refresh_from_db()
    for name in [name for name in call.__dict__ if name in {"named", "_cast"} or name.startswith("_invitation_")]:
        del call.__dict__[name]
    return call


def _answer(town: Town, slug: str, guest: dict[str, str]) -> None:
    person = town.actors[guest["who"]]
    answer_invitation(person, _call(town, slug), accepts=guest["answer"] == "yes", said=guest.get("said", ""))
