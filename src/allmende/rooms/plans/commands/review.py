"""Looking back: what happened beside each answer, and what we learnt."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text import clean_line, clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.plans.activities import PlanFinished
from allmende.rooms.plans.commands.planning import held, record_change
from allmende.rooms.plans.models import LONGEST_ANSWER, Hindsight, Plan, PlanState, Question
from allmende.rooms.plans.rules import may_change_plan, may_finish_plan


@transaction.atomic
def say_what_happened(actor: Actor, plan: Plan, question: str, text: str, seen: str | None = None) -> None:
    """Say beside the answers to a question what happened; empty takes it back.

    `seen` is what stood there when the form was loaded: where somebody has written something else since, nothing is overwritten.
    Raises Refused (403, 404, 409, 422).
    """
    plan = held(plan)
    require(may_change_plan(actor, plan))
    if question not in set(Question):
        raise Refused(_("There is no such question."), 404)
    line = clean_line(text)
    if len(line) > 2000:
        raise Refused(_("2,000 characters at most."), 422, errors={"text": _("2,000 characters at most.")})
    said = Hindsight.objects.filter(plan=plan, question=question).values_list("text", flat=True).first() or ""
    if seen is not None and said not in {clean_line(seen), line}:
        raise Refused(_("Somebody wrote here in the meantime. Compare the two and decide."), 409)
    if line:
        Hindsight.objects.update_or_create(plan=plan, question=question, defaults={"text": line, "author": actor})
    else:
        Hindsight.objects.filter(plan=plan, question=question).delete()
    record_change(actor, plan, "review")


@transaction.atomic
def finish_plan(actor: Actor, plan: Plan, learnt: str) -> Plan:
    """Close a plan with what was learnt; from then on it stands as it is.

    Raises Refused: 403, 409 done already, 422 without a sentence, or with goals of which nobody said what was reached.
    """
    plan = held(plan)
    require(may_finish_plan(actor, plan))
    words = clean_text(learnt).strip()
    if not 20 <= len(words) <= LONGEST_ANSWER:
        sentence = _("Say in a sentence or more what you would do otherwise next time.")
        raise Refused(sentence, 422, errors={"learnt": sentence})
    open_goals = plan.goals.filter(target__isnull=False, reached=None).count()
    if open_goals:
        raise Refused(_("First say of each goal with a target what was reached, with its day and source."), 422)
    plan.learnt, plan.state, plan.done, plan.changed = words, PlanState.DONE, clock.now(), clock.now()
    plan.save()
    record(PlanFinished(actor=actor.id, thing=plan.id, space=plan.space_id, audience=plan.audience_id))
    return plan
