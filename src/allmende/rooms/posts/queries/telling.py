"""What search, feeds, drafts and exports may know of posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.audiences.models import Kind
from allmende.foundation.doors import Card, Document
from allmende.foundation.text.excerpts import plain
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Answer, Post, PostState


def post_documents(things: Sequence[UUID]) -> list[Document]:
    """A post with its text and its poll."""
    asked: dict[UUID, list[str]] = {}
    for post, question, text in Answer.objects.filter(poll__in=things).values_list("poll_id", "poll__question", "text"):
        asked.setdefault(post, [question]).append(text)
    rows = Post.objects.filter(id__in=things).values_list("id", "title", "text", "language")
    return [Document(key, title, " ".join([plain(text), *asked.get(key, [])]), lang) for key, title, text, lang in rows]


def post_html(things: Sequence[UUID]) -> dict[UUID, str]:
    """The texts of posts as HTML."""
    return dict(Post.objects.filter(id__in=things).values_list("id", "text_html"))


def post_texts(things: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    """The same, for the links in them."""
    return Post.objects.filter(id__in=things).values_list("id", "text_html")


def drafts(reader: Reader) -> list[Card]:
    """What a reader has begun and not shared yet, and what is about to go out; the last changed first."""
    if reader.is_guest:
        return []
    begun = Post.objects.visible_to(reader).filter(author_id=reader.id, audience__kind=Kind.DRAFT)
    begun = begun.filter(state__in=(PostState.DRAFT, PostState.WAITING))
    rows = begun.order_by("-changed").values_list("id", "title", "place__title", "changed")[:100]
    return [
        Card(key, title or _("Without words"), reverse("posts:write", args=[key]), gettext_lazy("Post"), "message-2", summary=place, at=changed)
        for key, title, place, changed in rows
    ]  # fmt: skip
