"""Who may set gates, take things through them, and decide what waits there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.audiences.practice import counts
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Mode, Passage, PassageState, Role, Space
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.opening import asked_before_opening
from allmende.commons.spaces.rules.belonging import (
    has_share,
    is_curator,
    is_member,
    is_open,
    is_signed_in,
    is_system,
    roles_of,
    sees_as,
)
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


@asked(_("set the gates"))
def may_set_gates(reader: Reader, space: Space) -> Verdict:
    """Gates are the curators' to set."""
    return is_curator(reader, space)


@asked(_("open the gate to the public"), layer=Layer.PUBLIC, mode=Mode.FREE)
def may_set_gate(reader: Reader, space: Space, layer: Layer, mode: Mode) -> Verdict:
    """Closing is free to those who set gates; opening also asks whether the space is ready."""
    verdict = may_set_gates(reader, space)
    return ABOVE.may_open_gate(reader, space, layer) if verdict and mode != Mode.CLOSED else verdict


@asked(_("take it out to the partner network"), layer=Layer.NETWORK)
@asked(_("take it out to everyone"), layer=Layer.PUBLIC)
def may_widen(reader: Reader, thing: Thing, space: Space, layer: Layer) -> Verdict:
    """The author takes their own things outward, unless a gate on the way is closed."""
    closed = strictest_mode(space, thing.layer, layer) == Mode.CLOSED
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == thing.author_id or is_system(reader), _("Only whoever made it can take it outward.")),
        is_open(reader, space),
        _is_by_itself(thing),
        allow_if(counts(thing.audience), _("This is practice: it goes no further than its space."), status=409),
        allow_if(thing.audience.kind == Kind.LADDER, _("It is not shared yet. Publish it first."), status=409),
        allow_if(layer > thing.layer, _("It is seen that far already."), status=409),
        allow_if(not closed, _("This space keeps such things inside: the gate is closed.")),
        ALLOWED if layer <= Layer.COMMUNITY else ABOVE.allows(thing.author, "share"),
        ALLOWED if layer <= Layer.COMMUNITY or not is_member(reader, space) else has_share(reader, space),
        asked_before_opening(space) if thing.kind == "space" else ALLOWED,
    )


@asked(_("withdraw it"))
def may_narrow(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """An audience shrinks freely: by the author, and by curators of the space."""
    is_own = not reader.is_guest and reader.id == thing.author_id
    if not (is_own or sees_as(reader, space, Role.CURATOR)):
        return first_denial(is_signed_in(reader), Denied(_("Only whoever made it, or a curator, can withdraw it.")))
    return first_denial(
        allow_if(thing.audience.kind == Kind.LADDER, _("It is not shared."), status=409), _is_by_itself(thing)
    )


def _is_by_itself(thing: Thing) -> Verdict:
    """What is never listed by itself (a comment) goes where what it belongs to goes."""
    is_part = thing.published is None and thing.audience.kind == Kind.LADDER
    return allow_if(not is_part, _("It stands where what it belongs to stands."), status=409)


def may_decide_passage(reader: Reader, passage: Passage, space: Space) -> Verdict:
    """Curators of the space, and who is on duty for communication, decide what waits; but nobody decides their own."""
    return first_denial(
        keeps_gates(reader, space),
        is_open(reader, space),
        allow_if(passage.state == PassageState.WAITING, _("This has been decided already."), status=409),
        allow_if(passage.asked_by_id != reader.id, _("Let someone else look at it: it is your own.")),
    )


def keeps_gates(reader: Reader, space: Space) -> Verdict:
    """Allow curators, and whoever the floor of duties lets decide at the gates of the space or of its community."""
    if not is_signed_in(reader) or sees_as(reader, space, Role.CURATOR):
        return is_signed_in(reader)
    kept = ABOVE.gatekept(reader)
    return allow_if(
        space.id in kept or space.root_id in kept,
        _("Only curators and whoever is on duty for communication can do this."),
    )


def keeps_some_gate(reader: Reader) -> Verdict:
    """Allow whoever decides at the gates of any space."""
    curates = Role.CURATOR in roles_of(reader).values()
    return first_denial(
        is_signed_in(reader),
        allow_if(
            curates or ABOVE.gatekept(reader), _("Only curators and whoever is on duty for communication can do this.")
        ),
    )


@asked(_("see where it stood when"))
def may_see_passages(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """Who could see it when: for its author and the stewards of its space."""
    if not reader.is_guest and reader.id == thing.author_id:
        return ALLOWED
    return sees_as(reader, space, Role.HOST)
