"""What search, feeds and exports may know of plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from allmende.foundation.doors import Document
from allmende.foundation.text.excerpts import plain
from allmende.rooms.plans.models import Answer, Plan


def plan_documents(things: Sequence[UUID]) -> list[Document]:
    """A plan with its sentence and its answers."""
    said: dict[UUID, list[str]] = {}
    for plan, text in Answer.objects.filter(plan__in=things).order_by("id").values_list("plan_id", "text"):
        said.setdefault(plan, []).append(plain(text))
    rows = Plan.objects.filter(id__in=things).values_list("id", "title", "summary", "language")
    return [
        Document(key, title, " ".join([summary, *said.get(key, [])]), language)
        for key, title, summary, language in rows
    ]


def plan_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """What was learnt in plans that are done, as HTML."""
    return dict(Plan.objects.filter(id__in=things).exclude(learnt_html="").values_list("id", "learnt_html"))


def plan_texts(things: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    """Everything that people wrote in plans, for the links in it."""
    yield from Plan.objects.filter(id__in=things).values_list("id", "learnt_html")
    yield from Answer.objects.filter(plan__in=things).values_list("plan_id", "text_html")
