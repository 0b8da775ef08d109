"""Announcements: in the outbox for those on duty, and as whoever got them reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.outcomes import Became, what_became
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.messages.activities import AnnouncementDelivered
from allmende.rooms.messages.models import (
    Announcement,
    AnnouncementState,
    Conversation,
    Left,
    Recipient,
    RecipientState,
    Wording,
)

PAGE = 30


def wording_in(announcement: Announcement, language: str, wordings: Sequence[Wording] = ()) -> Wording | None:
    """Return an announcement in a language; where it isn't written in it, in its place's, else in whichever it is."""
    known = {one.language: one for one in wordings or announcement.wordings.order_by("id")}
    return known.get(language) or known.get(announcement.language) or next(iter(known.values()), None)


def announcement_url(key: UUID) -> str:
    """Where whoever got it reads it."""
    return reverse("messages:announcement", args=[key])


def in_outbox(place: Space) -> QuerySet[Announcement]:
    """The announcements of a place, the newest first."""
    return Announcement.objects.filter(place=place).order_by("-pk").select_related("author", "audience", "reviewer")


def announcement_at(key: UUID, root: Space) -> Announcement | None:
    """Return an announcement of a community; whoever asks is judged by its rules."""
    rows = Announcement.objects.filter(Q(place=root.pk) | Q(place__root=root.pk))
    return rows.select_related("place__root", "author", "audience", "reviewer").filter(pk=key).first()


def conversation_at(key: UUID, root: Space) -> Conversation:
    """Return a conversation of a community, read by whoever asks or not: its rules judge who takes it on. Raises Refused (404)."""
    rows = Conversation.objects.filter(Q(place=root.pk) | Q(place__root=root.pk), pk=key)
    found = rows.select_related("place__root", "audience").first()
    if found is None:
        raise Refused(_("This conversation isn't here."), 404)
    return found


@dataclass(frozen=True, slots=True)
class Received:
    """An announcement in the list of whoever got it."""

    id: UUID
    url: str
    title: str
    place: str
    at: datetime
    is_taken_back: bool


def received_by(reader: Actor, root: Space, after: UUID | None = None) -> tuple[list[Received], UUID | None]:
    """Return a page of what was announced to a reader, the newest first, and its next key; two statements."""
    mine = Recipient.objects.filter(
        Q(announcement__place=root.pk) | Q(announcement__place__root=root.pk), actor=reader, state=RecipientState.REACHED
    )  # fmt: skip
    if after:
        mine = mine.filter(announcement__lt=after)
    found = list(mine.select_related("announcement__place").order_by("-announcement")[: PAGE + 1])
    shown = [row.announcement for row in found[:PAGE]]
    titles = titles_of([one.pk for one in shown])
    rows = [
        Received(
            one.pk, announcement_url(one.pk), titles.get(one.pk, one.title), one.place.title, one.begun or one.created,
            one.state == AnnouncementState.WITHDRAWN,
        )
        for one in shown
    ]  # fmt: skip
    return rows, rows[-1].id if len(found) > PAGE else None


def _worded(keys: Sequence[UUID]) -> dict[UUID, Wording]:
    by_announcement: dict[UUID, list[Wording]] = {}
    rows = Wording.objects.filter(announcement__in=keys).select_related("announcement").order_by("id")
    for row in rows:
        by_announcement.setdefault(row.announcement_id, []).append(row)
    language = get_language() or ""
    found = {key: wording_in(rows[0].announcement, language, rows) for key, rows in by_announcement.items()}
    return {key: wording for key, wording in found.items() if wording}


def titles_of(keys: Sequence[UUID]) -> dict[UUID, str]:
    """Return how announcements are called in the language of the moment; one statement."""
    return {key: wording.title for key, wording in _worded(keys).items()}


def announcement_texts(keys: Sequence[UUID]) -> list[tuple[UUID, SafeString]]:
    """What announcements say in the language of the moment, as HTML; one statement."""
    return [(key, wording.text_html) for key, wording in _worded(keys).items()]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of what came of an announcement: words, a number, and whether it is part of the line above."""

    words: Text
    count: int
    is_part: bool = False


BY_WAY: dict[str, Text] = {
    "mail": _("told by mail at once"), "daily": _("told in a daily digest"), "weekly": _("told in a weekly digest"),
    "push": _("told on their devices"), "app": _("have a notice in the app"),
}  # fmt: skip
WHY: dict[str, Text] = {
    "read": _("read it in the app before"), "off": _("switched such mails off"), "quieted": _("muted the place, or whoever wrote"),
    "unseen": _("it was taken back before"), "past": _("it was over by then"), "nowhere": _("have no mailbox or device any more"),
    "stopped": _("their mailbox takes nothing from here"), "failed": _("it could not be written"),
    "restored": _("the node was restored: most likely they have it"),
}  # fmt: skip


def outcome_of(announcement: Announcement) -> list[Line]:
    """Return what came of an announcement in numbers: never who opened it, which nobody knows. Four statements."""
    people = announcement.recipients.order_by().values("state", "why").annotate(n=Count("id"))
    counts = {(row["state"], row["why"]): row["n"] for row in people}
    reached = counts.get((RecipientState.REACHED, ""), 0)
    lines = [Line(RecipientState.REACHED.label, reached)]
    lines += _ways(announcement, reached)
    lines.append(Line(_("have answered"), announcement.recipients.exclude(answered=None).count()))
    lines.append(Line(RecipientState.WAITING.label, counts.get((RecipientState.WAITING, ""), 0)))
    skipped = [(Left(why).label, n) for (state, why), n in sorted(counts.items()) if state == RecipientState.SKIPPED]
    lines.append(Line(RecipientState.SKIPPED.label, sum(n for _why, n in skipped)))
    return lines + [Line(why, n, is_part=True) for why, n in skipped]


def _ways(announcement: Announcement, reached: int) -> list[Line]:
    """By which ways those it reached were told, as they want it themselves; kept for sixty days."""
    entries = Entry.objects.filter(thing=announcement.pk, name=AnnouncementDelivered.__name__)
    became = what_became(list(entries.values_list("id", flat=True)))
    told = sum(one.count for one in became if one.way == "app")
    lines = [_line(one) for one in became]
    silent = reached - told
    if became and silent > 0:
        lines.append(Line(_("want no notice of announcements, or muted the place"), silent, is_part=True))
    return lines


def _line(one: Became) -> Line:
    way = BY_WAY[one.way]
    if one.state == "waiting":
        way = _("%(way)s: waits") % {"way": way}
    if one.state == "dropped":
        way = _("%(way)s: not sent, %(why)s") % {"way": way, "why": WHY.get(one.why, one.why)}
    return Line(way, one.count, is_part=True)


def announcement_urls(keys: Sequence[UUID]) -> dict[UUID, str]:
    """The pages of announcements."""
    return {key: announcement_url(key) for key in keys}


def visible_announcement(reader: Reader, key: UUID, root: Space) -> Announcement | None:
    """Return an announcement that reached a reader."""
    found = announcement_at(key, root)
    got = Recipient.objects.filter(announcement=key, actor_id=reader.id, state=RecipientState.REACHED)
    return found if found is not None and got.exists() else None
