"""One nomination as its page shows it: what is known, who has spoken, the way so far and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from allmende.foundation.gathered import gathered
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.people.nominations.models import (
    Nomination,
    Request,
    Shown,
    Stance,
    State,
    Step,
    StepKind,
    Voice,
)
from allmende.people.nominations.rules import cares_for, rule_of

LONGEST_CHAIN = 4

ICONS = {
    StepKind.NOMINATED: "user-plus", StepKind.APPLIED: "clipboard-list", StepKind.ENOUGH: "checks", StepKind.LAPSED: "hourglass",
    StepKind.LISTED: "list-numbers", StepKind.ADMITTED: "mail-forward", StepKind.DECLINED: "x", StepKind.APPEALED: "scale",
    StepKind.UPHELD: "x", StepKind.RENEWED: "refresh", StepKind.ACCEPTED: "door-enter", StepKind.WITHDRAWN: "arrow-back-up",
    StepKind.REFUSED: "hand-stop",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """An entry of the way: what happened, who did it, when, and why."""

    title: Text
    icon: str
    at: datetime | None
    who: str = ""
    reason: str = ""
    is_next: bool = False


@dataclass
class NominationPage:
    """All that a page shows of a nomination to one reader."""

    nomination: Nomination
    decides: bool
    is_mine: bool
    sees_address: bool
    way: list[Mark] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)
    my_voice: Voice | None = None
    concerns: int | None = None
    invited_until: datetime | None = None
    hints: list[str] = field(default_factory=list)
    chain: list[str] = field(default_factory=list)
    asked: list[Voice] = field(default_factory=list)
    wishes: list[str] = field(default_factory=list)


def page_for(reader: Reader, nomination: Nomination) -> NominationPage:
    """Return what a reader who sees a nomination sees of it; its steps are read with it, for the rules that look at them."""
    decides = bool(cares_for(reader, nomination.place))
    is_mine = nomination.nominator_id == reader.id
    page = NominationPage(nomination, decides, is_mine, sees_address=decides or is_mine)
    prefetch_related_objects([nomination], Prefetch("steps", Step.objects.select_related("actor").order_by("id")))
    voices = list(nomination.voices.select_related("actor").order_by("at", "id"))
    page.my_voice = next((voice for voice in voices if voice.actor_id == reader.id), None)
    _say_who_spoke(page, reader, voices)
    page.way = _way(page, nomination.steps.all())
    invited, wishes, alike, applied, *chain = gathered([
        nomination.invitations.filter(used=None, replaced=None).order_by("id").values_list("expires")[:1],
        nomination.wishes.order_by("id").values_list("space__title"),
        _alike(nomination), Request.objects.filter(nomination=nomination, applies=False).values_list("id")[:1], *_chain(nomination),
    ])  # fmt: skip
    page.invited_until = invited[0][0] if invited and nomination.state == State.ADMITTED else None
    if decides or is_mine:
        page.wishes = [title for (title,) in wishes]
    if decides:
        page.hints, page.chain = _hints(nomination, alike, applied), [name for ((name,),) in takewhile(bool, chain)]
    return page


def _say_who_spoke(page: NominationPage, reader: Reader, voices: list[Voice]) -> None:
    """Show voices to whom the rule of the space says; the text of a concern to curators and its author only."""
    rule, spoke = (
        rule_of(page.nomination.place),
        page.my_voice and page.my_voice.stance not in {Stance.ASKED, Stance.PASSED},
    )
    involved = page.is_mine or spoke
    if page.decides or rule.shown_to == Shown.MEMBERS or (rule.shown_to == Shown.INVOLVED and involved):
        page.voices = [voice for voice in voices if voice.stance == Stance.VOUCH]
    if page.decides:
        page.voices += [voice for voice in voices if voice.stance == Stance.CONCERN]
    if page.decides or (page.is_mine and rule.tells_concerns):
        page.concerns = page.nomination.concerns
    if page.decides or page.is_mine:
        page.asked = [voice for voice in voices if voice.stance == Stance.ASKED]


def _way(page: NominationPage, steps: object) -> list[Mark]:
    marks = [_mark(page, step) for step in steps]  # type: ignore[attr-defined]
    if following := _next(page):
        marks.append(Mark(following, "point", None, is_next=True))
    return marks


def _mark(page: NominationPage, step: Step) -> Mark:
    kind = StepKind(step.kind)
    who = step.actor.name if step.actor else page.nomination.name if kind in _BY_THE_NOMINEE else ""
    reads = page.decides or page.is_mine
    return Mark(STEPS[kind], ICONS[kind], step.at, who, step.reason if reads else "")


_BY_THE_NOMINEE = {StepKind.APPLIED, StepKind.APPEALED, StepKind.ACCEPTED, StepKind.REFUSED}

STEPS: dict[StepKind, Text] = {kind: kind.label for kind in StepKind}


def _next(page: NominationPage) -> str:
    """Say what comes next, empty at the end of the way."""
    nomination = page.nomination
    missing = max(nomination.vouches_needed - nomination.vouches, 0)
    if nomination.state == State.OPEN and missing:
        return ngettext("Next: %(n)d more person vouches", "Next: %(n)d more people vouch", missing) % {"n": missing}
    following = {
        State.OPEN: _("Next: one more person says something"),
        State.REVIEW: _("Next: the curators decide"),
        State.LISTED: _("Next: a place becomes free"),
        State.ADMITTED: _("Next: the invitation is accepted"),
        State.APPEALED: _("Next: another curator looks at it"),
    }
    return str(following.get(State(nomination.state), ""))


def _alike(nomination: Nomination) -> QuerySet[Nomination, Any]:
    """Earlier nominations of the address, and addresses that differ behind a plus only."""
    others = Nomination.objects.filter(base=nomination.base, place=nomination.place).exclude(id=nomination.id)
    return others.exclude(base="").values_list("address", "name", "state")[:5]


def _hints(nomination: Nomination, alike: list[list[str]], applied: list[list[UUID]]) -> list[str]:
    """Say what curators should know."""
    found = [
        (_("%(name)s was here before with this address: %(state)s.") if address == nomination.address
         else _("Perhaps the same person: %(name)s with %(address)s, %(state)s."))
        % {"name": name, "address": address, "state": State(state).label}
        for address, name, state in alike
    ]  # fmt: skip
    if applied:
        found.append(_("They asked for it themselves; their nominator took it up."))
    return found


def _chain(nomination: Nomination) -> list[QuerySet[Nomination, Any]]:
    """Ask who brought in the nominator, who brought in those, and so on, as far as four steps."""
    steps: list[QuerySet[Nomination, Any]] = []
    came: Any = nomination.nominator_id
    for _step in range(LONGEST_CHAIN if came else 0):
        brought = Nomination.objects.filter(nominee=came, place=nomination.place, state=State.ACCEPTED)
        brought = brought.exclude(nominator=None).order_by("id")[:1]
        steps.append(brought.values_list("nominator__name"))
        came = brought.values("nominator")
    return steps


@dataclass(frozen=True)
class Standing:
    """Where a nominee stands, in words for them."""

    title: Text
    text: Text
    icon: str
    reason: str = ""


STANDINGS: dict[State, tuple[Text, Text, str]] = {
    State.OPEN: (
        _("You are nominated"), _("Members are being asked whether they know you and vouch for you."), "user-heart",
    ),
    State.REVIEW: (_("The curators decide next"), _("You will hear from us by mail."), "hourglass"),
    State.LISTED: (
        _("You are on the waiting list"), _("You are in. As soon as there is room, your invitation comes by mail."), "list-numbers",
    ),
    State.ADMITTED: (
        _("You are invited"), _("The invitation is in your mailbox. If it has expired, whoever nominated you can renew it."), "mail",
    ),
    State.ACCEPTED: (_("You have come in"), _("Sign in, and go on from there."), "door-enter"),
    State.REFUSED: (
        _("You have turned it down"),
        _("That is fine, and thank you for saying so. Your address is forgotten. If you think otherwise, ask whoever nominated you."),
        "hand-stop",
    ),
    State.DECLINED: (_("Not this time"), _("The curators have decided otherwise, and say why."), "info-circle"),
    State.APPEALED: (
        _("Someone else looks at it"), _("Another curator reads your appeal, and writes to you."), "scale",
    ),
    State.LAPSED: (
        _("It didn't work out in time"),
        _("Not enough members spoke up in time. That says little about you: often they just don't know each other yet."),
        "hourglass",
    ),
    State.WITHDRAWN: (_("The nomination was taken back"), _("Whoever nominated you has taken it back. Ask them."), "arrow-back-up"),
}  # fmt: skip


def standing_of(nomination: Nomination) -> Standing:
    """Return where a nominee stands; after a no with the last reason given."""
    title, text, icon = STANDINGS[State(nomination.state)]
    reason = ""
    if nomination.state == State.DECLINED:
        said = nomination.steps.filter(kind__in=(StepKind.DECLINED, StepKind.UPHELD)).order_by("-id")
        reason = said.values_list("reason", flat=True).first() or ""
    return Standing(title, text, icon, reason)
