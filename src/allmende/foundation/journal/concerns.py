"""Whom an activity concerns: said where the activity is known, heard by whoever tells people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allmende.foundation.journal.activities import Activity
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import OWN, Occasion
from allmende.foundation.verdicts import Text


@dataclass(frozen=True)
class Reason:
    """Why someone is told: a key that is kept, and how it reads to them, with {actor} and {thing}."""

    key: str
    sentence: Text
    occasion: Occasion = OWN
    """What it belongs to where people choose what reaches them."""
    sentence_of_many: Text = ""
    """How several of them about the same read as one, with {actors} and {thing}; empty: never put together."""
    page: str = ""
    """The name of the route it leads to, where that is not the page of what it is about."""
    words: Text = ""
    """What {thing} reads as, where that is not what it is about."""
    has_mail: bool = False
    """Whether the app that tells of it writes a mail of its own: then no other one goes out."""
    insists: bool = False
    """Whether it goes by every way that leads to someone, at once, whatever they chose: for what two people answer for together."""
    tells: bool = False
    """Whether a mail about it tells what the thing itself says, as others tell what a comment says."""


@dataclass(frozen=True)
class Concern:
    """Someone is to be told of an activity. `thing` is what it is about for them, `spot` where exactly within it; after `until` it
    is past, and nobody is written to any more.

    They are told only while they see both; who did it is never told.
    """

    actor: UUID
    reason: Reason
    thing: UUID | None = None
    spot: UUID | None = None
    until: datetime | None = None


type Tell = Callable[[Entry], Iterable[Concern]]

_reasons: dict[str, Reason] = {}
_tellers: dict[str, list[Tell]] = {}


def reason(
    key: str, sentence: Text, occasion: Occasion = OWN, *,
    many: Text = "", page: str = "", words: Text = "", has_mail: bool = False, insists: bool = False, tells: bool = False,
) -> Reason:  # fmt: skip
    """Make a reason known under its key (`threads.reply`); `many` is its `sentence_of_many`."""
    made = _reasons[key] = Reason(key, sentence, occasion, many, page, words, has_mail, insists, tells)
    return made


def reason_of(key: str) -> Reason | None:
    """Return the reason of a key; None when whoever gave it is gone."""
    return _reasons.get(key)


def reasons() -> list[Reason]:
    """Return every reason that is known on this node."""
    return list(_reasons.values())


def concerns(*activities: type[Activity]) -> Callable[[Tell], Tell]:
    """Let a function of an entry say whom activities of these types concern, the nearest reason first."""

    def register(tell: Tell) -> Tell:
        for activity in activities:
            tellers = _tellers.setdefault(activity.__name__, [])
            if tell not in tellers:
                tellers.append(tell)
        return tell

    return register


def concerned_by(entry: Entry) -> Iterator[Concern]:
    """Go through those whom an entry concerns, each once and for the first reason given; never who did it."""
    told = {entry.actor}
    for tell in _tellers.get(entry.name, ()):
        for concern in tell(entry):
            if concern.actor not in told:
                told.add(concern.actor)
                yield concern
