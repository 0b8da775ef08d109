"""Putting tags on a thing."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from allmende.commons.spaces.queries import space_of
from allmende.commons.tags.models import Tag, Tagging
from allmende.commons.tags.words import MOST, name_of, names_in, slug_of
from allmende.commons.things.models import Thing


def tag_by_words(thing: Thing, *texts: str, fresh: bool = False) -> None:
    """Let a thing bear the tags that stand in its texts, as `tag` does; a `fresh` one, which bears none yet, costs nothing without."""
    names = [name for text in texts for name in names_in(text)]
    if names or not fresh:
        tag(thing, names)


@transaction.atomic
def tag(thing: Thing, names: Iterable[str]) -> None:
    """Let a thing bear these tags and no others; what is no tag is passed over, and so is all beyond the first `MOST`.

    Part of a room's own command, which has asked whether someone may change the thing and records what happened. Call it when
    the thing is shared and whenever its words change: a page of a tag shows what was tagged last first.
    """
    wanted = {slug: name_of(name) for name in reversed(list(names)) if (slug := slug_of(name))}
    wanted = dict(list(reversed(wanted.items()))[:MOST])
    held = dict(Tagging.objects.filter(thing_id=thing.id).values_list("tag__slug", "id"))
    if gone := [key for slug, key in held.items() if slug not in wanted]:
        Tagging.objects.filter(id__in=gone).delete()
    if fresh := {slug: name for slug, name in wanted.items() if slug not in held}:
        Tag.objects.bulk_create([Tag(slug=slug, name=fresh[slug]) for slug in sorted(fresh)], ignore_conflicts=True)
        known = dict(Tag.objects.filter(slug__in=fresh).values_list("slug", "id"))
        space = space_of(thing)
        root = space.root_id or space.id
        rows = [Tagging(tag_id=known[slug], thing_id=thing.id, root=root) for slug in fresh]
        Tagging.objects.bulk_create(rows, ignore_conflicts=True)
