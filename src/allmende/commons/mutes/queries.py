"""What is quiet for a reader, and the list of it with the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from allmende.commons.audiences.kept import keep
from allmende.commons.mutes.models import Block, Mute
from allmende.commons.mutes.rules import meets
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.gathered import Put, Wanted, gathered
from allmende.foundation.ids import MAX_ID
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.queries import ActorCard


def person_met(reader: Reader, handle: str) -> Actor | None:
    """Return whom a reader can mute or block, or themselves; None for a handle that nobody has as for people they don't meet."""
    person: Actor | None = Actor.objects.filter(handle=handle, erased=None).first()
    return person if person and (person.id == reader.id or meets(reader, person)) else None


class Quiet(NamedTuple):
    """Whom and what a reader doesn't want to hear of: those they muted and blocked, and the things they muted."""

    people: frozenset[UUID] = frozenset()
    things: frozenset[UUID] = frozenset()


def quieted_by(reader: Reader) -> Quiet:
    """Return what is quiet for a reader; one statement, then kept on them as their reach is. Nothing for guests.

    Lists that tell people something leave it out; what they came to read stays, folded away.
    """
    return _kept(reader).quiet if isinstance(reader, Actor) else Quiet()


def quiet_of(people: Collection[UUID]) -> dict[UUID, Quiet]:
    """Return what is quiet for each of these people, to tell many at once; two statements for any number."""
    whom: dict[UUID, set[UUID]] = {person: set() for person in people}
    what: dict[UUID, set[UUID]] = {person: set() for person in people}
    for actor, person, thing in Mute.objects.filter(actor__in=people).values_list("actor_id", "person_id", "thing_id"):
        (whom if person else what)[actor].add(person or thing)
    for actor, other in Block.objects.filter(actor__in=people).values_list("actor_id", "other_id"):
        whom[actor].add(other)
    return {person: Quiet(frozenset(whom[person]), frozenset(what[person])) for person in people}


def quiet_questions(reader: Actor) -> list[Put]:
    """The questions of `quieted_by`, to be asked together with others; `know_quiet` takes their answers."""
    return [_muted.put(reader.id), _blocked.put(reader.id)]


def know_quiet(reader: Actor, answers: Sequence[Sequence[Sequence[Any]]]) -> None:
    """Keep on a reader what was read together with something else."""
    keep(reader, "quiet", lambda: _read(answers))


class _Kept(NamedTuple):
    quiet: Quiet
    blocked: frozenset[UUID]


def _kept(reader: Actor) -> _Kept:
    return keep(reader, "quiet", lambda: _read(gathered(quiet_questions(reader))))


def _read(answers: Sequence[Sequence[Sequence[Any]]]) -> _Kept:
    muted, blocks = answers
    blocked = frozenset(other for (other,) in blocks)
    people = frozenset(person for person, _thing in muted if person) | blocked
    return _Kept(Quiet(people, frozenset(thing for _person, thing in muted if thing)), blocked)


_muted = Wanted(lambda actor: Mute.objects.filter(actor_id=actor).values_list("person_id", "thing_id"), UUID)
_blocked = Wanted(lambda actor: Block.objects.filter(actor_id=actor).values_list("other_id"), UUID)


def blocks_between(one: UUID | None, other: UUID | None) -> bool:
    """Whether either of two has blocked the other; one statement. Whoever is refused because of it must not be able to tell."""
    pair = Q(actor=one, other=other) | Q(actor=other, other=one)
    return bool(one and other) and Block.objects.filter(pair).exists()


def has_blocked(reader: Reader, person: Actor) -> bool:
    """Whether a reader has blocked someone; one statement, read with all that is quiet for them."""
    return isinstance(reader, Actor) and person.id in _kept(reader).blocked


def has_muted(reader: Reader, person: Actor) -> bool:
    """Whether a reader has muted someone, blocked or not; one statement."""
    return Mute.objects.filter(actor_id=reader.id, person=person).exists()


def blocked_with(reader: Reader) -> frozenset[UUID]:
    """Return all with whom a reader has nothing to do, whoever of the two said so; one statement, then kept on them.

    For what goes from one to the other (messages, mentions, notices). What a reader sees must not depend on it: a block by someone
    else would show.
    """
    if not isinstance(reader, Actor):
        return frozenset()
    return keep(reader, "blocked", lambda: _both_ways(reader.id))


def _both_ways(reader: UUID) -> frozenset[UUID]:
    rows = Block.objects.filter(Q(actor=reader) | Q(other=reader)).values_list("actor_id", "other_id")
    return frozenset(other if actor == reader else actor for actor, other in rows)


def unreached_among(actor: UUID, people: Iterable[UUID]) -> set[UUID]:
    """Return those of some people whom somebody doesn't reach, because either has blocked the other; one statement."""
    wanted = list(people)
    mine = Block.objects.filter(actor=actor, other__in=wanted).values_list("other_id")
    theirs = Block.objects.filter(other=actor, actor__in=wanted).values_list("actor_id")
    return {person for (person,) in mine.union(theirs)}


@dataclass(frozen=True, slots=True)
class QuietLine:
    """One line of what someone has muted or blocked."""

    key: UUID
    person: ActorCard | None
    thing: UUID | None
    title: str
    url: str
    is_blocked: bool


_PERSON = ("id", "handle", "name", "portrait", "kind")


def quiet_list(reader: Actor, after: UUID | None = None, limit: int = 20) -> tuple[list[QuietLine], UUID | None]:
    """Return what someone has muted and blocked, the latest first, and the key of the next page.

    Three statements, and those of the things' addresses. A thing that they no longer see has no title any more.
    """
    muted = _page(Mute.objects.filter(actor=reader), after, limit)
    blocked = _page(Block.objects.filter(actor=reader), after, limit)
    rows = [
        *((*row, False) for row in muted.values_list("id", "thing_id", *(f"person__{name}" for name in _PERSON))),
        *(
            (key, None, *card, True)
            for key, *card in blocked.values_list("id", *(f"other__{name}" for name in _PERSON))
        ),
    ]
    rows.sort(key=itemgetter(0), reverse=True)
    shown = rows[:limit]
    things = _things(reader, [thing for _key, thing, *_rest in shown if thing])
    lines = [_line(things, *row) for row in shown]
    return lines, shown[-1][0] if len(rows) > limit else None


def _page(rows: QuerySet[Any], after: UUID | None, limit: int) -> QuerySet[Any]:
    return rows.filter(id__lt=after or MAX_ID).order_by("-id")[: limit + 1]


def _things(reader: Actor, things: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Title and address of those of the things that the reader sees."""
    seen = Thing.objects.visible_to(reader).filter(id__in=things).values_list("id", "kind", "title") if things else ()
    found = list(seen)
    urls, known = urls_of([(thing, kind) for thing, kind, _title in found]), kinds()
    return {thing: (title or str(known[kind].name), urls[thing]) for thing, kind, title in found if thing in urls}


def _line(
    things: dict[UUID, tuple[str, str]], key: UUID, thing: UUID | None, person: UUID | None, *rest: Any
) -> QuietLine:
    *card, is_blocked = rest
    title, url = things.get(thing, (_("Something that you no longer see"), "")) if thing else (card[1], "")
    return QuietLine(key, ActorCard(person, *card) if person else None, thing, title, url, is_blocked)
