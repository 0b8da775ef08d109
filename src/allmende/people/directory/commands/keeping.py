"""Keeping the directory in line with profiles and memberships: some people at a time, only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import batched, islice
from uuid import UUID

from django.db import transaction

from allmende.commons.spaces.models import Membership, Space
from allmende.identity.actors.models import Actor
from allmende.people.directory.models import Listing, Word
from allmende.people.directory.queries.words import as_key, sort_key, words_in
from allmende.people.profiles.models import Detail, Key, SkillAlias, SkillName

SAID = (Key.SHORT, Key.TEXT, Key.SKILL, Key.OFFER, Key.SEEK)
"""Details that hold words to be found by."""
MOST_WORDS = 300
"""Words that are kept of one detail."""
BATCH = 500

type Mark = tuple[UUID, UUID | None, bytes]


def refresh(people: Iterable[UUID]) -> int:
    """Bring listings and words of people in line with what they say and where they belong; return how many rows changed.

    Doing it again changes nothing.
    """
    return sum(int(_refresh(list(some))) for some in batched(dict.fromkeys(people), BATCH))


def refresh_all() -> int:
    """Look at everyone; for a node whose directory is new, and now and then against drift."""
    listed = Listing.objects.values_list("actor_id", flat=True)
    members = Membership.objects.filter(space__root=None).values_list("actor_id", flat=True)
    voices = Space.objects.exclude(voice=None).values_list("voice_id", flat=True)  # house: keeps the index
    return refresh(list({*listed, *members, *voices}))


@transaction.atomic
def _refresh(ids: list[UUID]) -> int:
    """People are held in one order, so that two workers take turns."""
    held = Actor.objects.select_for_update(no_key=True).filter(id__in=ids).order_by("id")
    actors = {actor.id: actor for actor in held if actor.erased is None}
    return _list(ids, actors) + _word(ids, actors)


def _list(ids: list[UUID], actors: dict[UUID, Actor]) -> int:
    belongs = {
        *Membership.objects.filter(actor__in=list(actors), space__root=None).values_list("space_id", "actor_id"),
        *Space.objects.filter(voice__in=list(actors), root__isnull=False).values_list("root_id", "voice_id"),
    }
    wanted = {(root, actor): (sort_key(actors[actor].name), actors[actor].kind) for root, actor in belongs}
    held = {(row.root_id, row.actor_id): row for row in Listing.objects.filter(actor__in=ids)}
    gone = [row.id for place, row in held.items() if place not in wanted]
    Listing.objects.filter(id__in=gone).delete()
    new = [place for place in wanted if place not in held]
    Listing.objects.bulk_create(
        [
            Listing(root_id=root, actor_id=actor, sort=wanted[root, actor][0], kind=wanted[root, actor][1])
            for root, actor in new
        ],
        ignore_conflicts=True,
    )
    moved = [row for place, row in held.items() if place in wanted and (bytes(row.sort), row.kind) != wanted[place]]
    for row in moved:
        row.sort, row.kind = wanted[row.root_id, row.actor_id]
    Listing.objects.bulk_update(moved, ["sort", "kind"], batch_size=BATCH)
    return len(gone) + len(new) + len(moved)


def _word(ids: list[UUID], actors: dict[UUID, Actor]) -> int:
    told = dict(
        Space.objects.filter(voice__in=list(actors)).values_list("voice_id", "summary")
    )  # house: keeps the index
    wanted = {
        (actor.id, None, as_key(word))
        for actor in actors.values()
        for word in words_in(f"{actor.name} {actor.handle} {told.get(actor.id, '')}")
    } | _said(list(actors))
    held: dict[Mark, int] = {}
    twice: list[int] = []
    for key, actor_id, detail, word in Word.objects.filter(actor__in=ids).values_list(
        "id", "actor_id", "detail_id", "word"
    ):
        mark = (actor_id, detail, bytes(word))
        twice += [key] if mark in held else []
        held.setdefault(mark, key)
    gone = twice + [key for mark, key in held.items() if mark not in wanted]
    for some in batched(gone, BATCH):
        Word.objects.filter(id__in=some).delete()
    new = sorted((mark for mark in wanted if mark not in held), key=lambda mark: (mark[2], mark[0]))
    Word.objects.bulk_create(
        [Word(actor_id=actor_id, detail_id=detail, word=word) for actor_id, detail, word in new], batch_size=BATCH
    )
    return len(gone) + len(new)


def _said(ids: list[UUID]) -> set[Mark]:
    """The words of details; a skill is found by its names in every language, and by what else it is called."""
    rows = list(Detail.objects.filter(actor__in=ids, key__in=SAID).values_list("id", "actor_id", "key", "word", "text"))
    skills = {word for _id, _actor, key, word, _text in rows if key == Key.SKILL}
    names: dict[str, list[str]] = defaultdict(list)
    for skill, label in SkillName.objects.filter(skill__in=skills).values_list("skill_id", "label") if skills else ():
        names[skill].append(label)
    for skill, label in SkillAlias.objects.filter(skill__in=skills).values_list("skill_id", "label") if skills else ():
        names[skill].append(label)
    marks: set[Mark] = set()
    for detail, actor, key, word, text in rows:
        said = " ".join([text, *(names[word] if key == Key.SKILL else ())])
        marks |= {(actor, detail, as_key(each)) for each in islice(words_in(said), MOST_WORDS)}
    return marks
