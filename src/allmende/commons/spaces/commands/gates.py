"""Moving things along the ladder: publishing, widening through a gate, narrowing freely; every move leaves a record."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.audiences.queries import reader_count
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.activities import GateSet, PassageAsked, PassageDeclined, ThingNarrowed, ThingWidened
from allmende.commons.spaces.models import Behalf, Gate, Mode, Passage, PassageState, Space, SpaceKind
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.reach import audience_for, hidden_audience, layers_of, practice_audience
from allmende.commons.spaces.rules import (
    may_decide_passage,
    may_narrow,
    may_set_gate,
    may_widen,
)
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def set_gate(actor: Actor, space: Space, layer: Layer, mode: Mode) -> None:
    """Say how a space treats steps onto a layer."""
    require(may_set_gate(actor, space, layer, mode))
    if layer == Layer.PRIVATE or layer not in layers_of(space):
        raise Refused(_("There is no gate to this layer here."), 422)
    Gate.objects.update_or_create(space=space, layer=layer, defaults={"mode": mode})
    record(
        GateSet(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, layer=layer, mode=str(mode))
    )


def publish(actor: Actor, thing: Thing, space: Space, layer: Layer) -> Passage | None:
    """Bring a hidden thing (draft, sealed) onto the ladder, within the command and transaction of its room.

    It goes as far outward as the gates are free; where a reviewed one stands before the layer wished for, the rest waits in
    the queue, and that passage is returned. Raises Refused (403) when a closed gate stands on the way.
    """
    if strictest_mode(space, Layer.PRIVATE, layer) == Mode.CLOSED:
        raise Refused(_("This space keeps such things inside: the gate is closed."))
    if space.purpose == SpaceKind.NETWORK:  # what stands in a network is published by it
        Behalf.objects.get_or_create(thing_id=thing.id, defaults={"body": space})
    reachable = _free_up_to(space, layer, thing.author)
    _stand(thing, space, actor, reachable, PassageState.PASSED)
    if thing.published is None:
        thing.published = clock.new_id()
    thing.save(update_fields=["audience", "published", "changed"])
    return _ask(actor, thing, space, layer) if reachable < layer else None


@transaction.atomic
def widen(actor: Actor, thing: Thing, space: Space, layer: Layer) -> Passage:
    """Take a thing outward: at once through free gates, else the passage waits for review.

    Raises Refused when a gate on the way is closed, the actor may not, or a passage waits already.
    """
    thing = _locked(thing)
    require(may_widen(actor, thing, space, layer))
    if layer not in layers_of(space):
        raise Refused(_("This layer doesn't exist here."), 422)
    if strictest_mode(space, thing.layer, layer, thing.author) == Mode.REVIEWED:
        return _ask(actor, thing, space, layer)
    passage = _stand(thing, space, actor, layer, PassageState.PASSED)
    thing.save(update_fields=["audience", "changed"])
    _record_widened(actor, thing, space, passage)
    return passage


@transaction.atomic
def decide_passage(actor: Actor, passage: Passage, *, passes: bool, reason: str = "") -> Passage:
    """Let a waiting passage through, or decline it with a reason (Refused (422) without one)."""
    thing = _locked(passage.thing)  # before the passage, as every move along the ladder does
    passage = Passage.objects.select_for_update(of=("self",)).select_related("space", "asked_by").get(id=passage.id)
    space = passage.space
    require(may_decide_passage(actor, passage, space))
    passage.decided_by, passage.decided, passage.reason = actor, clock.now(), reason.strip()[:600]
    if passes:
        require(ABOVE.allows(thing.author, "share"))
        before = thing.layer
        _stand(thing, space, passage.asked_by, Layer(passage.layer), PassageState.PASSED, passage)
        thing.save(update_fields=["audience", "changed"])
        passage.from_layer = before
        passage.save()
        _record_widened(actor, thing, space, passage)
        return passage
    if not passage.reason:
        raise Refused(_("Say why, so that it can be done better."), 422, errors={"reason": _("Give a reason.")})
    passage.state = PassageState.DECLINED
    passage.save()
    record(
        PassageDeclined(
            actor=actor.id, thing=thing.id, space=space.id, audience=thing.audience_id,
            layer=passage.layer, asked_by=passage.asked_by_id,
        )
    )  # fmt: skip
    return passage


@transaction.atomic
def retract_passage(actor: Actor, passage: Passage) -> None:
    """Take back what one asked for, while it waits."""
    changed = Passage.objects.filter(id=passage.id, asked_by=actor, state=PassageState.WAITING).update(
        state=PassageState.WITHDRAWN, decided=clock.now(), decided_by=actor
    )
    if not changed:
        raise Refused(_("This has been decided already."), 409)


@transaction.atomic
def narrow(actor: Actor, thing: Thing, space: Space, layer: Layer) -> Passage:
    """Withdraw a thing to a narrower layer; what has already been read can't be unread, and the record says how far it was."""
    thing = _locked(thing)
    require(may_narrow(actor, thing, space))
    if layer >= thing.layer or layer not in layers_of(space):
        raise Refused(_("Choose a layer further inside."), 422)
    _withdraw_waiting(thing, actor)
    passage = _stand(thing, space, actor, layer, PassageState.WITHDRAWN)
    thing.save(update_fields=["audience", "changed"])
    record(ThingNarrowed(actor=actor.id, thing=thing.id, space=space.id, audience=thing.audience_id, layer=layer))
    return passage


