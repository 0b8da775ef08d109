"""What programs do in calls: list what was handed in, hand something in."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from allmende.foundation.api import MOST_PER_PAGE, Amount, IdempotencyKey, Problem, Session, link_next
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands import hand_in
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.contributions import ContributionCard, contributions_page
from allmende.rooms.calls.queries.finding import find_call, slug_today
from allmende.rooms.calls.queries.links import contribution_url

router = Router(tags=["Calls"])

AFTER = Query(None, description="The key of the page before; it stands in its `Link`.")
LIMIT = Query(24, ge=1, le=MOST_PER_PAGE)


class Author(Schema):
    """Who brought something in."""

    handle: str = Field(examples=["ben-roth"])
    name: str = Field(examples=["Ben Roth"])


class ContributionOut(Schema):
    """A contribution as it stands in a list."""

    id: UUID
    number: int = Field(examples=[7])
    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])
    title: str = Field(examples=["A pond"])
    summary: str = Field(examples=["It cools the air, and the frogs will like it too."])
    language: str = Field(examples=["en"])
    cost: Amount | None
    author: Author
    comments: int = Field(examples=[3])
    is_chosen: bool | None = Field(description="Whether the vote has funded it; null before the count.")


class ContributionPage(Schema):
    """One page of contributions; `next` is the address of the following one."""

    items: list[ContributionOut]
    next: str | None


class ContributionIn(Schema):
    """A contribution to hand in: complete, since nothing is kept of what is refused."""

    model_config = {
        "extra": "forbid",
        "json_schema_extra": {
            "examples": [
                {
                    "title": "A pond",
                    "text": "It cools the air, and the **frogs** will like it too.",
                    "cost": {"minor": 500_000, "currency": "EUR"},
                }
            ]
        },
    }

    # Described here, judged by the command, which says what is missing in its own words.
    title: str = Field(description="One line.", json_schema_extra={"minLength": 3, "maxLength": 120})
    text: str = Field(description="Markdown.", json_schema_extra={"minLength": 20, "maxLength": 40_000})
    cost: Amount | None = Field(None, description="Needed where the call has a budget, in its currency.")
    language: Literal["de", "en", "it"] | None = Field(None, description="Of the text; without it, the author's.")


class HandedIn(Schema):
    """Where a contribution stands that was handed in."""

    id: UUID
    number: int = Field(examples=[7])
    url: str = Field(examples=["https://community.example/calls/a-cooler-schoolyard/contributions/7-a-pond/"])


@router.get(
    "/calls/{slug:slug}/contributions", response={200: ContributionPage, 404: Problem, 422: Problem},
    summary="List what was handed in to a call", operation_id="listContributions",
)  # fmt: skip
def list_contributions(
    request: HttpRequest,
    response: HttpResponse,
    slug: str,
    after: UUID | None = AFTER,
    limit: int = LIMIT,
) -> Any:
    """What the caller sees of it, newest first; also without being signed in, where the call is public."""
    call = _call(request, slug)
    page = contributions_page(request.actor, call, "newest", str(after or ""), limit)
    following = link_next(request, response, after=page.next) if page.next else None
    return {"items": [_shown(request, card) for card in page.cards], "next": following}


@router.post(
    "/calls/{slug:slug}/contributions", auth=Session(), summary="Hand in a contribution", operation_id="handIn",
    response={201: HandedIn} | dict.fromkeys((401, 403, 404, 409, 410, 413, 422), Problem),
)  # fmt: skip
def hand_in_contribution(
    request: HttpRequest, response: HttpResponse, slug: str, contribution: ContributionIn, key: str = IdempotencyKey
) -> Any:
    """Whole or not at all, and once for each key: repeated, the first answer comes again."""
    call = _call(request, slug)
    content = _content(call, contribution)

    def do() -> dict[str, Any]:
        made = hand_in(request.actor, call, **content)
        return {"id": str(made.id), "number": made.number, "url": contribution_url(call.slug, made.number, made.title)}

    made = once(request.actor.id, f"api:{key}", do, request=["handIn", str(call.id), content])
    url = request.build_absolute_uri(made["url"])
    response.headers["Location"] = url
    return Status(201, made | {"url": url})


def _call(request: HttpRequest, slug: str) -> Call:
    """The call that the caller sees at this address or saw there earlier; raises Http404."""
    reader, root = request.actor, request.space
    call = find_call(reader, root, slug) or find_call(reader, root, slug_today(reader, slug))
    if call is None:
        raise Http404
    return call


def _content(call: Call, sent: ContributionIn) -> dict[str, Any]:
    """What the command takes; an amount in another currency than the call's is refused."""
    if sent.cost and sent.cost.currency != call.currency:
        sentence = _("This call counts in %(currency)s.") % {"currency": call.currency}
        raise Refused(sentence, 422, errors={"cost/currency": sentence})
    content: dict[str, Any] = {"title": sent.title, "text": sent.text, "cost": sent.cost.minor if sent.cost else None}
    return content | ({"language": sent.language} if sent.language else {})


def _shown(request: HttpRequest, card: ContributionCard) -> dict[str, Any]:
    return {
        "id": card.id, "number": card.number, "url": request.build_absolute_uri(card.url), "title": card.title,
        "summary": card.summary, "language": card.language, "author": {"handle": card.author.handle, "name": card.author.name},
        "cost": None if card.cost is None else {"minor": card.cost.minor, "currency": card.cost.currency},
        "comments": card.comments, "is_chosen": card.is_chosen,
    }  # fmt: skip
