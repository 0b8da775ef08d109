"""The way in: begun once someone is admitted, paused and gone on with, arrived at, or left."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.commands import accept
from allmende.commons.spaces.commands import make_full_member, take_out
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import hold
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.welcome.activities import PathBegun, PathParted, PathPaused, PathResumed
from allmende.people.welcome.models import Path, PathState, Promise, PromiseState
from allmende.people.welcome.queries.agreements import outstanding_agreements
from allmende.people.welcome.queries.care import is_member_of
from allmende.people.welcome.queries.commitments import has_commitments
from allmende.people.welcome.rules import may_part, may_pause, may_resume

RUNNING = (PromiseState.OPEN, PromiseState.REPORTED)


@transaction.atomic
def begin(actor: Actor, space: Space) -> Path:
    """Put someone who has been admitted on the way into a space, and return how far they are at once.

    Where there is nothing to accept and nothing to commit to they are a full member straight away. May be said twice;
    whoever had parted begins anew. The caller has checked the admission. Raises Refused (409) for a space inside a community
    to which they do not belong.
    """
    hold(space.id, space.root_id)
    if space.root_id and not is_member_of(actor, space.root or space):
        raise Refused(_("%(name)s must first belong to the community.") % {"name": actor.name}, 409)
    path, is_new = Path.objects.select_for_update().get_or_create(space=space, actor=actor)
    if not is_new and path.state != PathState.PARTED:
        return path
    path.state, path.begun = PathState.CHOOSING, clock.now()
    path.promised = path.arrived = path.paused = None
    record(PathBegun(member=actor.id, **about(path, actor)))
    return _arrive_where_nothing_is_asked(path)


@transaction.atomic
def agree(actor: Actor, path: Path, versions: list[str]) -> Path:
    """Accept the agreements that were shown, by their ids; where nothing else is asked one is in with that.

    Raises Refused (409) when one of them is not among those that are left: it has changed meanwhile.
    """
    path = held(path)
    if actor.id != path.actor_id:
        raise Refused(_("There is nothing here for you."), 404)
    left = {str(version.id): version for version in outstanding_agreements(actor, path.space)}
    for key in versions:
        if key in left:
            accept(actor, left[key])
    if not versions:
        raise Refused(_("Say of each agreement that you accept it."), 422)
    if outstanding_agreements(actor, path.space):
        raise Refused(_("An agreement is left, or has changed meanwhile. Read it and accept it too."), 409)
    return _arrive_where_nothing_is_asked(path) if path.state == PathState.CHOOSING else path


@transaction.atomic
def step_in(actor: Actor, path: Path) -> Path:
    """Go on once the agreements are accepted, where a space asks for nothing else: Refused (409) while something is left."""
    path = held(path)
    if actor.id != path.actor_id:
        raise Refused(_("There is nothing here for you."), 404)
    if path.state != PathState.CHOOSING:
        return path
    require_agreements(path)
    if has_commitments(path.space):
        raise Refused(_("Make a commitment first. Then you are in."), 409)
    return _arrive_where_nothing_is_asked(path)


def _arrive_where_nothing_is_asked(path: Path) -> Path:
    """Make someone a full member who has nothing to accept and nothing to keep first, or who is one already."""
    is_full = Membership.objects.filter(space=path.space, actor=path.actor).exclude(role=Role.NEWCOMER).exists()
    if is_full or not (has_commitments(path.space) or outstanding_agreements(path.actor, path.space)):
        return arrive(path)
    path.save()
    return path


@transaction.atomic
def pause(actor: Actor, path: Path) -> Path:
    """Let nothing run out for a while: no reminder comes, and the time that was left is kept."""
    path = held(path)
    require(may_pause(actor, path))
    path.state, path.paused = PathState.PAUSED, clock.now()
    path.save()
    path.promises.filter(state=PromiseState.OPEN).update(next_at=None)
    record(PathPaused(member=path.actor_id, **about(path, actor)))
    return path


@transaction.atomic
def resume(actor: Actor, path: Path) -> Path:
    """Go on after a pause: every open promise has as much time as it had before it."""
    path = held(path)
    require(may_resume(actor, path))
    paused_at, now = path.paused or clock.now(), clock.now()
    path.state, path.paused = PathState.WALKING, None
    path.save()
    for promise in path.promises.filter(state=PromiseState.OPEN).select_related("commitment"):
        promise.due += now - paused_at
        promise.next_at = promise.following(now)
        promise.save()
    record(PathResumed(member=path.actor_id, **about(path, actor)))
    return path


@transaction.atomic
def part(actor: Actor, path: Path) -> Path:
    """Part for now, after someone was asked what would help: the membership ends, what they made stays, and they may come again."""
    hold(path.space_id)
    path = held(path)
    require(may_part(actor, path))
    if is_member_of(path.actor, path.space):
        take_out(actor, path.space, path.actor)
    return end(path, actor)


def end(path: Path, actor: Actor) -> Path:
    """End a way and what runs on it, in the caller's transaction."""
    path.state = PathState.PARTED
    path.save()
    path.promises.filter(state__in=(*RUNNING, PromiseState.LAPSED)).update(state=PromiseState.CHANGED, next_at=None)
    record(PathParted(member=path.actor_id, **about(path, actor)))
    return path


def arrive(path: Path) -> Path:
    """Make someone on the way a full member, in the caller's transaction; what else they promised is no longer timed."""
    path.state, path.arrived = PathState.ARRIVED, clock.now()
    path.save()
    path.promises.filter(state__in=RUNNING).update(next_at=None)
    make_full_member(path.space, path.actor)
    return path


def held(path: Path) -> Path:
    """Return the path as it is now, held until the transaction ends."""
    rows = Path.objects.select_for_update(of=("self",)).select_related("space__root", "space__audience", "actor")
    return rows.get(pk=path.pk)


def held_promise(promise: Promise) -> Promise:
    """Return the promise as it is now, with its path held until the transaction ends: both are always held in this order."""
    path = held(promise.path)
    promise = Promise.objects.select_related("commitment").get(pk=promise.pk)
    promise.path = path
    return promise


def require_agreements(path: Path) -> None:
    """Refuse (409) to go on while agreements are left to accept."""
    if outstanding_agreements(path.actor, path.space):
        raise Refused(_("Read and accept the agreements first."), 409)


def about(path: Path, actor: Actor) -> dict[str, Any]:
    """Return the envelope of an activity on a path."""
    space = path.space
    return {"actor": actor.id, "thing": space.id, "space": space.id, "audience": space.audience_id}
