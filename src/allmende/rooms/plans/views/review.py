"""Looking back: what was agreed beside what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.plans import commands
from allmende.rooms.plans.forms import show_errors
from allmende.rooms.plans.forms.results import FinishForm, HappenedForm
from allmende.rooms.plans.models import Plan, PlanState, Question
from allmende.rooms.plans.queries import agreed_of, answers_to, questions_of, rows_of, tree_of
from allmende.rooms.plans.queries.tables import money
from allmende.rooms.plans.rules import may_finish_plan
from allmende.rooms.plans.views.fetching import get_plan
from allmende.rooms.plans.views.plans import BACK_IN_THE_FORM, frame_of


def review(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was agreed beside what happened; POST closes the plan with what was learnt."""
    plan = get_plan(request, key)
    form = FinishForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require(may_finish_plan(request.actor, plan))
        status = 422
        try:
            if form.is_valid():
                commands.finish_plan(request.actor, plan, form.cleaned_data["learnt"])
                messages.success(request, _("The plan is done. Whoever plans next reads what you learnt."))
                return redirect("plans:review", key=key)
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status = refusal.status
    return render(request, "plans/review.html", _context(request, plan, form), status=status)


def _context(request: HttpRequest, plan: Plan, form: FinishForm) -> dict[str, Any]:
    agreed = agreed_of(request.actor, plan)
    said = dict(plan.hindsights.values_list("question", "text"))
    answers = answers_to(request.actor, plan)
    beside = [
        (one, [answer for answer in answers if answer.question == one.key], said.get(one.key, "")) for one in questions_of(plan)
    ]  # fmt: skip
    tables = [(kind, rows_of(plan, kind, agreed)) for kind in ("goals", "risks", "promises", "budget")]
    return frame_of(request, plan, (_("Looking back"), "")) | {
        "beside": [one for one in beside if one[1] or one[2]], "tables": tables, "agreed": agreed, "form": form,
        "planned": money(agreed.planned, plan.currency), "spent": money(agreed.spent, plan.currency) if agreed.spent is not None else "",
        "tree": tree_of(request.actor, plan.place, plan), "may_finish": bool(may_finish_plan(request.actor, plan)),
    }  # fmt: skip


@require_POST
def happening(request: HttpRequest, key: UUID, question: str) -> HttpResponse:
    """Say beside the answers to a question what happened."""
    plan = get_plan(request, key)
    if question not in set(Question):
        raise Http404
    form = HappenedForm(request.POST)
    if not form.is_valid():
        raise Refused(_("2,000 characters at most."), 422)
    typed, seen = form.cleaned_data["text"], request.POST.get("seen", "")[:4000]
    try:
        commands.say_what_happened(request.actor, plan, question, typed, seen)
    except Refused as refusal:
        if refusal.status != 409 or plan.state != PlanState.OPEN:
            raise
        context = _context(request, plan, FinishForm()) | {"stale": question, "typed": typed}
        return render(request, "plans/review.html", context, status=409)
    messages.success(request, _("It stands beside the answers."))
    return redirect("plans:review", key=key)
