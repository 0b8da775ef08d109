"""Who begins a plan, answers, reads along as the second person, and says what is asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.queries import reach_of
from allmende.commons.spaces.features import has_room
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_work, is_signed_in, is_steward, is_system
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.plans.models import Answer, Plan, PlanState, Seat


@asked(_("begin a plan"))
def may_begin_plan(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators of a space, where the room is open."""
    return first_denial(is_steward(reader, space), has_room(space, "plans"))


def sees(reader: Reader, plan: Plan) -> Verdict:
    """What one can't see, one can't act on; people meet it as a 404 before they come here."""
    seen = is_system(reader) or plan.audience_id in reach_of(reader)
    return allow_if(seen, _("This isn't here."), status=404)


def is_at_work(plan: Plan) -> Verdict:
    """Deny what would change a plan that lies in the bin, or has been looked back on."""
    return first_denial(
        allow_if(not plan.is_binned, _("It lies in the bin. Restore it first."), status=409),
        allow_if(plan.state == PlanState.OPEN, _("This plan is done: it stands as it is."), status=409),
    )


@asked(_("answer the questions"))
def may_answer(reader: Reader, plan: Plan) -> Verdict:
    """Members of its space, once their first commitment is kept, while the plan is worked on."""
    return first_denial(sees(reader, plan), is_signed_in(reader), has_work(reader, plan.place), is_at_work(plan))


def may_remove_answer(reader: Reader, answer: Answer, plan: Plan) -> Verdict:
    """Whoever gave it takes it back."""
    return first_denial(may_answer(reader, plan), _is_theirs(reader, answer))


def _is_theirs(reader: Reader, answer: Answer) -> Verdict:
    return allow_if(reader.id == answer.author_id, _("Only whoever gave an answer can take it back."))


def may_read_along(reader: Reader, answer: Answer, plan: Plan) -> Verdict:
    """The second person: any member of its space, but never who gave the answer."""
    is_another = reader.id != answer.author_id
    return first_denial(
        may_answer(reader, plan),
        allow_if(is_another, _("It takes a second person: nobody confirms their own answer.")),
    )


@asked(_("change the plan"))
def may_change_plan(reader: Reader, plan: Plan) -> Verdict:
    """Who began it, who took a seat in it, and those who host or care for its space."""
    return first_denial(sees(reader, plan), is_signed_in(reader), _looks_after(reader, plan), is_at_work(plan))


@asked(_("look back and close the plan"))
def may_finish_plan(reader: Reader, plan: Plan) -> Verdict:
    """Those who look after it."""
    return may_change_plan(reader, plan)


def _looks_after(reader: Reader, plan: Plan) -> Verdict:
    steward = is_steward(reader, plan.place)
    if steward or reader.is_guest:
        return steward
    own = reader.id == plan.author_id or Seat.objects.filter(plan=plan, person=reader.id, is_taken=True).exists()
    return has_work(reader, plan.place) if own else steward


@asked(_("say which questions are asked before it opens"))
def may_demand(reader: Reader, space: Space) -> Verdict:
    """Hosts and curators, for their own space."""
    return first_denial(is_steward(reader, space), has_room(space, "plans"))
