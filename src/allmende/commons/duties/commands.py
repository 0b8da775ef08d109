"""Giving duties and handing them back, and being away."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.duties.activities import DutyEnded, DutyGiven
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.commons.duties.roster import today_in
from allmende.commons.duties.rules import may_assign, may_be_away, may_end_absence, may_give_up
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.reach import hold
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor

LONGEST_ABSENCE = timedelta(days=366)


@transaction.atomic
def assign(actor: Actor, space: Space, duty: Duty, holder: Actor, deputy: Actor | None = None) -> Assignment:
    """Give someone a duty in a space, with a deputy who stands in; given again, the deputy is the one named last.

    Raises Refused: 403 who may not, 409 for someone outside the community, 422 for being one's own deputy.
    """
    root = space.root or space
    hold(space.id, root.id)
    require(may_assign(actor, space))
    if deputy and deputy.id == holder.id:
        raise Refused(_("Nobody stands in for themselves. Choose someone else, or leave it open."), 422,
                      errors={"deputy": _("Choose someone else.")})  # fmt: skip
    for person in filter(None, (holder, deputy)):
        if not Membership.objects.filter(space=root, actor=person).exists():
            raise Refused(_("%(name)s must first belong to the community.") % {"name": person.name}, 409)
    before = Assignment.objects.filter(space=space, duty=duty, holder=holder).first()
    if before and before.deputy_id == (deputy and deputy.id):
        return before
    given, _is_new = Assignment.objects.update_or_create(
        space=space, duty=duty, holder=holder, defaults={"deputy": deputy}
    )
    _mark(root, {holder.id, *([deputy.id] if deputy else []), *([before.deputy_id] if before else [])})
    record(
        DutyGiven(
            actor=actor.id, thing=space.id, space=root.id, audience=space.audience_id, member=holder.id,
            duty=str(duty), deputy=deputy.id if deputy else None,
        )
    )  # fmt: skip
    return given


@transaction.atomic
def end_duty(actor: Actor, assignment: Assignment) -> None:
    """End a duty: its holder hands it back, or a curator takes it; done already, nothing happens."""
    space = assignment.space
    root = space.root or space
    hold(space.id, root.id)
    require(may_give_up(actor, assignment))
    if not Assignment.objects.filter(id=assignment.id).delete()[0]:
        return
    _mark(root, {assignment.holder_id, assignment.deputy_id})
    record(
        DutyEnded(
            actor=actor.id, thing=space.id, space=root.id, audience=space.audience_id, member=assignment.holder_id,
            duty=assignment.duty,
        )
    )  # fmt: skip


def free_of_duties(root: Space, person: UUID) -> None:
    """End every duty that someone holds or stands in for in a community which they have left, in the caller's transaction."""
    here = Q(space_id=root.id) | Q(space__root_id=root.id)
    Assignment.objects.filter(here, deputy_id=person).update(deputy=None)
    Assignment.objects.filter(here, holder_id=person).delete()
    _mark(root, {person})


@transaction.atomic
def go_away(actor: Actor, root: Space, starts: date, ends: date) -> Absence:
    """Be away from one day to another, both included; deputies stand in by themselves. Said twice, it counts once.

    Raises Refused (422) for a time that is over, ends before it starts or lasts longer than a year.
    """
    require(may_be_away(actor, root))
    if ends < starts:
        raise Refused(_("The last day comes before the first."), 422, errors={"ends": _("Choose a later day.")})
    if ends < today_in(root):
        raise Refused(_("These days are over already."), 422, errors={"ends": _("Choose a day to come.")})
    if ends - starts > LONGEST_ABSENCE:
        raise Refused(_("For longer than a year, rather hand the duty back."), 422, errors={"ends": _("Too far off.")})
    absence, _is_new = Absence.objects.get_or_create(actor=actor, starts=starts, ends=ends)
    outdate()
    return absence


@transaction.atomic
def come_back(actor: Actor, absence: Absence) -> None:
    """Be here again earlier than one said, or not go at all; done already, nothing happens."""
    require(may_end_absence(actor, absence))
    Absence.objects.filter(id=absence.id).delete()
    outdate()


def forget(actor: Actor) -> None:
    """Free someone of everything here when they go for good, in the caller's transaction."""
    Assignment.objects.filter(deputy=actor).update(deputy=None)
    Assignment.objects.filter(holder=actor).delete()
    Absence.objects.filter(actor=actor).delete()


def _mark(root: Space, people: set[UUID | None]) -> None:
    """Keep on memberships of the community who has a duty or stands in for one."""
    here = Assignment.objects.filter(Q(space_id=root.id) | Q(space__root_id=root.id))
    involved = here.filter(Q(holder_id=OuterRef("actor_id")) | Q(deputy_id=OuterRef("actor_id")))
    members = Membership.objects.filter(space_id=root.id, actor_id__in=[person for person in people if person])
    members.filter(Exists(involved)).update(has_duty=True)
    members.exclude(Exists(involved)).update(has_duty=False)
    outdate()
