"""Contributions in lists and by themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString, mark_safe

from allmende.commons.audiences.queries import Seen, reach_of
from allmende.commons.authorship.queries import made_by
from allmende.commons.files.queries import Document, Picture, Shot, portrait_url, shown_on, shown_with, visible_pictures
from allmende.commons.previews.queries import with_cards
from allmende.commons.tags.words import link_tags
from allmende.foundation.ids import MAX_ID, key_in
from allmende.foundation.kept import kept
from allmende.foundation.money import Money
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import ActorCard
from allmende.rooms.calls.models import Call, Contribution, ContributionState, FieldKind
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.template import AnswerTo, template_of
from allmende.rooms.calls.rules import may_see_result

PAGE = 24
FIELDS = (
    "id", "number", "ballot_key", "title", "summary", "language", "audience__layer", "cost", "picture", "is_chosen", "state",
    "published", "lot", "author_id", "author__handle", "author__name", "author__portrait", "author__kind", "behalf__body__title", "answers",
    "talk__comment_count",
)  # fmt: skip
MOST_ON_A_BALLOT = 500
type Only = Mapping[str, str]
RING = 2**31
"""So many lots there are."""


@dataclass(frozen=True)
class ContributionCard:
    """A contribution in a list."""

    id: UUID
    number: int
    key: str
    url: str
    title: str
    summary: str
    language: str
    layer: int
    cost: Money | None
    picture: Picture | None
    is_chosen: bool | None
    comments: int
    author: ActorCard
    portrait: str
    behalf: str = ""
    """The organisation or network that it was made for."""
    facts: tuple[str, ...] = ()
    """What was chosen in the call's own fields."""


@dataclass(frozen=True)
class ContributionList:
    """One page of contributions; `next` is the key of the following one, as it stands in the address."""

    cards: list[ContributionCard]
    next: str


def contributions_page(
    reader: Reader, call: Call, order: str = "mixed", after: str = "", limit: int = PAGE, *, only: Only | None = None
) -> ContributionList:
    """Return one page of what was handed in to a call and the reader sees; two statements, one more where the ring closes.

    `mixed` gives each contribution a lot at its making and begins at another place for each reader, so that none is always
    first; `newest` and `chosen` (funded ones first) are the other orders. `after` is the key from the page before; one that
    is none counts as the first page. `only` are values of the call's own fields by their keys: others are left out.
    """
    if order == "newest":
        before = key_in(after) or MAX_ID
        rows = (
            _newest_of(reader, call.id, before, only)[: limit + 1]
            if only
            else _newest(limit + 1).by(reader, call.id, before)
        )
        found = _named(rows)
        following = str(found[limit - 1]["published"]) if len(found) > limit else ""
        return ContributionList(_cards(reader, call, found[:limit]), following)
    return _mixed(reader, call, after, limit, only)


def _chosen(rows: QuerySet[Contribution], only: Only | None) -> QuerySet[Contribution]:
    for key, value in (only or {}).items():
        rows = rows.annotate(**{f"chosen_{key}": AnswerTo(key)}).filter(**{f"chosen_{key}": value})
    return rows


def _newest_of(reader: Reader, call: UUID, before: UUID, only: Only | None = None) -> QuerySet[Contribution, Any]:
    rows = _chosen(_handed_in(reader, call), only).filter(published__lt=before).order_by("-published")
    return rows.values_list(*FIELDS)


def _in_ring(
    reader: Reader, call: UUID, above: int, upto: int, only: Only | None = None
) -> QuerySet[Contribution, Any]:
    rows = _chosen(_handed_in(reader, call), only).filter(lot__gt=above, lot__lte=upto).order_by("lot", "id")
    return rows.values_list(*FIELDS)


def _handed_in(reader: Reader, call: UUID) -> QuerySet[Contribution]:
    rows: QuerySet[Contribution] = Contribution.objects.visible_to(reader)
    return rows.filter(call=call, state=ContributionState.SUBMITTED)


