"""Comments as a kind of thing: where each is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.threads.models import KIND, Comment
from allmende.foundation.doors import Kind, talks_of


def _urls(comments: Sequence[UUID]) -> dict[UUID, str]:
    """Return where each comment's thing is talked about, with the comment asked for and its place within the page."""
    rows = Comment.objects.filter(id__in=comments).values_list("id", "thread__thing_id", "thread__thing__kind")
    found = list(rows)
    pages = talks_of([(thing, kind) for _comment, thing, kind in found])
    return {
        comment: f"{pages[thing]}?comment={comment}#c-{comment}" for comment, thing, _kind in found if thing in pages
    }


def _texts(comments: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    return Comment.objects.filter(id__in=comments).values_list("id", "text_html")


COMMENTS = Kind(key=KIND, name=_("comment"), plural=_("comments"), icon="message-circle", urls=_urls, texts=_texts)
