"""Who may do what in a space and at its gates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces import precautions
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Membership, Mode, Passage, PassageState, Role, Space, SpaceKind
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.identity.actors.models import Kind as ActorKind

RIGHTS = ("say", "work", "share", "duty")
"""What a membership opens: deciding, contributing, taking things outward; and whether a duty comes with it."""

PAUSED = _("You are taking a break here for now. You find the reason, and when it ends, under My standing.")


def role_in(reader: Reader, space: Space) -> str | None:
    """Return what a reader is in a space, a curator of its community counting as curator in it; None for nothing.

    Asked often for one page: the reader's memberships are read once and kept.
    """
    roles = roles_of(reader)
    if space.root_id and roles.get(space.root_id) == Role.CURATOR:
        return Role.CURATOR
    return roles.get(space.id)


def roles_of(reader: Reader) -> dict[object, str]:
    """Return a reader's role in each of their spaces; one statement, then kept on the reader."""
    return {space: belonging.role for space, belonging in _memberships(reader).items()}


class Belonging(NamedTuple):
    """What someone is in a space, what they may there (say, work, share, duty; paused), and whom they can speak for.

    `is_own` is false for members of a network through their organisation.
    """

    role: str
    rights: frozenset[str]
    voice: UUID | None = None
    is_own: bool = True


NOTHING = Belonging("", frozenset())


def _memberships(reader: Reader) -> dict[object, Belonging]:
    """Return how a reader belongs to each of their spaces; members of an organisation are members of its networks."""
    return keep(reader, "memberships", lambda: _read_memberships(reader)) if isinstance(reader, Actor) else {}


def _read_memberships(reader: Actor) -> dict[object, Belonging]:
    fields = ("space_id", "role", "space__voice_id", "space__networks__network_id", "paused_until")
    own: dict[object, Belonging] = {}
    through: dict[object, Belonging] = {}
    rows = Membership.objects.filter(actor=reader).values_list(*fields, *(f"has_{right}" for right in RIGHTS))
    for space, role, voice, network, paused_until, *rights in rows:
        names = {name for name, has in zip(RIGHTS, rights, strict=True) if has}
        names |= {"paused"} if paused_until and paused_until > clock.now() else set()
        own[space] = Belonging(role, frozenset(names), voice)
        if network:
            through[network] = Belonging(Role.MEMBER, frozenset(names - {"duty"}), is_own=False)
    return through | own


def may_act_for(reader: Reader, body: Space) -> Verdict:
    """Representatives speak for their organisation or network: its own curators, not those of the community around it."""
    here = _memberships(reader).get(body.id, NOTHING)
    sentence = _("Only representatives of %(name)s can speak for it.") % {"name": body.title}
    return first_denial(is_signed_in(reader), allow_if(here.voice and here.role == Role.CURATOR, sentence))


def bodies_of(reader: Reader) -> list[UUID]:
    """Return the organisations and networks that a reader may speak for; asks nothing that was not read before."""
    return [
        space
        for space, here in _memberships(reader).items()
        if here.voice and here.role == Role.CURATOR and isinstance(space, UUID)
    ]


def has_duty(reader: Reader) -> bool:
    """Say whether a reader holds a duty anywhere or stands in for who does; asks nothing more than their roles."""
    return any("duty" in here.rights for here in _memberships(reader).values())


def is_active(reader: Reader, space: Space) -> Verdict:
    """Deny who takes a break: they read along and do nothing else until it is over."""
    here = _memberships(reader).get(space.root_id or space.id, NOTHING)
    return allow_if("paused" not in here.rights, PAUSED)


def _has(reader: Reader, space: Space, right: str, reason: Text) -> Verdict:
    """Allow members; a newcomer of the community only what their commitment opens already, the young with precaution."""
    member = is_member(reader, space)
    if not member or is_system(reader):
        return member
    here = _memberships(reader).get(space.root_id or space.id)
    return first_denial(
        is_active(reader, space),
        allow_if(here is None or right in here.rights, reason),
        precautions.allows(reader, right),
    )


def has_say(reader: Reader, space: Space) -> Verdict:
    """Vote and decide."""
    return _has(reader, space, "say", _("You have a say once your first commitment is kept."))


def has_work(reader: Reader, space: Space) -> Verdict:
    """Hand in contributions and take on work."""
    return _has(reader, space, "work", _("You can contribute once your first commitment is kept."))


def has_share(reader: Reader, space: Space) -> Verdict:
    """Take things outward, beyond the community."""
    return _has(reader, space, "share", _("You can take things outward once your first commitment is kept."))


