"""What curators do: the queue, decisions, appeals, renewals, the plan and the waiting list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_member
from allmende.foundation.ids import key_in
from allmende.foundation.ui.charts import line_chart
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Denied, Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.forms import PlanForm, ReasonForm
from allmende.people.nominations.models import Nomination, State
from allmende.people.nominations.queries.lists import decides_in, queue_page, waiting_list
from allmende.people.nominations.queries.plan import Month, months_of, places_left
from allmende.people.nominations.rules import cares_for, may_appeal, may_decide, may_plan, rule_of
from allmende.people.nominations.views.fetching import crumbs, crumbs_to, get_nomination, get_place
from allmende.people.nominations.views.nominations import show


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's decision, the oldest first."""
    reader, root = request.actor, request.space
    require(is_member(reader, root))
    if not decides_in(reader, root):
        require(Denied(_("Only those who care for the community decide who comes in.")))
    rows, following = queue_page(reader, root, key_in(request.GET.get("after", "")))
    context = {
        "rows": rows, "more_url": f"?after={following}" if following else "", "left": places_left(root),
        "decides_here": bool(cares_for(reader, root)), "crumbs": crumbs((_("To decide"), "")),
    }  # fmt: skip
    return render(request, "nominations/queue.html", context)


@require_POST
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Admit, put on the waiting list, or decline with a reason."""
    about, outcome = get_nomination(request, key), request.POST.get("outcome", "")
    if outcome == "decline":
        return _decline(request, about)
    if outcome not in {"admit", "list"}:
        raise Refused(_("Admit, put on the waiting list, or decline."), 422)
    decided = (commands.admit if outcome == "admit" else commands.put_on_list)(request.actor, about)
    sentence = _("%(name)s is admitted. The invitation is on its way.")
    if decided.state == State.LISTED:
        sentence = _("%(name)s is on the waiting list, and has been told.")
    messages.success(request, sentence % {"name": about.name})
    return redirect("nominations:queue")


def _decline(request: HttpRequest, about: Nomination) -> HttpResponse:
    require(may_decide(request.actor, about))
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show(request, about, status=422, reason_form=form)
    try:
        commands.decline(request.actor, about, form.cleaned_data["reason"])
    except Refused as refusal:
        if refusal.status != 422:
            raise
        show_errors(form, refusal)
        return show(request, about, status=422, reason_form=form)
    messages.success(request, _("Declined. %(name)s reads your reason, and may appeal.") % {"name": about.name})
    return redirect("nominations:queue")


@require_POST
def appeal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for a second look."""
    about, form = get_nomination(request, key), ReasonForm(request.POST, prefix="a")
    require(may_appeal(request.actor, about))
    if not form.is_valid():
        return show(request, about, status=422, appeal_form=form)
    commands.appeal(request.actor, about, form.cleaned_data["reason"])
    messages.success(request, _("Another curator looks at it."))
    return redirect("nominations:nomination", key=about.id)


@require_POST
def renewal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Send the invitation anew."""
    about = get_nomination(request, key)
    commands.renew(request.actor, about)
    messages.success(request, _("A new invitation is on its way. The one before leads nowhere now."))
    return redirect("nominations:nomination", key=about.id)


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """How many each month, what came of it, and who waits in which order."""
    place = get_place(request, slug)
    verdict = cares_for(request.actor, place) or may_plan(request.actor, place)
    require(verdict)
    months, rule = months_of(place), rule_of(place)
    form = PlanForm(request.POST or None, initial={"places": months[-1].planned, "fills_itself": rule.fills_itself})
    if request.method == "POST":
        require(may_plan(request.actor, place))
        if form.is_valid():
            commands.set_plan(request.actor, place, form.cleaned_data["places"])
            if form.cleaned_data["fills_itself"] != rule.fills_itself:
                commands.set_entry(request.actor, place, fills_itself=form.cleaned_data["fills_itself"])
            messages.success(request, _("Saved."))
            return redirect("nominations:plan", slug=place.slug)
    context = {
        "place": place, "form": form, "months": months, "waiting": list(waiting_list(place)[:100]), "left": places_left(place),
        "may_plan": bool(may_plan(request.actor, place)), "crumbs": crumbs_to(place, (_("Plan and waiting list"), "")),
        **_drawing(months),
    }  # fmt: skip
    return render(request, "nominations/plan.html", context, status=422 if form.errors else 200)


def _drawing(months: list[Month]) -> dict[str, Any]:
    """The chart, wide and narrow, whose title says what it shows."""
    last = months[-1]
    # The drawing begins where there was something to draw.
    while len(months) > 2 and not (months[0].planned or months[0].admitted or months[0].listed):
        months = months[1:]
    title = ngettext("%(n)d person admitted this month", "%(n)d people admitted this month", last.admitted) % {
        "n": last.admitted
    }
    if last.planned is not None:
        title = _("%(n)d of %(planned)d places taken this month") % {"n": last.admitted, "planned": last.planned}
    lines = [
        [month.admitted for month in months],
        [month.admitted if month.planned is None else month.planned for month in months],
        [month.listed for month in months],
    ]
    labels = [date_format(month.begins, "M y") for month in months]
    legend = [
        {"label": _("admitted"), "series": "c1"},
        {"label": _("plan"), "series": "c2"},
        {"label": _("waiting list"), "series": "c3"},
    ]
    return {
        "chart_title": title, "wide": line_chart(lines, labels, title=title),
        "narrow": line_chart(lines, labels, title=title, narrow=True), "legend": legend,
    }  # fmt: skip
