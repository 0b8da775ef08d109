"""A practice call: opened, ended with one act, or made the start of a real one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import require
from allmende.rooms.calls import commands
from allmende.rooms.calls.queries.practice import what_goes
from allmende.rooms.calls.rules import may_begin_for_real, may_end_practice
from allmende.rooms.calls.views.fetching import Practice, crumbs_to, get_call


def practice(request: HttpRequest, slug: str) -> HttpResponse:
    """What goes when the practice ends, and what a real call begins with; POST opens a draft as practice."""
    call = get_call(request, slug)
    if request.method == "POST":
        commands.open_practice(request.actor, call)
        messages.success(request, _("The practice is open to the members of the space."))
        return redirect("calls:call", slug=slug)
    require(may_end_practice(request.actor, call))
    request.practice = Practice("")
    context = {
        "call": call, "goes": what_goes(call), "may_begin": may_begin_for_real(request.actor, call),
        "crumbs": crumbs_to(call, (_("Practice"), "")),
    }  # fmt: skip
    return render(request, "calls/practice.html", context)


@require_POST
def ending(request: HttpRequest, slug: str) -> HttpResponse:
    """Put all of it into the bin together."""
    call = get_call(request, slug)
    commands.end_practice(request.actor, call)
    messages.success(request, _("The practice has ended. All of it lies in the bin for 30 days."))
    return redirect("space", slug=call.place.slug)


@require_POST
def beginning(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft the real call with what was said here."""
    made = commands.begin_for_real(request.actor, get_call(request, slug))
    messages.success(request, _("A draft of the real call is there. Look at the dates before you publish it."))
    return redirect("calls:edit", slug=made.slug)
