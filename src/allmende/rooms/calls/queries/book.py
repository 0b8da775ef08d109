"""The book of a call: its brief and all that was handed in, one after the other, to print and to leaf through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.spaces.letterheads import letterhead_of
from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.pdf.prose import blocks_of
from allmende.foundation.pdf.rendering import render_pdf
from allmende.foundation.sheets import Query
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.contributions import ContributionCard, contributions_page
from allmende.rooms.calls.queries.finding import find_call

MOST = 1000
"""Contributions in one book: about as many pages."""
PAGE = 200
SECONDS = 120


def texts_of(cards: Sequence[ContributionCard]) -> dict[UUID, str]:
    """Return the text (Markdown) of each contribution of a page that the reader sees."""
    return dict(
        Contribution.objects.filter(id__in=[card.id for card in cards]).values_list("id", "text")
    )  # house: seen


def book_of(reader: Reader, root: Space, query: Query) -> tuple[bytes, int]:
    """Return the book of the call that a page's query names, as the reader sees it, and how many contributions stand in it.

    Raises Refused (404) where the reader sees no such call.
    """
    call = find_call(reader, root, query.get("call", ""))
    if call is None:
        raise Refused(_("There is nothing here for you."), 404)
    entries = _entries(reader, call, query.get("order", "newest"))
    language = (get_language() or call.language)[:2]
    data = {
        "kicker": _("Call"), "title": call.title, "lead": call.summary, "contents": _("Contributions"),
        "brief": [
            {"heading": heading, "text": blocks_of(text, top=3)}
            for heading, text in call.sections.order_by("position").values_list("heading", "text")
        ],
        "entries": entries, "none": _("Nothing has been handed in yet."),
    }  # fmt: skip
    paper = render_pdf(
        "calls/book.typ",
        data,
        language=language,
        letterhead=letterhead_of(call.place),
        dated=clock.now(),
        seconds=SECONDS,
    )
    return paper, len(entries)


def _entries(reader: Reader, call: Call, order: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    after = ""
    while len(entries) < MOST:
        page = contributions_page(reader, call, order, after, PAGE)
        texts = texts_of(page.cards)
        entries += [_entry(card, texts.get(card.id, "")) for card in page.cards]
        if not (after := page.next):
            break
    return entries[:MOST]


def _entry(card: ContributionCard, text: str) -> dict[str, Any]:
    facts = [(_("By"), card.author.name), (_("For"), card.behalf)]
    facts += [(_("Cost"), card.cost.format(get_language() or "en") if card.cost else "")]
    facts += [(_("Funded"), "" if card.is_chosen is None else _("yes") if card.is_chosen else _("no"))]
    return {
        "number": str(card.number), "title": card.title, "language": card.language, "text": blocks_of(text, top=3),
        "facts": [[name, value] for name, value in facts if value],
    }  # fmt: skip
