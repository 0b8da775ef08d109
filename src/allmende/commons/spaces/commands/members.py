"""Joining, leaving, taking in, and who is what."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.activities import MemberJoined, MemberLeft, RoleChanged
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.reach import STEWARDS, hold, recompile
from allmende.commons.spaces.rules import may_join, may_leave, may_take_in
from allmende.commons.spaces.rules.belonging import RIGHTS
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor


@transaction.atomic
def join_space(actor: Actor, space: Space) -> Membership:
    """Join an interest group in one step."""
    _hold(space)
    require(may_join(actor, space))
    return _take_in(actor, space, actor, Role.MEMBER)


@transaction.atomic
def leave_space(actor: Actor, space: Space) -> None:
    """Leave a space; what one made there stays."""
    _hold(space)
    require(may_leave(actor, space))
    _take_out(actor, space, actor)


@transaction.atomic
def take_in(actor: Actor, space: Space, member: Actor, role: Role = Role.MEMBER) -> Membership:
    """Make someone a member. Into a space inside a community only its members: Refused (409) otherwise."""
    _hold(space)
    require(may_take_in(actor, space))
    return receive(actor, space, member, role)


@transaction.atomic
def take_out(actor: Actor, space: Space, member: Actor) -> None:
    """End someone's membership. Leaving a community or an organisation ends the memberships of its spaces with it."""
    _hold(space)
    require(may_take_in(actor, space))
    require(may_leave(member, space))
    _take_out(actor, space, member)


@transaction.atomic
def set_role(actor: Actor, space: Space, member: Actor, role: Role) -> Membership:
    """Make a member a host, a curator, or a member again; never leaves a space without anyone who cares for it."""
    _hold(space)
    require(may_take_in(actor, space))
    membership = Membership.objects.filter(space=space, actor=member).first()
    if membership is None:
        raise Refused(_("%(name)s doesn't belong to this space.") % {"name": member.name}, 409)
    if role == Role.MEMBER:
        require(may_leave(member, space))
    membership.role = role
    if role != Role.NEWCOMER:  # whoever is given a role has nothing to keep first
        membership.has_say = membership.has_work = membership.has_share = True
    membership.save()
    _recompile(member)
    record(
        RoleChanged(
            actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, member=member.id, role=str(role)
        )
    )
    return membership


@transaction.atomic
def take_in_newcomer(space: Space, member: Actor, rights: Iterable[str]) -> Membership:
    """Let someone who was admitted belong to a space, with the say, work and share that their commitment opens.

    Whoever belongs to it already keeps what they have and gets these rights too. The caller has checked the admission.
    """
    _hold(space)
    opens = {f"has_{right}": True for right in rights}
    rows = Membership.objects.filter(space=space, actor=member)
    if not rows.exists():
        add_member(space, member, Role.NEWCOMER)
        rows.update(**{f"has_{right}": False for right in RIGHTS})
        record(
            MemberJoined(actor=member.id, thing=space.id, space=space.id, audience=space.audience_id, member=member.id)
        )
    if opens:
        rows.update(**opens)
    outdate()
    return rows.get()


@transaction.atomic
def make_full_member(space: Space, member: Actor) -> Membership:
    """Let a newcomer, or someone who has nothing to keep first, be a member with say, work and share; hosts and curators stay so."""
    _hold(space)
    rows = Membership.objects.filter(space=space, actor=member)
    if not rows.exists():
        add_member(space, member, Role.MEMBER)
        record(
            MemberJoined(actor=member.id, thing=space.id, space=space.id, audience=space.audience_id, member=member.id)
        )
    rows.filter(role=Role.NEWCOMER).update(role=Role.MEMBER)
    rows.update(has_say=True, has_work=True, has_share=True)
    outdate()
    return rows.get()


def add_member(space: Space, actor: Actor, role: Role) -> Membership:
    """Write a membership, its reach and the space's counter, within the caller's transaction."""
    membership, is_new = Membership.objects.get_or_create(space=space, actor=actor, defaults={"role": role})
    if is_new:
        Space.objects.filter(id=space.id).update(member_count=F("member_count") + 1)
        space.member_count += 1
        _recompile(actor)
    return membership


@transaction.atomic
def receive(actor: Actor, space: Space, member: Actor, role: Role = Role.MEMBER) -> Membership:
    """Make someone a member once both sides have said yes, which the caller has asked. Refused (409) as in `take_in`."""
    _hold(space)
    if space.house_id and not Membership.objects.filter(space_id=space.house_id, actor=member).exists():
        sentences = {space.root_id: _("%(name)s must first belong to the community.")}
        sentence = sentences.get(space.house_id, _("%(name)s must first belong to the organisation."))
        raise Refused(sentence % {"name": member.name}, 409)
    return _take_in(actor, space, member, role)


def _take_in(actor: Actor, space: Space, member: Actor, role: Role) -> Membership:
    if Membership.objects.filter(space=space, actor=member).exists():
        raise Refused(_("%(name)s belongs to this space already.") % {"name": member.name}, 409)
    require(ABOVE.barred(member, space))
    membership = add_member(space, member, role)
    record(MemberJoined(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, member=member.id))
    return membership


def _take_out(actor: Actor, space: Space, member: Actor) -> None:
    gone = Membership.objects.filter(actor=member, space=space)
    if space.root_id is None:
        gone = Membership.objects.filter(actor=member, space__root=space) | gone
    elif space.body_id == space.id:
        gone = Membership.objects.filter(actor=member, space__body=space)
    for row in gone.order_by("space_id"):
        row.delete()
        Space.objects.filter(id=row.space_id).update(member_count=F("member_count") - 1)
    _recompile(member)
    record(MemberLeft(actor=actor.id, thing=space.id, space=space.id, audience=space.audience_id, member=member.id))


@transaction.atomic
def end_memberships(member: Actor) -> None:
    """End every membership of someone who is erased; where they were the last to care, whoever is longest there follows."""
    belongs = Membership.objects.filter(actor=member).select_related("space").order_by("space__root_id", "space_id")
    cared_for = [(row.space, row.role) for row in belongs if row.role in STEWARDS]
    for row in [*belongs]:
        _hold(row.space)
        if Membership.objects.filter(id=row.id).exists():  # a community's end ends those of its spaces
            _take_out(system(), row.space, member)
    for space, role in cared_for:
        left = Membership.objects.filter(space=space)
        if not left.filter(role__in=STEWARDS).exists() and (heir := left.order_by("joined", "id").first()):
            left.filter(id=heir.id).update(role=role)
            _recompile(heir.actor)


def _hold(space: Space) -> None:
    """Let one change of a space's members come after the other; what was kept of roles before is outdated by then."""
    hold(space.id, space.root_id)
    outdate()


def _recompile(actor: Actor) -> None:
    outdate()
    recompile([actor])
