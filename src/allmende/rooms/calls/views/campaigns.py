"""Campaigns: a demand, its supporters, the answer, and what helps to spread the word."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.ids import key_in
from allmende.foundation.qr import qr_svg
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import campaigns as commands
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.campaigns import AnswerForm, CampaignForm
from allmende.rooms.calls.models import Call, CallState, Forces
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.campaigns import campaign_page, support_of, supporters_page
from allmende.rooms.calls.queries.finding import find_call
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.rules import campaign_of, may_answer_campaign, may_change_call, may_set_campaign, may_support
from allmende.rooms.calls.rules.campaigns import shows_names
from allmende.rooms.calls.views.editing import edit_page
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a draft a campaign."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    may_set = may_set_campaign(request.actor, call)
    form = CampaignForm(request.POST or None, initial=CampaignForm.initial_of(campaign_of(call)))
    if request.method == "POST":
        require(may_set)
        if form.is_valid():
            given = form.cleaned_data
            commands.set_campaign(
                request.actor, call, addressee=given["addressee"], threshold=given["threshold"],
                forces=Forces(given["forces"]), days=given["days"],
            )  # fmt: skip
            messages.success(request, _("This call is a campaign now. Set the dates of “Support”."))
            return redirect("calls:phases", slug=call.slug)
    return edit_page(
        request, call, "calls/campaign.html", status=422 if form.errors else 200, form=form, may_set=may_set
    )


def support(request: HttpRequest, slug: str) -> HttpResponse:
    """Who supports the demand; POST supports it too."""
    call = _campaign(request, slug)
    if request.method == "POST":
        commands.support(request.actor, call, is_public=request.POST.get("shown") == "1")
        messages.success(request, _("You support it. Thank you."))
        return redirect("calls:support", slug=call.slug)
    page = supporters_page(call, key_in(request.GET.get("after", "")))
    context = {
        "head": call_head(request.actor, call, "support"), "campaign": campaign_page(request.actor, call), "page": page,
        "may_support": may_support(request.actor, call), "mine": support_of(request.actor, call), "crumbs": crumbs_to(call),
        "shows_names": shows_names(request.actor), "may_answer": bool(may_answer_campaign(request.actor, call)), "call": call,
    }  # fmt: skip
    return render(request, "calls/support.html", context)


@require_POST
def removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Take one's support back."""
    call = _campaign(request, slug)
    commands.take_back_support(request.actor, call)
    messages.success(request, _("Taken back."))
    return redirect("calls:support", slug=call.slug)


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer the demand, for whom it is addressed to."""
    call = _campaign(request, slug)
    require(may_answer_campaign(request.actor, call))
    form = AnswerForm(request.POST or None)
    page = campaign_page(request.actor, call)
    if request.method == "POST" and form.is_valid():
        try:
            vote = _call_at(request, form.cleaned_data["vote"])
            commands.answer_campaign(request.actor, call, form.cleaned_data["text"], vote=vote)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Answered. Everyone who supports it is told."))
            return redirect("calls:support", slug=call.slug)
    context = {"call": call, "form": form, "campaign": page, "crumbs": crumbs_to(call, (_("The answer"), ""))}
    return render(request, "calls/answer.html", context, status=422 if form.errors else 200)


def share(request: HttpRequest, slug: str) -> HttpResponse:
    """What helps to spread the word: a text, the link, and a sheet to print with a code that a camera reads."""
    call = get_call(request, slug)
    if call.state == CallState.DRAFT:
        raise Http404
    url = request.build_absolute_uri(call_url(call.slug))
    context = {
        "call": call, "url": url, "campaign": campaign_page(request.actor, call), "crumbs": crumbs_to(call, (_("Share kit"), "")),
        "code": qr_svg(url, label=_("A code that leads to %(url)s") % {"url": url}), "text": f"{call.title}\n{call.summary}\n{url}",
    }  # fmt: skip
    return render(request, "calls/share.html", context)


def _campaign(request: HttpRequest, slug: str) -> Call:
    call = get_call(request, slug)
    if not call.is_campaign or call.state == CallState.DRAFT:
        raise Http404
    return call


def _call_at(request: HttpRequest, address: str) -> Call | None:
    """The call of an address, or of a slug, that was typed; None for anything else."""
    found = re.search(r"(?:^|/calls/)([-a-zA-Z0-9_]{1,60})/?$", address.strip())
    return find_call(request.actor, request.space, found[1]) if found else None
