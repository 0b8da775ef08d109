"""Calls, what was handed in, and results as tables to take along: no more than the pages show the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.spaces.models import Space
from allmende.foundation.money import Money
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Outcome
from allmende.rooms.calls.queries.book import book_of, texts_of
from allmende.rooms.calls.queries.contributions import contributions_page
from allmende.rooms.calls.queries.finding import find_call
from allmende.rooms.calls.queries.lists import calls_page
from allmende.rooms.calls.queries.rating import ranking_rows
from allmende.rooms.calls.queries.result import result_page
from allmende.rooms.calls.rules import may_see_result, sees_rating_results

PAGE = 200


def _amount(money: Money | None) -> str:
    return money.format(get_language() or "en") if money else ""


def _calls(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    after: UUID | None = None
    while True:
        page = calls_page(reader, root, query.get("show", ""), after, PAGE)
        for card in page.cards:
            yield (
                card.title, card.summary, card.place, card.standing.label, card.contributions, _amount(card.budget),
                Layer(card.layer).label, card.url,
            )  # fmt: skip
        if (after := page.next) is None:
            return


def _contributions(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    call, after = _call(reader, root, query), ""
    while call is not None:
        page = contributions_page(reader, call, query.get("order", "newest"), after, PAGE)
        texts = texts_of(page.cards)
        for card in page.cards:
            chosen = "" if card.is_chosen is None else _("yes") if card.is_chosen else _("no")
            yield (
                card.number, card.title, card.summary, card.author.name, card.behalf, _amount(card.cost), card.comments,
                chosen, Layer(card.layer).label, card.url, texts.get(card.id, ""),
            )  # fmt: skip
        if not (after := page.next):
            return


def _brief(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    if call := _call(reader, root, query):
        yield call.title, call.summary
        yield from call.sections.order_by("position").values_list("heading", "text")


def _results(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    call = _call(reader, root, query)
    result = result_page(reader, call) if call else None
    if result is None:
        return
    for each in result.rounds:
        yield each.number, each.title, _amount(each.cost), each.support, _("yes"), " ".join(each.why)
    for other in result.not_funded:
        yield None, other.title, _amount(other.cost), other.support, _("no"), other.why


def _ranking(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    call, after = _call(reader, root, query), ""
    sheet = sheet_of(call.id) if call else None
    while call is not None and sheet is not None:
        rows, after = ranking_rows(reader, call, sheet, after, PAGE)
        for row in rows:
            yield row.rank, row.number, row.title, row.author, row.score, row.reach, row.mean, row.count, row.url
        if not after:
            return


def _call(reader: Reader, root: Space, query: Query) -> Call | None:
    slug = query.get("call", "")
    return find_call(reader, root, slug) if slug else None


def _anyone(reader: Reader, root: Space, query: Query) -> Verdict:
    """A list of what one sees anyway."""
    return allow_if(True, "")


def _who_sees_the_call(reader: Reader, root: Space, query: Query) -> Verdict:
    return allow_if(_call(reader, root, query), _("There is nothing here for you."), status=404)


def _who_sees_the_result(reader: Reader, root: Space, query: Query) -> Verdict:
    call = _call(reader, root, query)
    counted = (
        call is not None
        and may_see_result(reader, call)
        and Outcome.objects.filter(call=call, result__isnull=False).exists()
    )
    return allow_if(counted, _("There is nothing here for you."), status=404)


def _who_sees_the_ranking(reader: Reader, root: Space, query: Query) -> Verdict:
    call = _call(reader, root, query)
    seen = allow_if(call, _("There is nothing here for you."), status=404)
    return sees_rating_results(reader, call) if call else seen


def _page_of(name: str) -> Any:
    return lambda query: reverse(name, args=[query["call"]])


TITLE, COST, LAYER, ADDRESS = _("Title"), _("Cost"), _("Who sees it"), _("Link")

SHEETS = (
    Sheet(
        "calls", _("Calls"),
        {
            "title": TITLE, "summary": _("In a sentence"), "place": _("Space"), "standing": _("Where it stands"),
            "contributions": _("Contributions"), "budget": _("Budget"), "layer": LAYER, "address": ADDRESS,
        },
        _calls, _anyone, lambda query: f"{reverse('calls:index')}?show={query.get('show', '')}",
    ),
    Sheet(
        "contributions", _("Contributions"),
        {
            "number": _("Number"), "title": TITLE, "summary": _("In a sentence"), "author": _("By"), "behalf": _("For"),
            "cost": COST, "comments": _("Comments"), "funded": _("Funded"), "layer": LAYER, "address": ADDRESS,
            "text": _("Description"),
        },
        _contributions, _who_sees_the_call, _page_of("calls:contributions"), is_personal=True, book=book_of,
    ),
    Sheet(
        "brief", _("Brief"), {"heading": _("Heading"), "text": _("Text")}, _brief, _who_sees_the_call, _page_of("calls:call"),
    ),
    Sheet(
        "results", _("Result"),
        {
            "round": _("Round"), "title": TITLE, "cost": COST, "support": _("Support"), "funded": _("Funded"), "why": _("Why"),
        },
        _results, _who_sees_the_result, _page_of("calls:result"),
    ),
    Sheet(
        "rating", _("Result of the rating"),
        {
            "rank": _("Place"), "number": _("Number"), "title": TITLE, "author": _("By"), "score": _("Score"), "reach": _("From … to"),
            "mean": _("Plain average"), "ratings": _("Ratings"), "address": ADDRESS,
        },
        _ranking, _who_sees_the_ranking, _page_of("calls:rating_results"),
    ),
)  # fmt: skip
