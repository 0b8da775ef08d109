"""The jury's room: what is judged, how far one is, what was noted, and the shortlist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import AT_HAND, Kind
from allmende.commons.files.queries import Picture, visible_pictures
from allmende.commons.ratings.models import Item, Panel, Rating, Recusal, Sheet
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.foundation.money import Money
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import (
    Call,
    Contribution,
    ContributionState,
    JuryNote,
    JuryStatement,
    Shortlist,
)
from allmende.rooms.calls.queries.blind import Hide, hiders
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.points import points

PAGE = 50
MOST_COMPARED = 4


def judged_contribution(call: Call, number: int) -> Contribution | None:
    """Return a contribution that was handed in, also under seal: whoever judges it has been asked for before."""
    rows = Contribution.objects.select_related("audience", "author", "behalf__body")  # house: the jury's rule is asked
    rows = rows.filter(
        call=call, number=number, state=ContributionState.SUBMITTED, audience__kind__in=(*AT_HAND, Kind.SEALED)
    )
    found: Contribution | None = rows.first()
    if found is not None:
        found.call = call
    return found


@dataclass(frozen=True)
class JuryRow:
    """A contribution in the jury's list."""

    number: int
    title: str
    language: str
    url: str
    score: str
    """The reader's own, in points."""
    is_rated: bool
    stays_out: bool
    count: int
    mean: str
    shortlisted: int | None


def jury_rows(
    reader: Reader, call: Call, sheet: Sheet | None, *, is_blind: bool, after: int = 0
) -> tuple[list[JuryRow], str]:
    """Return a page of what the jury judges, by number, and the key of the next."""
    rows = Contribution.objects.filter(
        call=call, number__gt=after, state=ContributionState.SUBMITTED, audience__kind__in=(*AT_HAND, Kind.SEALED)
    )  # house: the jury's rule is asked
    fields = ("id", "number", "title", "language", "shortlisted__position")
    found = list(rows.order_by("number").values_list(*fields)[: PAGE + 1])
    shown = found[:PAGE]
    keys = [row[0] for row in shown]
    own, out, counted = _own(reader, sheet, keys)
    hides = hiders(keys) if is_blind else {}
    made = [
        JuryRow(
            number=number, title=hides[key](title) if is_blind else title, language=language, url=_judging_url(call, number),
            score=points(own[key] / 1000) if own.get(key) is not None else "", is_rated=key in own, stays_out=key in out,
            count=(so_far := counted.get(key, (0, 0)))[0], mean=points(so_far[1] / so_far[0] / 1000) if so_far[0] else "–",
            shortlisted=position,
        )
        for key, number, title, language, position in shown
    ]  # fmt: skip
    return made, str(shown[-1][1]) if len(found) > PAGE else ""


def _own(reader: Reader, sheet: Sheet | None, things: list[UUID]) -> tuple[dict[Any, Any], set[Any], dict[Any, Any]]:
    if sheet is None:
        return {}, set(), {}
    rated = Rating.objects.filter(sheet=sheet, rater=reader.id, item__thing__in=things)
    out = Recusal.objects.filter(item__sheet=sheet, actor=reader.id, item__thing__in=things)
    items = Item.objects.filter(sheet=sheet, thing__in=things).values_list("thing_id", "count", "total")
    return (
        dict(rated.values_list("item__thing_id", "score")),
        set(out.values_list("item__thing_id", flat=True)),
        {thing: (count, total) for thing, count, total in items},
    )


@dataclass(frozen=True)
class NoteView:
    """A note, ready to show."""

    author: str
    handle: str
    text: str
    at: datetime


def notes_of(call: Call, contribution: Contribution | None = None) -> list[NoteView]:
    """Return what the jury noted of a contribution, or of all together, in order."""
    rows = JuryNote.objects.filter(call=call, contribution=contribution).order_by("id")
    return [NoteView(*row) for row in rows.values_list("author__name", "author__handle", "text", "at")[:200]]


def recusals_of(call: Call) -> list[dict[str, Any]]:
    """Return who stays out of what, and why; for those who answer for the call alone."""
    sheet = sheet_of(call.id, Panel.JURY)
    rows = Recusal.objects.filter(item__sheet=sheet).order_by("id") if sheet else Recusal.objects.none()
    fields = ("actor__name", "item__thing__title", "reason", "at")
    return [dict(zip(("who", "title", "reason", "at"), row, strict=True)) for row in rows.values_list(*fields)[:200]]


