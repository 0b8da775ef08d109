"""Calls, what was handed in, and results as tables to take along: no more than the pages show the reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.foundation.money import Money
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Outcome
from allmende.rooms.calls.queries.contributions import contributions_page
from allmende.rooms.calls.queries.finding import find_call
from allmende.rooms.calls.queries.lists import calls_page
from allmende.rooms.calls.queries.result import result_page

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
        for card in page.cards:
            chosen = "" if card.is_chosen is None else _("yes") if card.is_chosen else _("no")
            yield (
                card.number, card.title, card.summary, card.author.name, card.behalf, _amount(card.cost), card.comments,
                chosen, Layer(card.layer).label, card.url,
            )  # fmt: skip
        if not (after := page.next):
            return


def _results(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    call = _call(reader, root, query)
    result = result_page(reader, call) if call else None
    if result is None:
        return
    for each in result.rounds:
        yield each.number, each.title, _amount(each.cost), each.support, _("yes"), " ".join(each.why)
    for other in result.not_funded:
        yield None, other.title, _amount(other.cost), other.support, _("no"), other.why


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
    counted = call is not None and Outcome.objects.filter(call=call, result__isnull=False).exists()
    return allow_if(counted, _("There is nothing here for you."), status=404)


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
        },
        _contributions, _who_sees_the_call, _page_of("calls:contributions"), is_personal=True,
    ),
    Sheet(
        "results", _("Result"),
        {
            "round": _("Round"), "title": TITLE, "cost": COST, "support": _("Support"), "funded": _("Funded"), "why": _("Why"),
        },
        _results, _who_sees_the_result, _page_of("calls:result"),
    ),
)  # fmt: skip
