"""Who may put what in the bin, and what a kind of thing has to say about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Audience, Kind
from allmende.commons.audiences.queries import reach_of
from allmende.commons.bin.activities import ThingBinned, ThingRestored
from allmende.commons.spaces.models import Role, Space
from allmende.commons.spaces.rules import is_curator, is_open, is_signed_in, is_system, sees_as
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.journal.activities import Activity
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader

type Fact = Callable[[Actor, Thing], Activity]


def _allowed(_reader: Reader, _thing: Thing) -> Verdict:
    return ALLOWED


def _delete(thing: Thing) -> None:
    thing.delete()


def _binned(actor: Actor, thing: Thing) -> Activity:
    return ThingBinned(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


def _restored(actor: Actor, thing: Thing) -> Activity:
    return ThingRestored(actor=actor.id, thing=thing.id, space=thing.space_id, audience=thing.audience_id)


@dataclass(frozen=True)
class Care:
    """How a kind of thing is dealt with around the bin; everything has a default, every call is inside the transaction."""

    may_bin: Callable[[Reader, Thing], Verdict] | None = None
    """Who may, instead of the author and the curators; also a refusal with its reason."""
    may_restore: Callable[[Reader, Thing], Verdict] = _allowed
    """What speaks against bringing it back now."""
    above: Callable[[UUID], UUID | None] | None = None
    """The thing that commands on this kind hold before it, so that two of them never wait for each other."""
    audience: Callable[[Thing], Audience] | None = None
    """On which audience it comes back, instead of where it stood."""
    binned: Fact = _binned
    """Tidy up once it is in the bin, and say what is recorded."""
    restored: Fact = _restored
    """Tidy up once it is back, and say what is recorded."""
    delete: Callable[[Thing], None] = _delete
    """Delete it for good, with what hangs on it and no cascade reaches."""
    titles: Callable[[Sequence[UUID]], dict[UUID, str]] | None = None
    """What things without a title are called in the bin, many at once in one statement."""


_cares: dict[str, Care] = {}
_emptied: list[Callable[[UUID], None]] = []


def governs(kind: str, care: Care) -> None:
    """Let the room of a kind of thing say how it is dealt with around the bin."""
    _cares[kind] = care


def care_of(kind: str) -> Care:
    """Return how a kind of thing is dealt with."""
    return _cares.get(kind, Care())


def when_emptied(clean_up: Callable[[UUID], None]) -> None:
    """Let what hangs on things of every kind (files) be cleaned up before a thing is deleted for good."""
    _emptied.append(clean_up)


def delete_for_good(thing: Thing) -> None:
    """Delete a thing with what hangs on it."""
    for listener in _emptied:
        listener(thing.id)
    care_of(thing.kind).delete(thing)


@asked(_("put it into the bin"))
def may_bin(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """Whoever made it, and the curators of its space, unless its room says otherwise; a space never."""
    if thing.kind == "space":
        return Denied(_("A space can't be put in the bin."), status=409)
    before = first_denial(
        is_signed_in(reader),
        allow_if(
            is_system(reader) or thing.audience_id in reach_of(reader), _("There is nothing here for you."), status=404
        ),
        allow_if(thing.audience.kind != Kind.BIN, _("It lies in the bin already."), status=409),
    )
    if not before:
        return before
    if not (still := is_open(reader, space)):
        return still
    if rule := care_of(thing.kind).may_bin:
        return rule(reader, thing)
    return allow_if(
        reader.id == thing.author_id or is_curator(reader, space),
        _("Only whoever made it, or a curator, can put it in the bin."),
    )


def may_restore(reader: Reader, thing: Thing, space: Space, by: UUID) -> Verdict:
    """Whoever put it in the bin, and the curators; an author can't bring back what a curator has removed."""
    allowed = first_denial(
        is_signed_in(reader),
        is_open(reader, space),
        allow_if(thing.audience.kind == Kind.BIN, _("It doesn't lie in the bin."), status=409),
        allow_if(
            reader.id == by or is_curator(reader, space),
            _("Only whoever put it in the bin, or a curator, can restore it."),
        ),
    )
    return care_of(thing.kind).may_restore(reader, thing) if allowed else allowed


@asked(_("look into the bin"))
def may_see_bin(reader: Reader, space: Space) -> Verdict:
    """The bin of a space is its curators' to look through."""
    return sees_as(reader, space, Role.CURATOR)


@asked(_("delete something for good"))
def may_delete_for_good(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """Before its thirty days are over: curators, of what somebody put in the bin."""
    return first_denial(
        is_signed_in(reader),
        allow_if(thing.audience.kind == Kind.BIN, _("It doesn't lie in the bin."), status=409),
        is_curator(reader, space),
    )
