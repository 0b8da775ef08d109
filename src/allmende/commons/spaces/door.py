"""Spaces as a kind of thing: where each is found, and what search may know of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Document, Kind
from allmende.foundation.text import plain


def _urls(spaces: Sequence[UUID]) -> dict[UUID, str]:
    rows = Space.objects.filter(id__in=spaces).values_list("id", "slug")
    return {space: reverse("space", args=[slug]) for space, slug in rows}


def _documents(spaces: Sequence[UUID]) -> list[Document]:
    rows = Space.objects.filter(id__in=spaces).values_list("id", "title", "summary", "about_html", "language")
    return [
        Document(space, title, f"{summary}\n{plain(about, 20_000)}", language)
        for space, title, summary, about, language in rows
    ]


SPACES = Kind(
    key="space", name=_("space"), plural=_("spaces"), icon="users-group", urls=_urls, documents=_documents
)  # fmt: skip
