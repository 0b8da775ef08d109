"""Warning, pausing, excluding, and looking at it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.duties.models import Duty
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Denied, Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.trust import commands
from allmende.people.trust.forms import AnswerForm, AppealForm, MeasureForm
from allmende.people.trust.models import Measure, MeasureKind
from allmende.people.trust.queries.measures import PAGE, measure_by, measures_page, waiting_measures
from allmende.people.trust.rules import (
    duties_of,
    may_appeal,
    may_confirm_exclusion,
    may_decide_appeal,
    may_propose_exclusion,
    may_see_measure,
    may_see_measures,
    may_take_measure,
    may_withdraw_measure,
)
from allmende.people.trust.views.standing import member_here


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What waits for a second person or an answer, and what was decided before."""
    require(may_see_measures(request.actor, request.space))
    rows, following = measures_page(request.space, key_in(request.GET.get("after", "")))
    shown = [row for row in rows if may_see_measure(request.actor, row)]
    context = {
        "waiting": waiting_measures(request.actor, request.space)[:PAGE], "rows": shown,
        "more_url": f"?after={following}" if following else "",
    }  # fmt: skip
    return render(request, "trust/measures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, handle: str) -> HttpResponse:
    """Warn someone, let them take a break, or propose to exclude them."""
    member = member_here(request, handle)
    mild = may_take_measure(request.actor, request.space, member)
    hard = may_propose_exclusion(request.actor, request.space, member)
    require(mild or hard)
    kinds = [
        *([(MeasureKind.WARNING.value, _("A warning: they are told, nothing else changes"))] if mild else []),
        *([(MeasureKind.PAUSE.value, _("A break: they read along for a while and do nothing else"))] if mild else []),
        *([(MeasureKind.EXCLUSION.value, _("Propose to exclude them: takes a second person in another duty"))] if hard else []),
    ]  # fmt: skip
    form = MeasureForm(request.POST or None, kinds=kinds, duties=duties_of(request.actor, request.space))
    if request.method == "POST" and form.is_valid():
        try:
            measure = _take(request, member, form.cleaned_data)
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("It is noted, and those whom it concerns are told."))
            return redirect("trust:measure", key=measure.id)
    refusal = hard.reason if isinstance(hard, Denied) else ""
    context = {"form": form, "member": member, "refusal": refusal}
    return render(request, "trust/measure_new.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, member: Actor, data: dict[str, Any]) -> Measure:
    actor, root, reason = request.actor, request.space, data["reason"]
    if data["kind"] == MeasureKind.WARNING:
        return commands.warn(actor, root, member, reason)
    if data["kind"] == MeasureKind.PAUSE:
        return commands.pause(actor, root, member, reason, data["days"] or 0)
    duty = data["duty"] or Duty.COMMUNITY
    return commands.propose_exclusion(actor, root, member, reason, Duty(duty))


def _get(request: HttpRequest, key: UUID) -> Measure:
    require(is_signed_in(request.actor))
    measure = measure_by(key, request.space)
    if measure is None or not may_see_measure(request.actor, measure):
        raise Http404
    return measure


@require_safe
def measure(request: HttpRequest, key: UUID) -> HttpResponse:
    """One measure: why, by whom, and what can be done about it."""
    return _page(request, _get(request, key))


def _page(request: HttpRequest, found: Measure, form: AppealForm | AnswerForm | None = None) -> HttpResponse:
    actor = request.actor
    context = {
        "measure": found, "is_mine": found.actor_id == actor.id, "heard": getattr(found, "appeal", None),
        "may_confirm": may_confirm_exclusion(actor, found), "may_withdraw": may_withdraw_measure(actor, found),
        "may_appeal": may_appeal(actor, found), "may_decide": may_decide_appeal(actor, found),
        "appeal_form": form if isinstance(form, AppealForm) else AppealForm(),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
    }  # fmt: skip
    return render(request, "trust/measure.html", context, status=422 if form and form.errors else 200)


@require_POST
def confirmation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Confirm an exclusion as the second person."""
    found = commands.confirm_exclusion(request.actor, _get(request, key))
    messages.success(request, _("%(name)s is excluded, and knows why.") % {"name": found.actor.name})
    return redirect("trust:measures")


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a proposal, a warning or a break back."""
    commands.withdraw_measure(request.actor, _get(request, key))
    messages.success(request, _("Taken back."))
    return redirect("trust:measure", key=key)


@require_POST
def appeal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask that it be looked at again."""
    found = _get(request, key)
    require(may_appeal(request.actor, found))
    form = AppealForm(request.POST)
    if form.is_valid():
        try:
            commands.appeal(request.actor, found, form.cleaned_data["text"])
            messages.success(request, _("Someone who had no part in it reads it now. You get an answer in words."))
            return redirect("trust:measure", key=key)
        except Refused as refusal:
            show_errors(form, refusal)
    return _page(request, found, form)


@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Decide an appeal."""
    found = _get(request, key)
    require(may_decide_appeal(request.actor, found))
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            commands.decide_appeal(request.actor, found, grants=data["grants"] == "yes", answer=data["answer"])
            messages.success(request, _("Decided, with your answer."))
            return redirect("trust:measure", key=key)
        except Refused as refusal:
            show_errors(form, refusal)
    return _page(request, found, form)
