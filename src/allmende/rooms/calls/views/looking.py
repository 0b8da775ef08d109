"""What waits with the hosts: let in, or given back with words; and who writes just now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.looking import release, send_back, take_out
from allmende.rooms.calls.commands.pens import hold_pen
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.pens import others_writing
from allmende.rooms.calls.rules import may_take_out
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution


@require_POST
def admission(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let in what waits."""
    call = get_call(request, slug)
    let_in = release(request.actor, get_contribution(request, call, number))
    messages.success(request, _("It is in. Its authors hear of it."))
    return redirect(contribution_url(call.slug, number, let_in.title))


@require_POST
def return_(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give back what waits, with words about what is missing."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    try:
        send_back(request.actor, contribution, request.POST.get("words", ""))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        messages.error(request, str(refusal.reason))
        return redirect(contribution_url(call.slug, number, contribution.title))
    messages.success(request, _("Given back, with your words."))
    return redirect("calls:contributions", slug=call.slug)


def removal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take out what others handed in, with a reason that they read."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(may_take_out(request.actor, contribution))
    reason, problem = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            take_out(request.actor, contribution, reason)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            problem = str(refusal.reason)
        else:
            messages.success(request, _("Taken out. Whoever made it reads why."))
            return redirect("calls:contributions", slug=call.slug)
    url = contribution_url(call.slug, number, contribution.title)
    context = {
        "contribution": contribution, "reason": reason, "problem": problem, "url": url,
        "crumbs": crumbs_to(call, (contribution.title, url), (_("Take it out"), "")),
    }  # fmt: skip
    return render(request, "calls/taking_out.html", context, status=422 if problem else 200)


@require_POST
def writing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that one has it open and writes; the answer says who else does."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    hold_pen(request.actor, contribution)
    pens = others_writing(contribution.id, request.actor.id)
    return render(request, "calls/pens.html", {"call": call, "number": number, "pens": pens, "beats": True})
