"""The outcome as its hosts tell it, and who is thanked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from allmende.commons.files.queries import portrait_url
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.rooms.calls.models import Call, Outcome


@dataclass(frozen=True)
class Thanked:
    """Someone who is thanked, and what for."""

    name: str
    handle: str
    portrait: str
    deeds: str


@dataclass(frozen=True)
class Gratitude:
    """The outcome as the hosts tell it, and who is thanked."""

    html: SafeString
    told_by: ActorCard | None
    told: Any
    people: list[Thanked]
    voters: int


def gratitude_of(call: Call) -> Gratitude | None:
    """Return the told outcome of a call with its thanks; None before it is told."""
    outcome = Outcome.objects.filter(call=call, told__isnull=False).first()
    if outcome is None:
        return None
    rows = list(
        call.thanks.order_by("-contributions", "-comments", "id").values_list("actor_id", "contributions", "comments")[
            :200
        ]
    )
    cards = actor_cards([row[0] for row in rows] + ([outcome.told_by_id] if outcome.told_by_id else []))
    people = [
        Thanked(cards[actor].name, cards[actor].handle, portrait_url(cards[actor].portrait), _deeds(given, said))
        for actor, given, said in rows
        if actor in cards
    ]
    box = getattr(call, "box", None)
    html = mark_safe(outcome.text_html)
    return Gratitude(html, cards.get(outcome.told_by_id), outcome.told, people, box.turnout if box else 0)


def _deeds(given: int, said: int) -> str:
    parts: Sequence[str] = [
        ngettext("%(n)d contribution", "%(n)d contributions", given) % {"n": given} if given else "",
        ngettext("%(n)d comment", "%(n)d comments", said) % {"n": said} if said else "",
    ]
    return ", ".join(part for part in parts if part)
