"""What bears a tag, as far as a reader sees it, and which tags things bear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from allmende.commons.spaces.models import Space
from allmende.commons.tags.models import Tag, Tagging
from allmende.commons.things.lines import FIELDS, ThingLine, lines_of
from allmende.commons.things.models import Thing
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Reader

LATELY = 300
"""So many of the latest uses of any tag tell which tags are in use now."""


@dataclass(frozen=True, slots=True)
class TagView:
    """A tag as a page shows it; `count` says how often it was used lately, where that was asked."""

    slug: str
    name: str
    count: int = 0

    @property
    def url(self) -> str:
        """The page of the tag."""
        return reverse("tags:tag", args=[self.slug])

    @property
    def label(self) -> str:
        """The tag with its sign."""
        return f"#{self.name}"


type Follows = Callable[[Reader, str], bool]

_follows: list[Follows] = []


def followed_by(asks: Follows) -> None:
    """Let the app that knows who follows tags say so: `asks(reader, slug)` (called when it is ready)."""
    _follows[:] = [asks]


def is_followed(reader: Reader, slug: str) -> bool:
    """Whether a reader follows a tag."""
    return any(asks(reader, slug) for asks in _follows)


@dataclass(frozen=True, slots=True)
class TagPage:
    """What bears a tag, the latest first; `next` is the key of the following page, None on the last one."""

    tag: TagView
    lines: list[ThingLine]
    next: UUID | None


def tag_page(reader: Reader, root: Space, slug: str, after: UUID | None = None, limit: int = 20) -> TagPage | None:
    """Return a page of what bears a tag in a community and is seen by the reader; None where that is nothing at all.

    A tag of which the reader sees nothing is not told apart from one that was never used. Two statements besides the reader's
    reach and those of the kinds' addresses and words.
    """
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        return None
    seen = Thing.objects.visible_to(reader).shared()
    rows = seen.filter(taggings__tag=tag, taggings__root=root.id, taggings__id__lt=after or MAX_ID)
    found = list(rows.order_by("-taggings__id").values_list("taggings__id", *FIELDS)[: limit + 1])
    if not found and after is None:
        return None
    following = found[limit - 1][0] if len(found) > limit else None
    return TagPage(TagView(tag.slug, tag.name), lines_of(row[1:] for row in found[:limit]), following)


def tags_lately(reader: Reader, root: Space) -> list[TagView]:
    """Return the tags in use now in a community, the most used first, by what the reader sees; one statement besides their reach."""
    seen = Thing.objects.visible_to(reader).shared().filter(taggings__root=root.id).order_by("-taggings__id")
    used = Counter(seen.values_list("taggings__tag__slug", "taggings__tag__name")[:LATELY])
    return [TagView(slug, name, count) for (slug, name), count in used.most_common()]


def tags_of(things: Iterable[UUID]) -> dict[UUID, tuple[TagView, ...]]:
    """Return the tags of each of these things in the order in which they were put there, in one statement; things without are left out.

    Whoever asks has asked before that the reader sees the things.
    """
    found: dict[UUID, tuple[TagView, ...]] = {}
    rows = Tagging.objects.filter(thing_id__in=list(things)).order_by("id")
    for thing, slug, name in rows.values_list("thing_id", "tag__slug", "tag__name"):
        found[thing] = (*found.get(thing, ()), TagView(slug, name))
    return found
