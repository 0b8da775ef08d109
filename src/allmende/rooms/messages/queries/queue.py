"""Who wrote to a space and waits for an answer, and how soon people get one there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.text import own_words
from allmende.rooms.messages.models import Conversation, Message, Pace, Shape

MOST = 100
WITHIN = timedelta(days=90)
LEAST_CASES = 5
"""From fewer cases nothing is told: it would say more of single people than of a space."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Someone who waits for an answer of a space, since when, what they wrote first, and who has taken it on."""

    conversation: UUID
    name: str
    handle: str
    since: datetime
    excerpt: str
    carer: str


def waiting_talks(place: Space) -> QuerySet[Conversation]:
    """Return the conversations with a space in which the person has the last word, with its first message since then (`since`)."""
    said = Message.objects.filter(conversation=OuterRef("pk"))
    team = said.exclude(author=OuterRef("audience__owner")).order_by("-pk").values("pk")[:1]
    talks = Conversation.objects.filter(kind="conversation", shape=Shape.BODY, place=place)
    talks = talks.annotate(answered=Coalesce(Subquery(team), F("pk")))
    first = said.filter(pk__gt=OuterRef("answered")).order_by("pk").values("pk")[:1]
    return talks.annotate(since=Subquery(first, output_field=UUIDField())).filter(since__isnull=False)


def queue_of(place: Space) -> list[Waits]:
    """Return who waits for an answer, the longest first; two statements."""
    rows = list(waiting_talks(place).order_by("since").values_list("pk", "since", "carer_id", "carer__name")[:MOST])
    said = Message.objects.filter(pk__in=[since for _key, since, *_rest in rows])
    first = {row[0]: row[1:] for row in said.values_list("pk", "author__name", "author__handle", "text_html")}
    return [
        Waits(key, str(name), handle, clock.instant_of(since), own_words(html, 140) or _("Sent files"), str(carer) if carer_id else "")
        for key, since, carer_id, carer in rows
        for name, handle, html in (first[since],)
    ]  # fmt: skip


def spans_to_answers(rows: Iterable[tuple[UUID, UUID, UUID, UUID]], now: datetime) -> list[float]:
    """Return seconds to the first answer of each turn, from messages as (conversation, message, author, person) in their order.

    Who still waits counts as long as they have: leaving people without an answer makes no figure better.
    """
    spans: list[float] = []
    current, asked = None, None
    for conversation, message, author, person in rows:
        at = clock.instant_of(message)
        if conversation != current:
            spans += [(now - asked).total_seconds()] if asked else []
            current, asked = conversation, None
        if author == person:
            asked = asked or at
        elif asked:
            spans.append((at - asked).total_seconds())
            asked = None
    return spans + ([(now - asked).total_seconds()] if asked else [])


def reckoned(place: UUID) -> tuple[int, int]:
    """Return within how many seconds half of those who wrote to a space lately got an answer, and of how many cases."""
    now = clock.now()
    said: Any = Message.objects.filter(
        conversation__place=place, conversation__shape=Shape.BODY, pk__gt=clock.lowest_key(now - WITHIN)
    )  # fmt: skip
    rows = said.order_by("conversation", "pk").values_list(
        "conversation", "pk", "author", "conversation__audience__owner"
    )
    spans = spans_to_answers(rows.iterator(chunk_size=2_000), now)
    return (round(median(spans)), len(spans)) if spans else (0, 0)


def pace_of(place: Space) -> str:
    """Return in words how soon people get an answer of a space; empty where too few have asked. One statement."""
    found = Pace.objects.filter(space=place, cases__gte=LEAST_CASES).values_list("half", flat=True).first()
    return "" if found is None else pace_in_words(found)


def pace_in_words(seconds: int) -> str:
    """Return a span as people say it."""
    hours = seconds / 3_600
    if hours <= 1:
        return _("Usually answers within an hour.")
    if hours <= 6:
        return _("Usually answers within a few hours.")
    if hours <= 24:
        return _("Usually answers within a day.")
    if hours <= 72:
        return _("Usually answers within three days.")
    return _("Usually answers within a week.") if hours <= 168 else _("An answer can take longer than a week.")
