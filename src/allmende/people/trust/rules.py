"""Who may set, hold and survey trust; who may warn, pause and exclude: nobody alone, and nobody in their own case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.duties.models import Duty
from allmende.commons.duties.rules import serves
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import (
    belongs_here,
    is_active,
    is_curator,
    is_member,
    is_signed_in,
    is_system,
    may_leave,
)
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.people.trust.models import Measure, MeasureKind, MeasureState

NOT_ALONE = _("Let someone else decide this: it is about you.")


@asked(_("see their own standing"))
def may_see_standing(reader: Reader, root: Space) -> Verdict:
    """One's own standing: every member of the community."""
    return is_member(reader, root)


@asked(_("set the levels of trust"))
def may_set_rungs(reader: Reader, root: Space) -> Verdict:
    """What levels ask and give is the curators' to set."""
    return is_curator(reader, root)


@asked(_("lock a level of theirs"))
def may_lock_level(reader: Reader, root: Space, member: Actor) -> Verdict:
    """Whoever is on duty for the community holds a level where it is; nobody their own."""
    return first_denial(
        serves(reader, root, Duty.COMMUNITY),
        allow_if(reader.id != member.id, NOT_ALONE),
        belongs(member, root),
    )


@asked(_("thank them"))
def may_thank(reader: Reader, root: Space, member: Actor) -> Verdict:
    """Members thank each other; nobody themselves."""
    return first_denial(
        is_signed_in(reader), is_member(reader, root), is_active(reader, root),
        allow_if(reader.id != member.id, _("It is good to be content with oneself. Thanks go to others.")),
        belongs(member, root),
    )  # fmt: skip


@asked(_("look at what the graph shows"))
def may_survey(reader: Reader, root: Space) -> Verdict:
    """What the trust graph shows of a whole community: curators, and whoever is on duty for it."""
    return is_curator(reader, root) or serves(reader, root, Duty.COMMUNITY)


def belongs(member: Actor, root: Space) -> Verdict:
    """Allow what concerns a member of the community."""
    return allow_if(
        belongs_here(member, root), _("%(name)s doesn't belong to the community.") % {"name": member.name}, status=409
    )


def duties_of(reader: Reader, space: Space) -> list[Duty]:
    """Return the duties that a reader serves in a space today."""
    return [duty for duty in Duty if serves(reader, space, duty)] if isinstance(reader, Actor) else []


def is_on_duty(reader: Reader, space: Space) -> Verdict:
    """Allow whoever serves any duty in a space today."""
    return first_denial(
        is_signed_in(reader),
        is_member(reader, space),
        allow_if(duties_of(reader, space), _("Only whoever is on duty today can do this.")),
    )


@asked(_("take a measure about them"))
def may_take_measure(reader: Reader, root: Space, member: Actor) -> Verdict:
    """Warn someone, or let them take a break: whoever is on duty for the community; nobody themselves."""
    return first_denial(
        serves(reader, root, Duty.COMMUNITY), allow_if(reader.id != member.id, NOT_ALONE), belongs(member, root)
    )


@asked(_("propose their exclusion"))
def may_propose_exclusion(reader: Reader, root: Space, member: Actor) -> Verdict:
    """Whoever is on duty proposes; nobody themselves; the last to care for the community hands over first."""
    allowed = first_denial(is_on_duty(reader, root), allow_if(reader.id != member.id, NOT_ALONE), belongs(member, root))
    return allowed and may_leave(member, root)


def may_confirm_exclusion(reader: Reader, measure: Measure) -> Verdict:
    """A second person, in another duty than the first."""
    others = set(duties_of(reader, measure.space)) - {measure.proposed_as}
    return first_denial(
        is_on_duty(reader, measure.space),
        allow_if(reader.id != measure.actor_id, NOT_ALONE),
        allow_if(
            measure.kind == MeasureKind.EXCLUSION and measure.state == MeasureState.PROPOSED,
            _("This has been decided already."), status=409,
        ),
        allow_if(reader.id != measure.proposed_by_id, _("It takes a second person: you proposed it.")),
        allow_if(others, _("It takes someone in another duty than %(duty)s.") % {"duty": measure.get_proposed_as_display()}),
    )  # fmt: skip


def may_withdraw_measure(reader: Reader, measure: Measure) -> Verdict:
    """Whoever proposed it, and whoever is on duty for the community; a standing exclusion only on appeal."""
    by = first_denial(is_signed_in(reader), allow_if(reader.id == measure.proposed_by_id, ""))
    final = measure.kind == MeasureKind.EXCLUSION and measure.state == MeasureState.STANDS
    return first_denial(
        by or serves(reader, measure.space, Duty.COMMUNITY),
        allow_if(reader.id != measure.actor_id, NOT_ALONE),
        allow_if(measure.state != MeasureState.OVER, _("It is over already."), status=409),
        allow_if(not final, _("An exclusion that stands is looked at again when it is appealed."), status=409),
    )


def may_appeal(reader: Reader, measure: Measure) -> Verdict:
    """Only whom it is about, once, while it stands."""
    return first_denial(
        allow_if(reader.id == measure.actor_id, _("There is nothing here for you."), status=404),
        allow_if(measure.state == MeasureState.STANDS, _("There is nothing to appeal any more."), status=409),
        allow_if(not hasattr(measure, "appeal"), _("You have asked for this already."), status=409),
    )


def may_decide_appeal(reader: Reader, measure: Measure) -> Verdict:
    """Someone on duty, or a curator, who had no part in it."""
    involved = {measure.actor_id, measure.proposed_by_id, measure.confirmed_by_id}
    is_open = hasattr(measure, "appeal") and measure.appeal.decided is None
    return first_denial(
        is_curator(reader, measure.space) or is_on_duty(reader, measure.space),
        allow_if(reader.id not in involved, _("Let someone decide who had no part in it.")),
        allow_if(is_open and measure.state == MeasureState.STANDS, _("No appeal waits here."), status=409),
    )


def may_see_measure(reader: Reader, measure: Measure) -> Verdict:
    """Whom it is about, once it stands; and whoever is on duty, for whom it is otherwise not there."""
    if reader.id == measure.actor_id:
        told = (
            measure.state != MeasureState.PROPOSED and measure.confirmed_by_id
        ) or measure.kind != MeasureKind.EXCLUSION
        return allow_if(told, _("There is nothing here for you."), status=404)
    return allow_if(may_see_measures(reader, measure.space), _("There is nothing here for you."), status=404)


@asked(_("see decisions about people"))
def may_see_measures(reader: Reader, root: Space) -> Verdict:
    """Curators and whoever is on duty."""
    return is_curator(reader, root) or is_on_duty(reader, root)


def not_excluded(actor: Actor, space: Space) -> Verdict:
    """Deny whoever is excluded from a space's community, until that is lifted: asked before anyone is taken in."""
    root = space.root_id or space.id
    stands = Measure.objects.filter(space_id=root, actor=actor, kind=MeasureKind.EXCLUSION, state=MeasureState.STANDS)
    return allow_if(
        is_system(actor) or not stands.exists(),
        _("%(name)s is excluded from this community. Only an appeal can lift that.") % {"name": actor.name}, status=409,
    )  # fmt: skip
