"""What someone follows, and how many follow a thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from allmende.commons.follows.models import Follow, PersonFollow, TagFollow
from allmende.commons.mutes.queries import know_quiet, quiet_questions
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.gathered import Put, Wanted, gathered
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor, Reader


def follows(reader: Reader, thing: UUID) -> bool:
    """Say whether a reader follows a thing; asks nothing for a guest."""
    return isinstance(reader, Actor) and Follow.objects.filter(actor=reader, thing_id=thing).exists()


def follows_person(reader: Reader, person: UUID) -> bool:
    """Say whether a reader follows a person; asks nothing for a guest. What is quiet for them is read in the same statement."""
    if not isinstance(reader, Actor):
        return False
    found, *quiet = gathered([_person_followed.put(reader.id, person), *quiet_questions(reader)])
    know_quiet(reader, quiet)
    return bool(found)


def follows_tag(reader: Reader, slug: str) -> bool:
    """Say whether a reader follows a tag; asks nothing for a guest."""
    return isinstance(reader, Actor) and TagFollow.objects.filter(actor=reader, tag__slug=slug).exists()


def followers_of(thing: UUID) -> Iterator[UUID]:
    """Go through those who follow a thing, a few at a time."""
    return Follow.objects.filter(thing_id=thing).values_list("actor_id", flat=True).iterator(chunk_size=500)


def follow_question(reader: UUID, thing: UUID) -> Put:
    """The question whether someone follows a thing, to be asked together with others: one row if so."""
    return _followed.put(reader, thing)


_person_followed = Wanted(
    lambda actor, person: PersonFollow.objects.filter(actor_id=actor, person_id=person).values_list("person_id"),
    UUID,
    UUID,
)
_followed = Wanted(
    lambda actor, thing: Follow.objects.filter(actor_id=actor, thing_id=thing).values_list("thing_id"), UUID, UUID
)


class Followed(NamedTuple):
    """All that someone follows: ids of things, of people, of tags."""

    things: frozenset[UUID] = frozenset()
    people: frozenset[UUID] = frozenset()
    tags: frozenset[int] = frozenset()


def followed_questions(reader: UUID) -> list[Put]:
    """The questions for all that someone follows, to be asked together with others; `followed_in` reads their answers."""
    return [one.put(reader) for one in _all]


def followed_in(answers: Sequence[Sequence[Sequence[Any]]]) -> Followed:
    """Return what was answered."""
    things, people, tags = (frozenset(row[0] for row in rows) for rows in answers)
    return Followed(things, people, tags)


_all = (
    Wanted(lambda actor: Follow.objects.filter(actor_id=actor).values_list("thing_id"), UUID),
    Wanted(lambda actor: PersonFollow.objects.filter(actor_id=actor).values_list("person_id"), UUID),
    Wanted(lambda actor: TagFollow.objects.filter(actor_id=actor).values_list("tag_id"), UUID),
)


def follower_count(thing: UUID) -> int:
    """Return how many follow a thing."""
    return Follow.objects.filter(thing_id=thing).count()


@dataclass(frozen=True, slots=True)
class FollowLine:
    """One line of what someone follows: its page, and where one posts to follow it no longer."""

    key: UUID
    icon: str
    title: str
    url: str
    removal: str


def follow_list(reader: Actor, after: UUID | None = None, limit: int = 30) -> tuple[list[FollowLine], UUID | None]:
    """Return what someone follows and sees now, the latest first, and the key of the next page; three statements and the addresses'."""
    lines = [*_things(reader, after, limit), *_people(reader, after, limit), *_tags(reader, after, limit)]
    lines.sort(key=attrgetter("key"), reverse=True)
    return lines[:limit], lines[limit - 1].key if len(lines) > limit else None


def _page(rows: QuerySet[Any, Any], after: UUID | None, limit: int) -> list[Any]:
    return list(rows.filter(id__lt=after or MAX_ID).order_by("-id")[: limit + 1])


def _things(reader: Actor, after: UUID | None, limit: int) -> Iterator[FollowLine]:
    seen = Thing.objects.visible_to(reader).shared(practice=True)
    mine = Follow.objects.filter(actor=reader, thing__in=seen)
    rows = _page(mine.values_list("id", "thing_id", "thing__kind", "thing__title"), after, limit)
    urls, known = urls_of([(thing, kind) for _key, thing, kind, _title in rows]), kinds()
    for key, thing, kind, title in rows:
        if thing in urls:
            removal = reverse("follows:following_removal", args=[thing])
            yield FollowLine(key, known[kind].icon, title or str(known[kind].name), urls[thing], removal)


def _people(reader: Actor, after: UUID | None, limit: int) -> Iterator[FollowLine]:
    mine = PersonFollow.objects.filter(actor=reader)
    for key, handle, name in _page(mine.values_list("id", "person__handle", "person__name"), after, limit):
        removal = reverse("follows:person_removal", args=[handle])
        yield FollowLine(key, "user", name, reverse("person", args=[handle]), removal)


def _tags(reader: Actor, after: UUID | None, limit: int) -> Iterator[FollowLine]:
    mine = TagFollow.objects.filter(actor=reader)
    for key, slug, name in _page(mine.values_list("id", "tag__slug", "tag__name"), after, limit):
        removal = reverse("follows:tag_removal", args=[slug])
        yield FollowLine(key, "tag", f"#{name}", reverse("tags:tag", args=[slug]), removal)
