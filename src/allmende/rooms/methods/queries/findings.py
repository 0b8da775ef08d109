"""Findings: one by itself, those of a session, and what search and feeds may know."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from allmende.foundation.doors import Document
from allmende.foundation.text.excerpts import plain
from allmende.identity.actors.models import Reader
from allmende.rooms.methods.models import Finding, Method, Session, card_of
from allmende.rooms.methods.models.starting import starting_card
from allmende.rooms.methods.queries.links import finding_url


def find_finding(reader: Reader, key: UUID) -> Finding | None:
    """Return a finding that the reader sees, with its space and session; None otherwise."""
    rows = Finding.objects.visible_to(reader).select_related("audience", "author", "place__root", "session__audience")
    found: Finding | None = rows.filter(id=key).first()
    return found


def findings_of(reader: Reader, session: Session) -> list[tuple[str, str, int]]:
    """Return title, page and layer of what was kept of a session and the reader sees, in the order of keeping."""
    rows = Finding.objects.visible_to(reader).shared().filter(session=session.id).order_by("id")
    return [
        (title, finding_url(key), layer)
        for key, title, layer in rows.values_list("id", "title", "audience__layer")[:100]
    ]


def finding_documents(things: Sequence[UUID]) -> list[Document]:
    """What search may know of findings."""
    rows = Finding.objects.filter(id__in=things).values_list("id", "title", "text", "language")
    return [Document(key, title, plain(text), language) for key, title, text, language in rows]


def finding_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """The texts of findings as HTML."""
    return dict(Finding.objects.filter(id__in=things).values_list("id", "text_html"))


def finding_texts(things: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    """The same, for the links in them."""
    return Finding.objects.filter(id__in=things).values_list("id", "text_html")


def session_documents(things: Sequence[UUID]) -> list[Document]:
    """What search may know of sessions: what they are about, never what a note says."""
    rows = Session.objects.filter(id__in=things).values_list("id", "title", "question", "language")
    return [Document(*row) for row in rows]


def method_documents(things: Sequence[UUID]) -> list[Document]:
    """What search may know of method cards."""
    rows = Method.objects.filter(id__in=things).values_list("id", "title", "kept", "language")
    return [Document(key, title, card_of(kept).text, language) for key, title, kept, language in rows]


def method_titles(things: Sequence[UUID]) -> dict[UUID, str]:
    """What cards of the starting set are called in the language of the moment."""
    rows = Method.objects.filter(id__in=things, revision=0).exclude(key="").values_list("id", "key")
    return {thing: starting_card(key).title for thing, key in rows}
