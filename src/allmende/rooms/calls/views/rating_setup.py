"""Hosts say what contributions are rated by, let the ranking be reckoned, and look at what was rated when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.ratings.models import Panel, Way
from allmende.commons.ratings.queries.patterns import patterns_to_look_at
from allmende.commons.ratings.queries.sheets import item_on, sheet_of
from allmende.commons.ratings.tasks import reckon_ranking as reckon_task
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.rating import reckon_ranking, set_sheet
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.rating import CriterionForm, CriterionForms, SheetForm, criteria_from
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.proposals import proposals, proposed_criteria
from allmende.rooms.calls.queries.rating import how_far, results_of, trail_of
from allmende.rooms.calls.rules import may_look_at_patterns, may_reckon, may_set_sheet, sees_rating_results
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_from


def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what members are asked, how much each counts, and what the ends of the scale mean."""
    return _criteria(request, slug, Panel.MEMBERS, "calls:rating")


def jury_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the jury is asked, and whether it judges blindly."""
    return _criteria(request, slug, Panel.JURY, "calls:jury")


def _criteria(request: HttpRequest, slug: str, panel: Panel, back: str) -> HttpResponse:
    call = get_call(request, slug)
    require(may_set_sheet(request.actor, call))
    sheet = sheet_of(call.id, panel)
    now = {"way": sheet.way, "top": sheet.top, "is_blind": sheet.is_blind} if sheet else {"way": Way.POINTS, "top": 5}
    form = SheetForm(request.POST or None, initial=now, panel=panel)
    written = [CriterionForm.initial_of(one) for one in sheet.criteria.all()] if sheet else []
    is_proposed = sheet is None and request.GET.get("proposed") == "1"
    written = proposed_criteria(call) if is_proposed else written
    rows = CriterionForms(request.POST or None, initial=written, prefix="c", form_kwargs={"language": call.language})
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        revision = number_from(request.POST.get("revision", ""))
        try:
            set_sheet(
                request.actor, call, criteria_from(rows), panel=panel, revision=revision if sheet else None, **form.cleaned_data
            )  # fmt: skip
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("This is what is asked now."))
            return redirect(back, slug=call.slug)
    for number, row in enumerate(rows, 1):
        row.legend = _("Criterion %(n)d") % {"n": number}
    way = (_("Jury") if panel == Panel.JURY else _("Rating"), reverse(back, args=[call.slug]))
    context = {
        "call": call, "form": form, "rows": rows, "revision": sheet.revision if sheet else 0, "is_proposed": is_proposed,
        "proposals": [] if sheet else proposals(call, "criteria"), "crumbs": crumbs_to(call, way, (_("Criteria"), "")),
    }  # fmt: skip
    return render(
        request, "calls/criteria.html", context, status=422 if form.errors or rows.total_error_count() else 200
    )


def results(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking, how sure it is, and how it came about; it asks again by itself while it is being reckoned."""
    call = get_call(request, slug)
    require(sees_rating_results(request.actor, call))
    sheet = sheet_of(call.id)
    if sheet is None:
        raise Http404
    found = results_of(request.actor, call, sheet, request.GET.get("after", ""))
    context: dict[str, Any] = {
        "head": call_head(request.actor, call, "rating"),
        "call": call,
        "results": found,
        "top": sheet.top,
        "sheet": sheet,
        "may_reckon": may_reckon(request.actor, call),
        "crumbs": crumbs_to(call),
        "is_pairs": sheet.way == Way.PAIRS,
        "percent_note": f"{found.ranking.percent} %" if found.ranking else "",
    }
    if may_look_at_patterns(request.actor, call):
        context |= {"how_far": how_far(sheet), "to_look_at": patterns_to_look_at(sheet), "is_host": True}  # fmt: skip
    return render(request, "calls/rating_results.html#state" if request.htmx else "calls/rating_results.html", context)


@require_POST
def ranking(request: HttpRequest, slug: str) -> HttpResponse:
    """Let the ranking be reckoned."""
    call = get_call(request, slug)
    reckon_ranking(request.actor, call, then=reckon_task.enqueue)
    return redirect("calls:rating_results", slug=call.slug)


def trail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who rated a contribution how, and what they said before; for those who answer for the call."""
    call = get_call(request, slug)
    require(may_reckon(request.actor, call))
    contribution = get_contribution(request, call, number)
    sheet = sheet_of(call.id)
    item = item_on(sheet, contribution.id) if sheet else None
    if sheet is None or item is None:
        raise Http404
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {"contribution": contribution, "rows": trail_of(sheet, item), "crumbs": crumbs_to(call, (contribution.title, url), (_("Who rated how"), ""))}  # fmt: skip
    return render(request, "calls/rating_trail.html", context)