def is_system(reader: Reader) -> bool:
    """Whether the house itself acts."""
    return reader.kind == ActorKind.SYSTEM


def is_signed_in(reader: Reader) -> Verdict:
    """Allow everyone but guests."""
    return allow_if(
        not reader.is_guest,
        _("Sign in to take part."),
        remedy=Remedy(_("Sign in"), reverse("account_login")) if reader.is_guest else None,
    )


def is_member(reader: Reader, space: Space) -> Verdict:
    """Allow those who belong to the space, and the house itself."""
    if is_system(reader):
        return ALLOWED
    return first_denial(
        is_signed_in(reader), allow_if(role_in(reader, space), _("Only members of this space can do this."))
    )


def is_steward(reader: Reader, space: Space) -> Verdict:
    """Allow hosts and curators of the space, and the house itself."""
    if is_system(reader):
        return ALLOWED
    return first_denial(
        is_signed_in(reader),
        allow_if(role_in(reader, space) in {Role.HOST, Role.CURATOR}, _("Only hosts and curators can do this.")),
    )


def is_curator(reader: Reader, space: Space) -> Verdict:
    """Allow curators of the space or of its community, and the house itself."""
    if is_system(reader):
        return ALLOWED
    return first_denial(
        is_signed_in(reader), allow_if(role_in(reader, space) == Role.CURATOR, _("Only curators can do this."))
    )


def may_open_space(reader: Reader, parent: Space, purpose: str) -> Verdict:
    """Interest groups: any member; teams, projects and hubs: stewards of the space around it; teams also whom trust grants it.

    Bodies stand right inside the community: an organisation is opened by any of its members, a network by its curators.
    """
    if purpose == SpaceKind.GROUP:
        return is_member(reader, parent)
    if purpose == SpaceKind.COMMUNITY:
        return Denied(_("A community is founded, not opened inside another space."), status=422)
    if purpose in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        opens = is_member if purpose == SpaceKind.ORGANISATION else is_curator
        at_home = _("Organisations and networks stand right inside the community.")
        return first_denial(
            opens(reader, parent), is_active(reader, parent), allow_if(parent.root_id is None, at_home, status=422)
        )
    steward = is_steward(reader, parent)
    by_trust = purpose == SpaceKind.TEAM and is_member(reader, parent) and ABOVE.granted(reader, parent, "teams")
    return is_active(reader, parent) if by_trust else steward


def may_change_space(reader: Reader, space: Space) -> Verdict:
    """Name, text and look: hosts and curators."""
    return is_steward(reader, space)


def may_enter(reader: Reader, root: Space) -> Verdict:
    """Before its opening day a community is its founders' alone; then everyone may look in."""
    if not root.is_founding or is_system(reader) or role_in(reader, root):
        return ALLOWED
    return Denied(_("This community has not opened yet."))


def may_open_doors(reader: Reader, root: Space) -> Verdict:
    """Curators open a community earlier than its day, once."""
    return first_denial(is_curator(reader, root), allow_if(root.is_founding, _("The doors are open."), status=409))


@dataclass(frozen=True)
class Entry:
    """What the floor above says of coming in: whether anyone of the community may join a space in one step (`is_open`), and
    whether those without membership may take part in what is public there (`takes_guests`)."""

    is_open: Callable[[Reader, Space], bool]
    takes_guests: Callable[[Reader, Space], bool]


JOINED_IN_ONE_STEP = frozenset({SpaceKind.GROUP, SpaceKind.HUB})
"""Kinds of space that members of the house around them join with one press, where nobody says otherwise."""

_entry = Entry(
    is_open=lambda reader, space: space.purpose in JOINED_IN_ONE_STEP, takes_guests=lambda reader, space: False
)


def governs_entry(entry: Entry) -> None:
    """Let the floor above decide how people come into spaces (called when its app is ready)."""
    global _entry
    _entry = entry


def may_join(reader: Reader, space: Space) -> Verdict:
    """Spaces that are open, as interest groups are, for members of the community; a community has a way in of its own."""
    if not (signed := is_signed_in(reader)):
        return signed
    if space.id in roles_of(reader):
        return Denied(_("You belong to this space already."), status=409)
    if space.root_id is None or not _entry.is_open(reader, space):
        return Denied(_("This space takes people in itself. Ask one of its hosts."))
    if space.house_id != space.root_id:
        return allow_if(space.house_id in roles_of(reader), _("First become a member of the organisation."))
    return allow_if(space.root_id in roles_of(reader), _("First become a member of the community."))


