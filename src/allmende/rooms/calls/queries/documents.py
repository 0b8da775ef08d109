"""What search and feeds may know of calls and contributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from allmende.foundation.doors import Document
from allmende.foundation.text.excerpts import plain
from allmende.rooms.calls.models import Call, Contribution, Section, Teaser


def call_documents(things: Sequence[UUID]) -> list[Document]:
    """A call with its summary and brief."""
    sections: dict[UUID, list[str]] = {}
    for call, heading, text in Section.objects.filter(call__in=things).values_list("call_id", "heading", "text"):
        sections.setdefault(call, []).extend((heading, plain(text)))
    rows = Call.objects.filter(id__in=things).values_list("id", "title", "summary", "language")
    return [
        Document(id_, title, " ".join([summary, *sections.get(id_, [])]), lang) for id_, title, summary, lang in rows
    ]


def call_texts(things: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    """The sections of briefs."""
    return Section.objects.filter(call__in=things).values_list("call_id", "text_html")


def contribution_texts(things: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    """The texts of contributions."""
    return Contribution.objects.filter(id__in=things).values_list("id", "text_html")


def contribution_documents(things: Sequence[UUID]) -> list[Document]:
    """A contribution with its text."""
    rows = Contribution.objects.filter(id__in=things).values_list("id", "title", "text", "language")
    return [Document(id_, title, plain(text), language) for id_, title, text, language in rows]


def call_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """A call's summary and brief as HTML."""
    sections: dict[UUID, list[tuple[str, str]]] = {}
    for call, heading, html in Section.objects.filter(call__in=things).values_list("call_id", "heading", "text_html"):
        sections.setdefault(call, []).append((heading, mark_safe(html)))
    rows = Call.objects.filter(id__in=things).values_list("id", "summary")
    return {
        call: format_html("<p>{}</p>{}", summary, format_html_join("", "<h2>{}</h2>{}", sections.get(call, [])))
        for call, summary in rows
    }


def contribution_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """A contribution's text as HTML."""
    return dict(Contribution.objects.filter(id__in=things).values_list("id", "text_html"))


def parts_of(call: UUID) -> QuerySet[Contribution, UUID]:
    """What was handed in to a call."""
    return Contribution.objects.filter(call=call).values_list("id", flat=True)


def teaser_documents(things: Sequence[UUID]) -> list[Document]:
    """What everyone may know of a call that is signed for."""
    rows = Teaser.objects.filter(id__in=things).values_list("id", "title", "summary", "language")
    return [Document(id_, title, summary, language) for id_, title, summary, language in rows]


def teaser_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """Its summary as HTML."""
    rows = Teaser.objects.filter(id__in=things).values_list("id", "summary")
    return {teaser: format_html("<p>{}</p>", summary) for teaser, summary in rows}
