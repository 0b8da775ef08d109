"""Posts as a table to take along: no more than their list shows the reader."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import is_slug, space_at
from allmende.foundation.sheets import Query, Sheet
from allmende.foundation.text.excerpts import plain
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Post
from allmende.rooms.posts.queries.cards import PostList, posts_in, posts_page

PART = 200


def _place(reader: Reader, root: Space, query: Query) -> Space | None:
    """The space that the list is of, if the reader sees it; the community without one."""
    slug = query.get("in", "")
    if not slug:
        return root
    found = space_at(root.id, slug) if is_slug(slug) else None
    return found if found and Space.objects.visible_to(reader).filter(pk=found.pk).exists() else None


def _page(reader: Reader, root: Space, place: Space, after: UUID | None) -> PostList:
    return posts_page(reader, root, after, PART) if place.id == root.id else posts_in(reader, place, after, PART)


def _rows(reader: Reader, root: Space, query: Query) -> Iterator[tuple[object, ...]]:
    place, after = _place(reader, root, query), None
    while place is not None:
        page = _page(reader, root, place, after)
        texts = dict(Post.objects.filter(pk__in=[card.id for card in page.cards]).values_list("pk", "text"))
        for card in page.cards:
            voters = card.poll.voters if card.poll else None
            yield (
                card.at, card.author, card.behalf, card.place, card.heading, plain(texts[card.id]), card.comments,
                card.poll.question if card.poll else "", voters, Layer(card.layer).label, card.url,
            )  # fmt: skip
        if (after := page.next) is None:
            return


def _may(reader: Reader, root: Space, query: Query) -> Verdict:
    seen = not reader.is_guest and _place(reader, root, query) is not None
    return allow_if(seen, _("There is nothing here for you."), status=404)


SHEETS = (
    Sheet(
        "posts", _("Posts"),
        {
            "at": _("Shared"), "author": _("By"), "behalf": _("For"), "place": _("Space"), "heading": _("Heading"), "text": _("Text"),
            "comments": _("Comments"), "question": _("Poll"), "voters": _("Votes"), "layer": _("Who sees it"), "address": _("Link"),
        },
        _rows, _may, lambda query: reverse("posts:index") + (f"?in={query['in']}" if query.get("in") else ""), is_personal=True,
    ),
)  # fmt: skip
