"""What someone is in a space, and what they may there because of it."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.composed import Composed
from allmende.foundation.verdicts import ALLOWED, Denied, Remedy, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Bound, Reader
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
    if not isinstance(reader, Actor):
        return {}
    return keep(reader, "roles", lambda: {space: here.role for space, here in belongings_of(reader).items()})


class Belonging(NamedTuple):
    """What someone is in a space, what they may there (say, work, share, duty; paused), and whom they can speak for.

    `is_own` is false for members of a network through their organisation.
    """

    role: str
    rights: frozenset[str]
    voice: UUID | None = None
    is_own: bool = True


NOTHING = Belonging("", frozenset())


def belongings_of(reader: Reader) -> dict[object, Belonging]:
    """Return how a reader belongs to each of their spaces; members of an organisation are members of its networks."""
    return keep(reader, "memberships", lambda: _read(reader)) if isinstance(reader, Actor) else {}


FIELDS = (
    "space_id", "space__root_id", "role", "space__voice_id", "space__networks__network_id", "paused_until",
    *(f"has_{right}" for right in RIGHTS),
)  # fmt: skip
_memberships = Composed(lambda actor: Membership.objects.filter(actor_id=actor).values_list(*FIELDS), UUID)


def _read(reader: Actor) -> dict[object, Belonging]:
    own: dict[object, Belonging] = {}
    through: dict[object, Belonging] = {}
    roots: dict[object, object] = {}
    for space, root, role, voice, network, paused_until, *rights in _memberships(reader.id):
        roots[space] = root or space
        names = {name for name, has in zip(RIGHTS, rights, strict=True) if has}
        names |= {"paused"} if paused_until and paused_until > clock.now() else set()
        own[space] = Belonging(role, frozenset(names), voice)
        if network:
            through[network] = Belonging(Role.MEMBER, frozenset(names - {"duty"}), is_own=False)
    return _within(reader.bound, through | own, roots) if reader.bound else through | own


def _within(bound: Bound, belongings: dict[object, Belonging], roots: dict[object, object]) -> dict[object, Belonging]:
    """What of a person's memberships a program has: those of the spaces it sees into; of a community around them, bare membership.

    So a program that sees no further in than the community is a plain member of it, whatever its person is.
    """
    sees_inside = bound.layer <= Layer.TEAM
    kept: dict[object, Belonging] = {}
    for space, belonging in belongings.items():
        if sees_inside and bound.space in {None, space}:
            kept[space] = belonging
        elif (
            bound.layer <= Layer.COMMUNITY
            and roots.get(space) == space
            and (bound.space is None or roots.get(bound.space) == space)
        ):
            kept[space] = Belonging(Role.MEMBER, belonging.rights - {"duty"})
    return kept


def belongs_here(actor: Actor, space: Space) -> bool:
    """Say whether somebody belongs to a space; asked once, then kept on them."""
    if actor.bound:
        return space.id in belongings_of(actor)
    return keep(actor, f"belongs_{space.id}", Membership.objects.filter(space_id=space.id, actor=actor).exists)


@asked(_("speak for it"))
def may_act_for(reader: Reader, body: Space) -> Verdict:
    """Representatives speak for their organisation or network: its own curators, not those of the community around it."""
    here = belongings_of(reader).get(body.id, NOTHING)
    sentence = _("Only representatives of %(name)s can speak for it.") % {"name": body.title}
    speaks = here.voice and here.role == Role.CURATOR
    return first_denial(is_signed_in(reader), allow_if(speaks, sentence), is_open(reader, body))


def bodies_of(reader: Reader) -> list[UUID]:
    """Return the organisations and networks that a reader may speak for; asks nothing that was not read before."""
    return [
        space
        for space, here in belongings_of(reader).items()
        if here.voice and here.role == Role.CURATOR and isinstance(space, UUID)
    ]


def is_open(reader: Reader, space: Space) -> Verdict:
    """Deny everyone but the house itself whatever would change an archived space or anything in it.

    The one place that says so: who belongs to a space is asked it by `is_member` and its like, and the journal asks it last.
    """
    return ALLOWED if is_system(reader) else is_not_archived(space)


def is_not_archived(space: Space) -> Verdict:
    """Deny with the reason, and who can change that, where a space has been archived."""
    if space.archived is None:
        return ALLOWED
    sentence = _("%(name)s is archived: everything in it can be read, and nothing changes. Its hosts can reopen it.")
    return Denied(
        sentence % {"name": space.title}, Remedy(_("To the space"), reverse("space", args=[space.slug])), status=409
    )


def has_duty(reader: Reader) -> bool:
    """Say whether a reader holds a duty anywhere or stands in for who does; asks nothing more than their roles."""
    return any("duty" in here.rights for here in belongings_of(reader).values())


def is_active(reader: Reader, space: Space) -> Verdict:
    """Deny who takes a break, and everyone where a space is archived: they read along and do nothing else until it is over."""
    here = belongings_of(reader).get(space.root_id or space.id, NOTHING)
    return first_denial(is_open(reader, space), allow_if("paused" not in here.rights, PAUSED))


def _has(reader: Reader, space: Space, right: str, reason: Text) -> Verdict:
    """Allow members; a newcomer of the community only what their commitment opens already, the young with precaution."""
    member = is_member(reader, space)
    if not member or is_system(reader):
        return member
    here = belongings_of(reader).get(space.root_id or space.id)
    return first_denial(
        is_active(reader, space),
        allow_if(here is None or right in here.rights, reason),
        ABOVE.allows(reader, right),
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


SAID = {
    Role.MEMBER: _("Only members of this space can do this."),
    Role.HOST: _("Only hosts and curators can do this."),
    Role.CURATOR: _("Only curators can do this."),
}
ENOUGH = {
    Role.MEMBER: frozenset(Role),
    Role.HOST: frozenset({Role.HOST, Role.CURATOR}),
    Role.CURATOR: frozenset({Role.CURATOR}),
}
"""Which roles are at least a member's, a host's, a curator's."""


def sees_as(reader: Reader, space: Space, role: Role) -> Verdict:
    """Allow those who are at least that in a space, and the house itself, to look at something: also where it is archived."""
    if is_system(reader):
        return ALLOWED
    return first_denial(is_signed_in(reader), allow_if(role_in(reader, space) in ENOUGH[role], SAID[role]))


def _acts_as(reader: Reader, space: Space, role: Role) -> Verdict:
    return first_denial(sees_as(reader, space, role), is_open(reader, space))


def is_member(reader: Reader, space: Space) -> Verdict:
    """Allow those who belong to the space, and the house itself, to do something in it."""
    return _acts_as(reader, space, Role.MEMBER)


def is_steward(reader: Reader, space: Space) -> Verdict:
    """Allow hosts and curators of the space, and the house itself, to do something in it."""
    return _acts_as(reader, space, Role.HOST)


def is_curator(reader: Reader, space: Space) -> Verdict:
    """Allow curators of the space or of its community, and the house itself, to do something in it."""
    return _acts_as(reader, space, Role.CURATOR)
