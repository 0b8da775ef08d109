"""The jury's order, and what is worth a look in members' ratings."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.ratings.models import Panel, Way
from allmende.commons.ratings.queries.sheets import sheet_of
from allmende.commons.ratings.tasks import reckon_ranking as reckon_task
from allmende.foundation.verdicts import require
from allmende.rooms.calls.commands.rating import note_on_pattern, reckon_ranking
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.jury_order import jury_order
from allmende.rooms.calls.queries.patterns import patterns_in
from allmende.rooms.calls.rules import is_blind, may_look_at_patterns, may_reckon, may_see_jury_order, sees_behind
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def jury(request: HttpRequest, slug: str) -> HttpResponse:
    """What the jury's sheet came to, with how its points are spread and what was noted; hosts let it be reckoned."""
    call = get_call(request, slug)
    require(may_see_jury_order(request.actor, call))
    sheet = sheet_of(call.id, Panel.JURY)
    if sheet is None:
        raise Http404
    if request.method == "POST":
        reckon_ranking(request.actor, call, then=reckon_task.enqueue, panel=Panel.JURY)
        return redirect("calls:jury_order", slug=call.slug)
    hides = is_blind(call) and not sees_behind(request.actor, call)
    order = jury_order(call, sheet, is_blind=hides, after=request.GET.get("after", ""))
    context = {
        "head": call_head(request.actor, call, "jury"), "call": call, "order": order, "ranking": order.ranking, "is_blind": hides, "top": sheet.top,
        "may_reckon": may_reckon(request.actor, call, Panel.JURY), "crumbs": crumbs_to(call, (_("Jury"), reverse("calls:jury", args=[call.slug])), (_("Order"), "")),
        "percent_note": f"{order.ranking.percent} %" if order.ranking else "",
    }  # fmt: skip
    return render(request, "calls/jury_order.html#state" if request.htmx else "calls/jury_order.html", context)


def patterns(request: HttpRequest, slug: str) -> HttpResponse:
    """Ratings that seem agreed, with the reason in words and numbers; for those who hold the call alone."""
    call = get_call(request, slug)
    require(may_look_at_patterns(request.actor, call))
    sheet = sheet_of(call.id)
    if sheet is None:
        raise Http404
    crumbs = crumbs_to(
        call, (_("Result of the rating"), reverse("calls:rating_results", args=[call.slug])), (_("Worth a look"), "")
    )
    context = {"call": call, "rows": patterns_in(request.actor, call, sheet), "crumbs": crumbs, "is_pairs": sheet.way == Way.PAIRS}  # fmt: skip
    return render(request, "calls/rating_patterns.html", context)


@require_POST
def pattern_note(request: HttpRequest, slug: str, key: int) -> HttpResponse:
    """Note what came of looking."""
    call = get_call(request, slug)
    note_on_pattern(request.actor, call, key, request.POST.get("note", ""))
    messages.success(request, _("Noted. Only those who hold the call read it."))
    return redirect("calls:rating_patterns", slug=call.slug)
