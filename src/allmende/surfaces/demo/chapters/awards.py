"""Prizes are promised, decided and given, everyone gets a word, and a campaign is under way."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from allmende.commons.audiences.models import Layer
from allmende.rooms.calls import commands
from allmende.rooms.calls.commands import Ending, Forces, PhaseDates, PhaseKind, Pick, PrizeKind, PrizeText, SectionText
from allmende.surfaces.demo.chapters.town import Town
from allmende.surfaces.demo.reading import CONTENT


def write(town: Town) -> None:
    """Write down the awards of the finished call, and the campaign, of this language."""
    told = _told(town.story.language)
    _write_awards(town, told["awards"])
    _write_campaign(town, told["campaign"])


@cache
def _told(language: str) -> dict[str, Any]:
    with (CONTENT / language / "awards.toml").open("rb") as file:
        return tomllib.load(file)


def _write_awards(town: Town, told: dict[str, Any]) -> None:
    invitation = next(one for one in town.story.invitations if one.slug == told["call"])
    assert invitation.outcome is not None
    opened, day = town.diary.at(invitation.phases["open"], 8.2), invitation.outcome.day
    town.diary.write(opened, invitation.title, lambda: _promise(town, told))
    town.diary.write(town.diary.at(day, 10), invitation.title, lambda: _award(town, told))


def _promise(town: Town, told: dict[str, Any]) -> None:
    call = town.calls[told["call"]]
    prizes = [
        PrizeText(
            PrizeKind(row["kind"]), row["name"], [amount * 100 for amount in row.get("amounts", ())], 1, row.get("gift", "")
        )
        for row in told["prizes"]
    ]  # fmt: skip
    commands.set_prizes(town.actors[call.author.handle], call, prizes)


def _award(town: Town, told: dict[str, Any]) -> None:
    call = town.calls[told["call"]]
    host, kinds = call.author, {row["kind"]: row for row in told["prizes"]}
    picks = {
        prize.id: [_pick(town, told["call"], rank, one) for rank, one in enumerate(kinds[prize.kind]["picks"], 1)]
        for prize in call.prizes.all()
    }
    commands.decide_awards(host, call, picks, statement=told["statement"])
    commands.give_awards(host, call)
    commands.end_contributions(host, call, {}, for_all={Ending(key): text for key, text in told["words"].items()})


def _pick(town: Town, call: str, rank: int, one: dict[str, str]) -> Pick:
    to = town.actors[one["person"]].id if "person" in one else town.entries[call, one["entry"]].id
    return Pick(to, rank, one.get("reason", ""))


def _write_campaign(town: Town, told: dict[str, Any]) -> None:
    begins, ends = town.diary.at(told["days"][0], 9), town.diary.at(told["days"][1], 20)
    town.diary.write(begins, told["title"], lambda: _begin(town, told))
    for n, handle in enumerate(told["supporters"]):
        when = town.diary.at(told["days"][0] + 1 + n // 3, 10 + n % 3)
        town.diary.write(when, told["title"], lambda handle=handle, n=n: _support(town, handle, is_public=bool(n % 4)))
    assert begins < ends


def _begin(town: Town, told: dict[str, Any]) -> None:
    host = town.actors[told["host"]]
    call = commands.draft_call(
        host, town.space(told["space"]), title=told["title"], summary=told["summary"], language=town.story.language
    )
    commands.set_sections(host, call, [SectionText(**section) for section in told["sections"]])
    commands.set_campaign(
        host, call, addressee=told["addressee"], threshold=told["threshold"], forces=Forces(told["forces"]), days=28
    )
    opens, closes = town.diary.at(told["days"][0], 9), town.diary.at(told["days"][1], 20)
    commands.set_phases(host, call, [PhaseDates(PhaseKind.SUPPORT, opens, closes)])
    town.calls["campaign"] = commands.publish_call(host, call, Layer.COMMUNITY)
    commands.turn(call.id)


def _support(town: Town, handle: str, *, is_public: bool) -> None:
    commands.support(town.actors[handle], town.calls["campaign"], is_public=is_public)