@dataclass(frozen=True)
class StatementView:
    """What the jury says: its draft too, to those who write it."""

    html: SafeString
    source: str
    published: datetime | None


def statement_of(call: Call, *, drafts: bool = False) -> StatementView | None:
    """Return the jury's statement once it is published; with `drafts` before."""
    found = JuryStatement.objects.filter(call=call).first()
    if found is None or not (drafts or found.published):
        return None
    return StatementView(SafeString(found.text_html), found.text, found.published)


@dataclass(frozen=True)
class Chosen:
    """A contribution on the shortlist."""

    position: int
    number: int
    title: str
    language: str
    url: str
    author: str


@dataclass(frozen=True)
class ShortlistView:
    """The shortlist: when it was announced, and what the reader sees of it."""

    announced: datetime | None
    entries: list[Chosen]


def shortlist_of(reader: Reader, call: Call, *, drafts: bool = False, is_blind: bool = False) -> ShortlistView | None:
    """Return the shortlist once it is announced; with `drafts` before, to those who choose it."""
    shortlist = Shortlist.objects.filter(call=call).first()
    if shortlist is None or not (drafts or shortlist.announced):
        return None
    rows = Contribution.objects.filter(shortlisted__shortlist=shortlist, state=ContributionState.SUBMITTED)
    rows = rows.order_by("shortlisted__position")
    found = list(rows.values_list("id", "shortlisted__position", "number", "title", "language", "author__name"))
    hides = hiders([row[0] for row in found]) if is_blind else {}
    return ShortlistView(shortlist.announced, [_chosen(call, hides.get(key), *row) for key, *row in found])


def _chosen(
    call: Call, hide: Hide | None, position: int, number: int, title: str, language: str, author: str
) -> Chosen:
    if hide:
        return Chosen(position, number, hide(title), language, _judging_url(call, number), "")
    return Chosen(position, number, title, language, contribution_url(call.slug, number, title), author)


def _judging_url(call: Call, number: int) -> str:
    return reverse("calls:judge", args=[call.slug, number])


@dataclass(frozen=True)
class Side:
    """One of up to four contributions side by side."""

    number: int
    title: str
    language: str
    url: str
    author: str
    summary: str
    html: SafeString
    cost: Money | None
    picture: Picture | None
    rated: str
    place: str


def side_by_side(reader: Reader, call: Call, numbers: list[int], *, with_ratings: bool) -> list[Side]:
    """Return up to four contributions that the reader sees, in the order asked for."""
    wanted = list(dict.fromkeys(numbers))[:MOST_COMPARED]
    rows = Contribution.objects.visible_to(reader).select_related("author")
    found = {row.number: row for row in rows.filter(call=call, number__in=wanted, state=ContributionState.SUBMITTED)}
    ordered = [found[number] for number in wanted if number in found]
    pictures = visible_pictures(reader, [row.picture for row in ordered if row.picture])
    sheet = sheet_of(call.id) if with_ratings else None
    items = Item.objects.filter(sheet=sheet, thing__in=[row.id for row in ordered]) if sheet else Item.objects.none()
    rated = {row[0]: row[1:] for row in items.values_list("thing_id", "count", "total", "place__rank", "place__score")}
    return [_side(call, row, pictures, rated.get(row.id)) for row in ordered]


def _side(call: Call, row: Contribution, pictures: dict[Any, Picture], rated: Any) -> Side:
    count, total, rank, score = rated or (0, 0, None, None)
    return Side(
        number=row.number, title=row.title, language=row.language, url=contribution_url(call.slug, row.number, row.title),
        author=row.author.name, summary=row.summary, html=SafeString(row.text_html),
        cost=None if row.cost is None else call.money(row.cost), picture=pictures.get(row.picture),
        rated=_("%(mean)s on average, %(n)d ratings") % {"mean": points(total / count / 1000), "n": count} if count else "",
        place=_("place %(n)d, %(score)s points corrected") % {"n": rank, "score": points(score / 1000)} if rank else "",
    )  # fmt: skip
