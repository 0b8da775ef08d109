"""The whole desk in a fixed number of statements: whatever waits, and whom to ask, miss, relieve and thank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import loads_in
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.waiting import duties_waiting
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.doors import Waiting, urls_of
from allmende.foundation.gathered import gathered
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard, cards_of
from allmende.people.desk.models import Ask, AskState, Help, HelpState, Mute, Step
from allmende.people.desk.queries import signs
from allmende.people.desk.queries.steps import ICONS, Found, Suggestion, asks_for, why
from allmende.people.desk.rules import may_see_desk

KEY = "desk"
AGAIN = timedelta(days=30)
"""Nobody is suggested again for the same step before."""


@dataclass(frozen=True)
class Load:
    """Someone who carries much: how many duties, how much of what was done lately."""

    person: ActorCard
    duties: int
    acts: int
    total: int


@dataclass(frozen=True)
class HelpLine:
    """A call for help as the queue shows it."""

    id: UUID
    text: str
    state: str
    at: datetime
    page: str
    who: str
    is_of_guest: bool
    duty: Text
    taken_by: str | None


@dataclass(frozen=True)
class AskLine:
    """What someone was asked for lately, by whom, and what they said."""

    actor: str
    by: str
    step: Text
    state: str
    at: datetime


@dataclass(frozen=True)
class Board:
    """What the desk shows."""

    help: list[HelpLine]
    answers_within: float | None
    waiting: list[Waiting]
    suggestions: list[Suggestion]
    quiet: list[Suggestion]
    loads: list[Load]
    thank: list[tuple[ActorCard, int]]
    asked: list[AskLine]


def board_for(reader: Reader, root: Space) -> Board:
    """Return the desk as a reader on duty sees it; six statements besides those of rights, rooms and addresses."""
    newcomers, open_things, helpful, hand_in, acts, duties, thank, helps, answered, asked = gathered([
        signs.could_need_a_hand(root), signs.unanswered(reader, root), signs.helpful(root), signs.could_hand_in(reader, root),
        signs.acts(root), loads_in(root), signs.to_thank(root), _waiting_help(root), _answered(root), _asked_lately(root),
    ])  # fmt: skip
    steps = [Found(Step.PROMISE, actor, None, max(1, (due - clock.now()).days)) for actor, due in newcomers]
    steps += signs.could_answer(reader, open_things, [actor for actor, _n in helpful])
    gone, words = signs.went_quiet(acts), signs.words_of_openings(reader, root)
    here, skilled = gathered([
        signs.members(root).filter(actor__in=[one.actor for one in gone]).values_list("actor_id"), signs.skilled(reader, root, words),
    ])  # fmt: skip
    skills = {actor: words[word] for actor, word in skilled}
    steps += [
        Found(Step.SKILL, actor, card.thing, title=card.title, url=card.url)
        for actor, card in [*skills.items()][: signs.MOST]
    ]
    steps += [Found(Step.HAND_IN, actor, None, n) for actor, n in hand_in]
    quiet, heavy = [one for one in gone if [one.actor] in here][: signs.MOST], signs.heavy(acts)
    people, fresh = _known([*steps, *quiet], {row[0] for row in (*heavy, *thank, *duties)}, reader, root)
    shown = _named(fresh, people)
    return Board(
        help=[_line(*row) for row in helps], answers_within=_half_within(answered), waiting=duties_waiting(reader, root, without=KEY),
        suggestions=[one for one in shown if one.step != Step.RETURN], quiet=[one for one in shown if one.step == Step.RETURN],
        loads=_loads(people, heavy, dict(duties)),
        thank=[(people[actor], n) for actor, n in thank if actor in people and actor != reader.id],
        asked=[AskLine(actor, by, Step(step).label, state, at) for actor, by, step, state, at in asked],
    )  # fmt: skip


def _known(
    found: list[Found], others: set[UUID], reader: Reader, root: Space
) -> tuple[dict[UUID, ActorCard], list[Found]]:
    """Name who was found, and leave out oneself, who was asked the same lately, and who would rather not be asked it."""
    wanted = {one.actor for one in found}
    here = Q(space_id=root.id, actor__in=wanted)
    lately = Ask.objects.filter(here, at__gt=clock.now() - AGAIN).values_list("actor_id", "step")
    cards, closed = gathered(
        [cards_of(wanted | others), lately.union(Mute.objects.filter(here).values_list("actor_id", "step"))]
    )
    silent = {(actor, step) for actor, step in closed}
    fresh = [one for one in found if (one.actor, one.step) not in silent and one.actor != reader.id]
    return {card[0]: ActorCard(*card) for card in cards}, fresh


def _named(found: list[Found], people: dict[UUID, ActorCard]) -> list[Suggestion]:
    return [
        Suggestion(one.step, ICONS[one.step], people[one.actor], asks_for(one.step, one.title),
                   why(one.step, one.count, one.title), one.thing, one.url, one.count)
        for one in found
        if one.actor in people and (one.title or not one.thing)
    ]  # fmt: skip


def _loads(people: dict[UUID, ActorCard], heavy: list[tuple[UUID, int, int]], duties: dict[UUID, int]) -> list[Load]:
    acts = {actor: (n, total) for actor, n, total in heavy}
    return [
        Load(people[actor], duties.get(actor, 0), *acts.get(actor, (0, 0)))
        for actor in dict.fromkeys([*duties, *acts])
        if actor in people
    ]


def help_in(root: Space) -> QuerySet[Help]:
    """The calls for help of a community, for those who may see the desk and for who asked."""
    rows = Help.objects.filter(space_id=root.id).exclude(state=HelpState.SENT)
    return rows.select_related("space__root", "asker", "taken_by", "answered_by").prefetch_related("replies__by")


def help_for(reader: Reader, root: Space, key: UUID) -> Help | None:
    """Return a call for help that a reader asked themselves or may look after; None for any other."""
    found = help_in(root).filter(id=key).first()
    is_mine = found is not None and found.asker_id is not None and found.asker_id == reader.id
    return found if is_mine or may_see_desk(reader, root) else None


def _waiting_help(root: Space) -> QuerySet[Help, Any]:
    """The calls for help that wait or are looked after, the oldest first."""
    rows = Help.objects.filter(space_id=root.id, state__in=(HelpState.OPEN, HelpState.TAKEN)).order_by("id")
    return rows.values_list(
        "id", "text", "state", "at", "page", "name", "asker_id", "asker__name", "duty", "taken_by_id", "taken_by__name"
    )[:30]


def _line(
    key: UUID, text: str, state: str, at: datetime, page: str, guest: str,
    asker: UUID | None, name: str, duty: str, taken_by: UUID | None, taker: str,
) -> HelpLine:  # fmt: skip
    """A row as a line; the name of nobody reads as that of a former member, so that ids say whether there is one."""
    who, label = name if asker else guest, Duty(duty).label
    return HelpLine(key, text, state, at, page, who, asker is None, label, taker if taken_by else None)


def _asked_lately(root: Space) -> QuerySet[Ask, Any]:
    rows = Ask.objects.filter(space_id=root.id, at__gt=clock.now() - AGAIN).order_by("-id")
    return rows.values_list("actor__name", "by__name", "step", "state", "at")[:10]


def answers_within(root: Space) -> float | None:
    """Return the median of hours to an answer in the last 30 days (of at most 200); None without any."""
    return _half_within(_answered(root))


def _answered(root: Space) -> QuerySet[Help, Any]:
    rows = Help.objects.filter(space_id=root.id, answered__gt=clock.now() - AGAIN).order_by("-id")
    return rows.values_list("at", "answered")[:200]


def _half_within(rows: Iterable[Sequence[datetime]]) -> float | None:
    spans = [(answered - at).total_seconds() / 3600 for at, answered in rows]
    return round(median(spans), 1) if spans else None


def open_calls(root: Space) -> QuerySet[Help]:
    """The calls for help that nobody looks after yet."""
    return Help.objects.filter(space_id=root.id, state=HelpState.OPEN)


def calls_of(reader: Reader, root: Space) -> QuerySet[Help]:
    """The calls for help that a reader looks after and has still to answer."""
    return Help.objects.filter(space_id=root.id, state=HelpState.TAKEN, taken_by=reader.id)


@dataclass(frozen=True)
class MyAsk:
    """A step that I was asked for: the words, why me, and where it leads."""

    ask: Ask
    why: str
    url: str


def my_asks(reader: Reader, root: Space) -> list[MyAsk]:
    """Return what someone was asked for, the open ones first."""
    rows = Ask.objects.filter(space_id=root.id, actor=reader.id).select_related("by").order_by("-id")[:30]
    asks = sorted(rows, key=lambda one: one.state != AskState.OPEN)
    seen = Thing.objects.visible_to(reader).filter(id__in={one.thing for one in asks if one.thing})
    things = {thing: (kind, title) for thing, kind, title in seen.values_list("id", "kind", "title")}
    urls = urls_of([(thing, kind) for thing, (kind, _title) in things.items()])
    return [
        MyAsk(one, why(Step(one.step), one.count, things[one.thing][1]) if one.thing in things
              else _why_alone(one), urls.get(one.thing, "") if one.thing else "")
        for one in asks
    ]  # fmt: skip


def _why_alone(ask: Ask) -> str:
    """Say why without a thing: it may be gone, or never have been there."""
    step = Step(ask.step)
    return why(step if step not in {Step.SKILL, Step.ANSWER} else Step.OTHER, ask.count)


def my_help(reader: Reader, root: Space) -> list[Help]:
    """Return someone's own calls for help, the latest first."""
    rows = Help.objects.filter(space_id=root.id, asker=reader.id)
    return list(
        rows.select_related("taken_by", "answered_by", "space").prefetch_related("replies__by").order_by("-id")[:20]
    )
