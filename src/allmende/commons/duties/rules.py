"""Whom a duty lets do what: duties carry permissions, so that nobody needs to be everything to run a community."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import keep
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.commons.duties.roster import Roster, roster_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_duty, is_curator, is_member, is_signed_in, is_system
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if
from allmende.identity.actors.models import Actor, Reader

SERVES = {
    Duty.COMMUNITY: (
        _("decides on nominations and admissions"),
        _("keeps the conversation kind"),
        _("welcomes newcomers"),
    ),
    Duty.COMMUNICATION: (_("decides what goes outward"), _("speaks for the community")),
    Duty.PROJECTS: (_("opens calls and sees them through"), _("helps teams that are stuck")),
    Duty.SALES: (_("talks with organisations and clients"), _("finds paid work")),
}
"""What each duty is there for, in words: whom to ask for what. What it may decide asks `serves`."""

MANY = 2
"""More duties than this on one pair of shoulders are a reason to warn."""


def serves(reader: Reader, space: Space, duty: Duty | str) -> Verdict:
    """Allow whoever is on duty in the space or its community today; while nobody is, any curator of the space."""
    if is_system(reader):
        return ALLOWED
    if not isinstance(reader, Actor) or not (member := is_member(reader, space.root or space)):
        return is_signed_in(reader) and member
    today, root = roster_for(reader, space), space.root or space
    on_duty = [actor for place in (space.id, root.id) for actor in today.get((place, str(duty)), ())]
    if not on_duty:
        return is_curator(reader, space)
    return allow_if(
        reader.id in on_duty, _("Only whoever is on duty for %(duty)s can do this.") % {"duty": Duty(duty).label}
    )


def roster_for(reader: Actor, space: Space) -> Roster:
    """Return who is on duty in a space, its community, and wherever the reader has a duty there; one statement, then kept."""
    root = space.root or space
    places = Q(space_id__in={space.id, root.id})
    if has_duty(reader):
        own = Assignment.objects.filter(Q(holder=reader) | Q(deputy=reader))
        places |= Q(space__root_id=root.id, space__in=own.values("space"))
    return keep(reader, f"roster_{space.id.hex}", lambda: roster_of(root, places))


@asked(_("give duties"))
def may_assign(reader: Reader, space: Space) -> Verdict:
    """Duties are given by the curators of a space."""
    return is_curator(reader, space)


def may_give_up(reader: Reader, assignment: Assignment) -> Verdict:
    """A duty ends by its holder, or by a curator."""
    own = allow_if(reader.id == assignment.holder_id, "")
    return own or is_curator(reader, assignment.space)


@asked(_("see who is on duty"))
def may_see_duties(reader: Reader, space: Space) -> Verdict:
    """Whom to ask for what: for all members of the community."""
    return is_member(reader, space.root or space)


@asked(_("say when they are away"))
def may_be_away(reader: Reader, space: Space) -> Verdict:
    """Members say themselves when they are away."""
    return is_member(reader, space.root or space)


def may_end_absence(reader: Reader, absence: Absence) -> Verdict:
    """Only one's own absence is one's to end."""
    return allow_if(reader.id == absence.actor_id, _("There is nothing here for you."), status=404)