def takes_part(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Members; and in what is public also those who only have an account, where the community lets them."""
    member = is_member(reader, space)
    if member or reader.is_guest or layer != Layer.PUBLIC:
        return member
    return ALLOWED if _entry.takes_guests(reader, space) else member


def may_leave(reader: Reader, space: Space) -> Verdict:
    """Whoever belongs to it; the last steward hands over first."""
    signed = is_signed_in(reader)
    if not signed or not isinstance(reader, Actor):
        return signed
    role = roles_of(reader).get(space.id)
    if role is None:
        return Denied(_("You don't belong to this space."), status=409)
    if not _memberships(reader)[space.id].is_own:
        return Denied(_("You belong to it through your organisation, and leave it with that."), status=409)
    stewards = Membership.objects.filter(space=space, role__in=(Role.HOST, Role.CURATOR))
    is_last = role in {Role.HOST, Role.CURATOR} and not stewards.exclude(actor_id=reader.id).exists()
    return allow_if(
        not is_last, _("You are the last to care for this space. Make someone else a host first."), status=409
    )


def may_take_in(reader: Reader, space: Space) -> Verdict:
    """Take people in and out, and say who is a host: stewards; in a community: curators."""
    return is_steward(reader, space) if space.root_id else is_curator(reader, space)


def may_set_gates(reader: Reader, space: Space) -> Verdict:
    """Gates are the curators' to set."""
    return is_curator(reader, space)


type MayOpenGate = Callable[[Reader, Space, Layer], Verdict]

_governed: dict[str, MayOpenGate] = {}


def governs_gates(purpose: SpaceKind, may_open_gate: MayOpenGate) -> None:
    """Let a floor above say when a kind of space may open its gates; `may_open_gate(reader, space, layer)` is asked last."""
    _governed[purpose] = may_open_gate


def may_set_gate(reader: Reader, space: Space, layer: Layer, mode: Mode) -> Verdict:
    """Closing is free to those who set gates; opening also asks whoever governs this kind of space."""
    rule = _governed.get(space.purpose)
    verdict = may_set_gates(reader, space)
    return rule(reader, space, layer) if verdict and rule and mode != Mode.CLOSED else verdict


def may_widen(reader: Reader, thing: Thing, space: Space, layer: Layer) -> Verdict:
    """The author takes their own things outward, unless a gate on the way is closed."""
    closed = strictest_mode(space, thing.layer, layer) == Mode.CLOSED
    return first_denial(
        is_signed_in(reader),
        allow_if(reader.id == thing.author_id or is_system(reader), _("Only whoever made it can take it outward.")),
        allow_if(thing.audience.kind == Kind.LADDER, _("It is not shared yet. Publish it first."), status=409),
        allow_if(layer > thing.layer, _("It is seen that far already."), status=409),
        allow_if(not closed, _("This space keeps such things inside: the gate is closed.")),
        ALLOWED if layer <= Layer.COMMUNITY else precautions.allows(thing.author, "share"),
        ALLOWED if layer <= Layer.COMMUNITY or not is_member(reader, space) else has_share(reader, space),
    )


def may_narrow(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """An audience shrinks freely: by the author, and by curators of the space."""
    is_own = not reader.is_guest and reader.id == thing.author_id
    if not (is_own or is_curator(reader, space)):
        return first_denial(is_signed_in(reader), Denied(_("Only whoever made it, or a curator, can withdraw it.")))
    return allow_if(thing.audience.kind == Kind.LADDER, _("It is not shared."), status=409)


def may_decide_passage(reader: Reader, passage: Passage, space: Space) -> Verdict:
    """Curators of the space, and who is on duty for communication, decide what waits; but nobody decides their own."""
    return first_denial(
        keeps_gates(reader, space),
        allow_if(passage.state == PassageState.WAITING, _("This has been decided already."), status=409),
        allow_if(passage.asked_by_id != reader.id, _("Let someone else look at it: it is your own.")),
    )


def keeps_gates(reader: Reader, space: Space) -> Verdict:
    """Allow curators, and whoever the floor of duties lets decide at the gates of the space or of its community."""
    if not is_signed_in(reader) or is_curator(reader, space):
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


def may_see_passages(reader: Reader, thing: Thing, space: Space) -> Verdict:
    """Who could see it when: for its author and the stewards of its space."""
    if not reader.is_guest and reader.id == thing.author_id:
        return ALLOWED
    return is_steward(reader, space)
