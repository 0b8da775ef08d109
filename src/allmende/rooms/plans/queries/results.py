"""Results in their tree, and one by itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.commons.things.lines import FIELDS, ThingLine, lines_of
from allmende.commons.things.models import Thing
from allmende.foundation.doors import Document
from allmende.foundation.text.excerpts import plain
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Reader
from allmende.identity.actors.queries import actor_cards
from allmende.rooms.plans.models import Plan, Result, ResultState, Word
from allmende.rooms.plans.models.result import RESULT_TONES
from allmende.rooms.plans.queries.page import Face, face_of

SOURCES = ("call", "contribution", "finding", "post", "plan")
"""Kinds of which a plan or a result may come."""
MOST = 300
"""Results of a space in one tree."""


@dataclass(frozen=True)
class ResultNode:
    """A result in a tree."""

    id: UUID
    title: str
    language: str
    url: str
    state: str
    progress: int
    due: date | None
    parent: UUID | None
    place: str
    """The space it stands in, where the tree is that of a community."""
    children: list[ResultNode] = field(default_factory=list)

    @property
    def label(self) -> Text:
        """Where it stands, in words."""
        return ResultState(self.state).label

    @property
    def tone(self) -> str:
        """The colour of the word."""
        return RESULT_TONES[self.state]


@dataclass(frozen=True)
class EntryView:
    """What happened with a result."""

    day: date
    text: str
    author: Face


def result_url(key: UUID) -> str:
    """The page of a result."""
    return reverse("plans:result", args=[key])


def result_urls(things: Any) -> dict[UUID, str]:
    """The pages of many results."""
    return {key: result_url(key) for key in things}


def result_documents(things: Any) -> list[Document]:
    """What search may know of results."""
    rows = Result.objects.filter(id__in=things).values_list("id", "title", "text", "language")
    return [Document(key, title, plain(text), language) for key, title, text, language in rows]


def result_html(things: Any) -> dict[UUID, str]:
    """The texts of results as HTML."""
    return dict(Result.objects.filter(id__in=things).values_list("id", "text_html"))


def result_texts(things: Any) -> Any:
    """The same, for the links in them."""
    return Result.objects.filter(id__in=things).values_list("id", "text_html")


def tree_of(reader: Reader, space: Space, plan: Plan | None = None) -> list[ResultNode]:
    """Return the results of a space that the reader sees, as a tree; what stands below something unseen stands at the top.

    Those of a community are those of all its spaces. One statement.
    """
    rows = Result.objects.visible_to(reader).shared()
    rows = rows.filter(place=space) if space.root_id else rows.filter(Q(place=space) | Q(place__root=space))
    rows = rows.filter(plan=plan) if plan else rows
    fields = ("id", "title", "language", "state", "progress", "due", "parent", "place__title")
    nodes = {
        key: ResultNode(
            key, title, language, result_url(key), state, progress, due, parent, "" if space.root_id else place
        )
        for key, title, language, state, progress, due, parent, place in rows.order_by("id").values_list(*fields)[:MOST]
    }
    roots = []
    for node in nodes.values():
        above = nodes.get(node.parent) if node.parent else None
        (above.children if above else roots).append(node)
    return roots


def find_result(reader: Reader, key: UUID) -> Result | None:
    """Return a result that the reader sees, with its audience, author, place and plan; None otherwise."""
    rows = Result.objects.visible_to(reader)
    return (
        rows.select_related("audience", "author", "place__root", "place__audience", "plan", "parent")
        .filter(id=key)
        .first()
    )


def entries_of(result: Result) -> list[EntryView]:
    """Return what happened with a result, the latest first; two statements."""
    rows = list(result.entries.order_by("-day", "-id")[:200])
    cards = actor_cards(row.author_id for row in rows)
    return [EntryView(row.day, row.text, face_of(cards.get(row.author_id))) for row in rows]


def sources_shown(reader: Reader, thing: UUID) -> list[ThingLine]:
    """Return what a plan or a result came of directly, as far as the reader sees, in the order it was named."""
    return lines_of(
        Thing.objects.visible_to(reader).filter(led_to__target=thing).order_by("led_to__id").values_list(*FIELDS)
    )


def sources_for(reader: Reader, space: Space, thing: UUID) -> list[tuple[str, str]]:
    """Return what of a space a plan or a result of it may have come of, as choices, the newest first."""
    rows = Thing.objects.visible_to(reader).shared().filter(space=space.id, kind__in=SOURCES).exclude(title="")
    rows = rows.exclude(led_to__target=thing).exclude(id=thing).published_before()
    return [(str(key), title) for key, title in rows.values_list("id", "title")[:MOST]]


def parents_for(reader: Reader, space: Space, result: Result | None = None) -> list[tuple[str, str]]:
    """Return the results below which one may stand, as choices."""
    rows = Result.objects.visible_to(reader).shared().filter(place=space)
    rows = rows.exclude(id=result.id) if result else rows
    return [(str(key), title) for key, title in rows.order_by("id").values_list("id", "title")[:MOST]]


def words_in(space: Space) -> list[Word]:
    """Return what was said to everyone who took part, the latest first."""
    return list(Word.objects.filter(space=space).select_related("author").order_by("-id")[:5])


def those_who_took_part(space: Space) -> set[UUID]:
    """Return who took part in a space: its members, and whoever shared something or spoke in it."""
    members = space.memberships.values_list("actor_id", flat=True)
    authors = Thing.objects.filter(space=space.id).shared().values_list("author_id", flat=True).distinct()
    return {*members, *authors}