@cache
def _newest(most: int) -> Seen:
    return Seen(lambda reader, call, before: _newest_of(reader, call, before)[:most], UUID, UUID)


@cache
def _ring(most: int) -> Seen:
    return Seen(lambda reader, call, above, upto: _in_ring(reader, call, above, upto)[:most], UUID, int, int)


def _named(rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(FIELDS, row, strict=True)) for row in rows]


def visible_counts(reader: Reader, calls: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many contributions the reader sees in each of these calls: counts tell nothing hidden.

    They are counted per audience, in one statement for all readers, and summed over the reader's reach.
    """
    wanted, reach, seen = tuple(calls), set(reach_of(reader)), Counter[UUID]()
    for call, audience, count in kept(("counts", wanted), lambda: _counts(wanted)):
        if audience in reach:
            seen[call] += count
    return dict(seen)


def _counts(calls: tuple[UUID, ...]) -> list[tuple[UUID, int, int]]:
    rows = Contribution.objects.filter(call__in=calls, state=ContributionState.SUBMITTED).order_by()
    return list(
        rows.values("call_id", "audience_id").annotate(n=Count("pk")).values_list("call_id", "audience_id", "n")
    )


def _mixed(reader: Reader, call: Call, after: str, limit: int, only: Only | None) -> ContributionList:
    """Walk round the ring of lots, from the reader's own starting point until it is reached again."""
    start = 0 if reader.is_guest else (reader.id.int ^ call.id.int) % RING  # type: ignore[union-attr]
    here = int(after) if after.isascii() and after.isdigit() and len(after) < 11 else -1
    last = RING - 1

    def span(above: int, upto: int) -> list[Any]:
        if only:
            return list(_in_ring(reader, call.id, above, upto, only)[: limit + 1])
        return _ring(limit + 1).by(reader, call.id, above, upto)

    if start + here < RING:
        rows = span(start + here, last)
        rows += span(-1, start - 1)[: limit + 1 - len(rows)] if len(rows) <= limit else []
    else:
        rows = span(min(start + here - RING, last), start - 1)
    found = _named(rows)
    following = str((found[limit - 1]["lot"] - start) % RING) if len(found) > limit else ""
    return ContributionList(_cards(reader, call, found[:limit]), following)


def all_cards(reader: Reader, call: Call) -> list[ContributionCard]:
    """Return everything that is up for the vote, in the reader's own mixed order: a ballot has no second page."""
    return contributions_page(reader, call, limit=MOST_ON_A_BALLOT).cards


def _posters(call: Call, rows: Sequence[dict[str, Any]]) -> dict[UUID, Picture]:
    """What is shown before the video of a contribution without a picture plays; asked only where the call wants videos."""
    beside = shown_on(row["id"] for row in rows if not row["picture"]) if call.needs_video else {}
    shots = {key: next((one for one in shown.recordings if one.poster), None) for key, shown in beside.items()}
    return {
        key: Picture(shot.id, shot.poster, "", shot.poster, shot.width or 0, shot.height or 0, shot.alt)
        for key, shot in shots.items()
        if shot
    }


def _cards(reader: Reader, call: Call, rows: Sequence[dict[str, Any]]) -> list[ContributionCard]:
    pictures = visible_pictures(reader, [row["picture"] for row in rows if row["picture"]])
    posters = _posters(call, rows)
    asked = [field.key for field in template_of(call.id) if field.kind == FieldKind.CHOICE] if rows else []
    shows = may_see_result(reader, call)
    return [
        ContributionCard(
            id=row["id"], number=row["number"], key=row["ballot_key"],
            url=contribution_url(call.slug, row["number"], row["title"]), title=row["title"], summary=row["summary"],
            language=row["language"], layer=row["audience__layer"],
            cost=None if row["cost"] is None else Money(row["cost"], call.currency),
            picture=pictures.get(row["picture"]) or posters.get(row["id"]), is_chosen=row["is_chosen"] if shows else None,
            comments=row["talk__comment_count"] or 0,
            author=ActorCard(
                row["author_id"], row["author__handle"], row["author__name"], row["author__portrait"], row["author__kind"]
            ),
            portrait=portrait_url(row["author__portrait"]), behalf=row["behalf__body__title"] or "",
            facts=tuple(said for key in asked if (said := (row["answers"] or {}).get(key))),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """One of the reader's own unfinished contributions."""

    title: str
    url: str
    call: str
    state: str
    changed: datetime


def my_drafts(reader: Reader, call: Call | None = None, limit: int = 50) -> list[Draft]:
    """Return what the reader has begun or withdrawn, of one call or of all, the last changed first."""
    if reader.is_guest:
        return []
    found = _unfinished_in(limit).by(reader, reader.id, call.id) if call else _unfinished(limit).by(reader, reader.id)
    return [
        Draft(title, contribution_url(slug, number, title), call_title, state, changed)
        for title, number, slug, call_title, state, changed in found
    ]


@cache
def _unfinished(most: int) -> Seen:
    return Seen(lambda reader, author: _begun(reader, author)[:most], UUID)


@cache
def _unfinished_in(most: int) -> Seen:
    return Seen(lambda reader, author, call: _begun(reader, author).filter(call=call)[:most], UUID, UUID)


def _begun(reader: Reader, author: UUID) -> QuerySet[Contribution, Any]:
    unfinished = (
        Q(state=ContributionState.DRAFT)
        | Q(state=ContributionState.WITHDRAWN)
        | Q(state=ContributionState.HELD)
        | Q(state=ContributionState.UNSEEN)
    )
    rows: QuerySet[Contribution] = Contribution.objects.visible_to(reader)
    rows = rows.filter(unfinished, made_by(author)).order_by("-changed")
    return rows.values_list("title", "number", "call__slug", "call__title", "state", "changed")


@dataclass(frozen=True)
class ContributionBody:
    """The part of a contribution's page that is the same for all who see it."""

    html: SafeString
    pictures: tuple[Picture, ...]
    documents: tuple[Document, ...]
    recordings: tuple[Shot, ...]
    cost: Money | None
    share: int
    """What the cost is of the budget, in whole per cent."""


def body_of(reader: Reader, contribution: Contribution) -> ContributionBody:
    """Return text, pictures and documents of a contribution that the reader sees."""
    call = contribution.call
    cost = None if contribution.cost is None else call.money(contribution.cost)
    share = round(100 * contribution.cost / call.budget) if contribution.cost and call.budget else 0
    mine = [contribution.id] if reader.id == contribution.author_id else []
    [html] = with_cards([(contribution.id, mark_safe(contribution.text_html))], contribution.audience, mine)
    return ContributionBody(link_tags(html), *shown_with(contribution.id), cost, share)


def neighbours(reader: Reader, contribution: Contribution) -> tuple[str, str]:
    """Return the addresses of the contributions before and after, by number; empty at the ends."""
    call = contribution.call_id
    seen = frozenset(reach_of(reader)) & {
        audience for _call, audience, _n in kept(("counts", (call,)), lambda: _counts((call,)))
    }
    return kept(("neighbours", contribution.id, seen), lambda: _neighbours(seen, contribution))


def _neighbours(audiences: frozenset[int], contribution: Contribution) -> tuple[str, str]:
    rows = Contribution.objects.filter(
        audience__in=audiences, call=contribution.call_id, state=ContributionState.SUBMITTED
    )
    before = rows.filter(number__lt=contribution.number).order_by("-number").values_list("number", "title").first()
    following = rows.filter(number__gt=contribution.number).order_by("number").values_list("number", "title").first()
    slug = contribution.call.slug
    return (
        contribution_url(slug, *before) if before else "",
        contribution_url(slug, *following) if following else "",
    )