def hide(thing: Thing, space: Space, kind: Kind, owner: Actor, *, among: Audience | None = None) -> None:
    """Put a thing out of sight (draft, sealed, bin), within the command and transaction of its caller; ends its period.

    It is its owner's then, or theirs whom the audience `among` names. What waited at a gate is withdrawn: a curator's yes must not bring back what someone has put away.
    """
    _end_period(thing)
    _withdraw_waiting(thing, owner)
    _move(thing, among or hidden_audience(kind, space, owner))
    thing.save(update_fields=["audience", "changed"])


def practise(thing: Thing, space: Space) -> None:
    """Put a hidden thing where its space practises, within the command and transaction of its caller. No gate leads on from there."""
    _move(thing, practice_audience(space))
    if thing.published is None:
        thing.published = clock.new_id()
    thing.save(update_fields=["audience", "published", "changed"])


def stand_among(thing: Thing, audience: Audience) -> None:
    """Put a hidden thing before those who signed for it, within the command and transaction of its caller. No gate leads on from there."""
    _move(thing, audience)
    if thing.published is None:
        thing.published = clock.new_id()
    thing.save(update_fields=["audience", "published", "changed"])


def publish_among(actor: Actor, thing: Thing, space: Space, circle: Audience) -> None:
    """Bring a hidden thing to those alone who are named in a circle, within the command and transaction of its room.

    It passes no gate: nobody sees it who wasn't chosen, and further outward it goes only through them.
    """
    before = thing.layer
    _end_period(thing)
    _move(thing, circle)
    if thing.published is None:
        thing.published = clock.new_id()
    Passage.objects.create(
        thing_id=thing.id, space=space, asked_by=actor, from_layer=before, state=PassageState.PASSED, layer=Layer.TEAM,
        audience=circle, since=clock.now(), reached=reader_count(circle),
    )  # fmt: skip
    thing.save(update_fields=["audience", "published", "changed"])


def reveal(thing: Thing, space: Space, audience: Audience, actor: Actor) -> None:
    """Put a thing back where it stood before it was hidden, within the command and transaction of its caller."""
    if audience.kind == Kind.LADDER and not audience.is_circle:
        _stand(thing, space, actor, Layer(audience.layer), PassageState.PASSED)
    else:
        _move(thing, audience)
    thing.save(update_fields=["audience", "changed"])


def stand_with(part: Thing, audience: Audience) -> None:
    """Let a part of a thing, with what hangs on it, stand where the thing stands now; for those who follow it (`follows_audience`)."""
    _move(part, audience)
    part.save(update_fields=["audience", "changed"])


def _free_up_to(space: Space, layer: Layer, author: Actor) -> Layer:
    """Return the furthest layer up to the one wished for that can be reached through free gates alone."""
    reached = Layer.PRIVATE
    for step in layers_of(space)[1:]:
        if step > layer or strictest_mode(space, reached, step, author) != Mode.FREE:
            break
        reached = step
    return reached


def _ask(actor: Actor, thing: Thing, space: Space, layer: Layer) -> Passage:
    if Passage.objects.filter(thing=thing, state=PassageState.WAITING).exists():
        raise Refused(_("It waits for review already."), 409)
    passage = Passage.objects.create(
        thing_id=thing.id, space=space, audience=audience_for(space, layer, thing.author), layer=layer,
        from_layer=thing.layer, state=PassageState.WAITING, asked_by=actor,
    )  # fmt: skip
    record(PassageAsked(actor=actor.id, thing=thing.id, space=space.id, audience=thing.audience_id, layer=layer))
    return passage


def _stand(
    thing: Thing, space: Space, actor: Actor, layer: Layer, state: PassageState, passage: Passage | None = None
) -> Passage:
    """Put a thing on a layer, end the period before and begin the new one; the caller saves the thing."""
    before = thing.layer
    _end_period(thing)
    audience = audience_for(space, layer, thing.author)
    _move(thing, audience)
    passage = passage or Passage(thing_id=thing.id, space=space, asked_by=actor, from_layer=before)
    passage.state, passage.layer, passage.audience = state, layer, audience
    passage.since, passage.reached = clock.now(), reader_count(audience)
    passage.save()
    return passage


def _move(thing: Thing, audience: Audience) -> None:
    """Change the audience of a thing and of what hangs on it (its comments)."""
    thing.audience, thing.changed = audience, clock.now()
    for follow in _followers:
        follow(thing)


_followers: list[Callable[[Thing], object]] = []


def follows_audience(move: Callable[[Thing], object]) -> None:
    """Let a common part of things (threads) move along when a thing's audience changes: `move(thing)`."""
    _followers.append(move)


def _end_period(thing: Thing) -> None:
    Passage.objects.filter(thing_id=thing.id, since__isnull=False, until=None).update(until=clock.now())


def _withdraw_waiting(thing: Thing, actor: Actor) -> None:
    Passage.objects.filter(thing_id=thing.id, state=PassageState.WAITING).update(
        state=PassageState.WITHDRAWN, decided=clock.now(), decided_by=actor
    )


def _locked(thing: Thing) -> Thing:
    held = Thing.objects.hold(thing.id)
    if held is None:
        raise Refused(_("There is nothing here for you."), 404)
    return held


def _record_widened(actor: Actor, thing: Thing, space: Space, passage: Passage) -> None:
    record(
        ThingWidened(
            actor=actor.id, thing=thing.id, space=space.id, audience=thing.audience_id,
            layer=passage.layer, asked_by=passage.asked_by_id,
        )
    )  # fmt: skip
