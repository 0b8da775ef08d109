"""What has happened, what is to be found, what concerns me, and what I keep."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from ninja import Field, Query, Schema

from allmende.commons.bin.queries import BinPage, bin_of_space, my_bin
from allmende.commons.bin.rules import may_see_bin
from allmende.commons.follows.commands import follow, unfollow
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.shapes import LayerName, Who, layer_name, who
from allmende.commons.tokens.areas import FINDING, ME, SPACES
from allmende.foundation.api import AFTER, LIMIT, Input, Operations, Page, Whole, paged
from allmende.foundation.doors import doors
from allmende.foundation.verdicts import require
from allmende.observers.feed.commands import mark_looked
from allmende.observers.feed.queries import page_of as feed_page
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.queries import page_of as notices_page
from allmende.observers.search.queries import search as find
from allmende.surfaces.api.things import thing_at
from allmende.surfaces.web.spaces.fetching import get_space

finding, me, spaces = Operations(FINDING), Operations(ME), Operations(SPACES)

LAST_NUMBER = 2**63 - 1


class HitOut(Schema):
    """Something that was found."""

    id: UUID
    kind: str = Field(examples=["contribution"])
    title: str = Field(examples=["A pond"])
    snippet: str = Field(examples=["It cools the air, and the frogs will like it too."])
    language: str = Field(examples=["en"])
    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])
    is_archived: bool = Field(description="Whether it is an archived space, or stands in one: it can only be read.")
    is_practice: bool = Field(description="Whether it only practises: nothing of it counts.")


class FeedOut(Schema):
    """Something that happened; several of a kind on one day are one."""

    number: int = Field(examples=[4711])
    at: datetime
    activity: str = Field(examples=["CommentAdded"])
    thing: UUID
    kind: str = Field(examples=["contribution"])
    title: str = Field(examples=["A pond"])
    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])
    layer: LayerName
    sentence: str = Field(examples=["Ada Berg commented on A pond"])
    people: list[Who]
    count: int = Field(examples=[1])


class NoticeOut(Schema):
    """Something that concerns you."""

    id: UUID
    at: datetime
    is_read: bool
    reason: str = Field(examples=["threads.reply"])
    actor: Who | None
    thing: UUID
    title: str
    url: str
    sentence: str = Field(examples=["Ada Berg replied to you on A pond"])
    is_practice: bool = Field(description="Whether it only practises: nothing of it counts.")


class NoticesIn(Input):
    """Which notices you have read; null: all of them."""

    ids: list[UUID] | None = Field(None, max_length=100)


class LookIn(Input):
    """The `number` of the newest line of the feed that you have seen."""

    upto: Whole = Field(ge=1, le=LAST_NUMBER, examples=[4711])


class DraftOut(Schema):
    """Something that you have begun and not shared yet."""

    id: UUID
    kind: str = Field(examples=["Contribution"])
    title: str
    url: str
    at: datetime | None


class BinOut(Schema):
    """Something that lies in the bin."""

    id: UUID
    kind: str
    title: str
    by: Who | None
    at: datetime
    until: datetime
    may_restore: bool


@finding.reads("/search", Page[HitOut])
def search(
    request: HttpRequest, response: HttpResponse, q: str = Query(..., max_length=400), kind: str = Query("", max_length=20),
    after: str = Query("", max_length=200, description="The key of the page before; it stands in its `Link`."),
    limit: int = LIMIT,
) -> Any:  # fmt: skip
    """Find what you may see; every word counts, in any of its forms."""
    page = find(request.actor, q, kind=kind or None, after=after or None, limit=limit)
    shown = [
        {
            "id": hit.thing, "kind": hit.kind, "title": strip_tags(hit.title), "snippet": strip_tags(hit.snippet),
            "language": hit.language, "url": request.build_absolute_uri(hit.url), "is_archived": hit.is_archived, "is_practice": hit.is_practice,
        }
        for hit in page.hits
    ]  # fmt: skip
    return paged(request, response, shown, page.after)


@me.puts("/feed/reading")
def mark_news_read(request: HttpRequest, sent: LookIn) -> None:
    """Note how far you have looked at the news of the community; it never goes back."""
    require(is_signed_in(request.actor))
    mark_looked(request.actor, request.space, sent.upto)


@finding.reads("/feed", Page[FeedOut])
def list_feed(
    request: HttpRequest, response: HttpResponse, space: str = Query("", max_length=60, description="The slug of a space."),
    after: int | None = Query(None, ge=1, le=LAST_NUMBER), limit: int = LIMIT,
) -> Any:  # fmt: skip
    """List what happened to things that you see, the latest first."""
    place = get_space(request, space).id if space else None
    page = feed_page(request.actor, request.space, after, limit, space=place)
    shown = [
        {
            "number": item.key, "at": item.at, "activity": item.activity, "thing": item.thing, "kind": item.kind, "title": item.title,
            "url": request.build_absolute_uri(item.url), "layer": layer_name(item.layer), "sentence": _sentence(item),
            "people": map(who, item.people), "count": item.count,
        }
        for item in page.items
    ]  # fmt: skip
    return paged(request, response, shown, page.next)


@me.reads("/notices", Page[NoticeOut], members=True)
def list_notices(
    request: HttpRequest, response: HttpResponse, unread: bool = False, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List what concerns you, the latest first."""
    page = notices_page(request.actor, after, limit, only_unread=unread)
    shown = [
        {
            "id": item.key, "at": item.at, "is_read": item.is_read, "reason": item.reason, "actor": who(item.actor),
            "thing": item.thing, "title": item.title, "url": request.build_absolute_uri(item.url), "sentence": _sentence(item),
            "is_practice": item.is_practice,
        }
        for item in page.items
    ]  # fmt: skip
    return paged(request, response, shown, page.next)


