"""What search may know of calls and contributions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from allmende.foundation.doors import Document
from allmende.foundation.text.excerpts import plain
from allmende.rooms.calls.models import Call, Contribution, Section


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