@me.puts("/notices/reading")
def mark_notices_read(request: HttpRequest, sent: NoticesIn) -> None:
    """Note that you have read notices."""
    mark_read(request.actor, sent.ids)


@me.reads("/drafts", Page[DraftOut], members=True)
def list_drafts(request: HttpRequest, response: HttpResponse) -> Any:
    """List what you have begun in every room."""
    cards = [card for room in doors() if room.drafts for card in room.drafts(request.actor)]
    shown = [
        {"id": card.thing, "kind": str(card.kind), "title": card.title, "url": request.build_absolute_uri(card.url), "at": card.at}
        for card in cards
    ]  # fmt: skip
    return paged(request, response, shown, None)


@me.reads("/bin", Page[BinOut], members=True)
def list_my_bin(request: HttpRequest, response: HttpResponse, after: UUID | None = AFTER, limit: int = LIMIT) -> Any:
    """List what you have put in the bin; it stays for 30 days."""
    return _bin(request, response, my_bin(request.actor, after, limit))


@spaces.reads("/spaces/{slug:slug}/bin", Page[BinOut], members=True)
def list_bin_of_space(
    request: HttpRequest, response: HttpResponse, slug: str, after: UUID | None = AFTER, limit: int = LIMIT
) -> Any:
    """List what was put in the bin in a space, for its curators."""
    place = get_space(request, slug)
    require(may_see_bin(request.actor, place))
    return _bin(request, response, bin_of_space(request.actor, place, after, limit))


@me.puts("/things/{uuid:key}/follow")
def follow_thing(request: HttpRequest, key: UUID) -> None:
    """Follow a thing: you hear of what happens to it."""
    follow(request.actor, thing_at(request, key))


@me.removes("/things/{uuid:key}/follow")
def unfollow_thing(request: HttpRequest, key: UUID) -> None:
    """Follow a thing no longer."""
    unfollow(request.actor, thing_at(request, key))


def _sentence(item: Any) -> str:
    return "".join(piece.text for piece in item.pieces)


def _bin(request: HttpRequest, response: HttpResponse, page: BinPage) -> Any:
    shown = [
        {
            "id": row.thing, "kind": row.kind, "title": row.title, "by": who(row.by), "at": row.at, "until": row.until,
            "may_restore": row.may_restore,
        }
        for row in page.rows
    ]  # fmt: skip
    return paged(request, response, shown, page.next)
