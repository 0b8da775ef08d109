"""The list of calls, and a call's own page with its brief and discussion."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from allmende.commons.agreements.words import Step
from allmende.commons.threads.queries import talk_of
from allmende.foundation.ids import key_in
from allmende.foundation.ui.pages import render_for_many
from allmende.rooms.calls.queries.call import brief_of, call_head
from allmende.rooms.calls.queries.campaigns import campaign_page
from allmende.rooms.calls.queries.lists import FILTERS, calls_page, my_drafts
from allmende.rooms.calls.queries.prizes import prizes_of
from allmende.rooms.calls.queries.rights import owning_of_call, teasers
from allmende.rooms.calls.rules import may_draft_call
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def index(request: HttpRequest) -> HttpResponse:
    """All calls of the community, by what can be done in them."""
    which = request.GET.get("show", "")
    which = which if which in FILTERS else ""
    page = calls_page(request.actor, request.space, which, key_in(request.GET.get("after", "")))
    filters = [
        {"label": label, "url": f"?show={key}" if key else "?", "current": key == which}
        for key, label in FILTERS.items()
    ]
    context = {
        "page": page, "which": which, "filters": filters, "drafts": my_drafts(request.actor),
        "may_draft": may_draft_call(request.actor, request.space), "teasers": [] if which else teasers(request.actor, request.space),
        "more_url": f"?show={which}&after={page.next}" if page.next else "",
    }  # fmt: skip
    return render(
        request, "calls/index.html#cards" if request.htmx and "after" in request.GET else "calls/index.html", context
    )


def brief(request: HttpRequest, slug: str) -> HttpResponse:
    """What a call is about, and what can be done now."""
    call = get_call(request, slug)
    head = call_head(request.actor, call, "brief")
    context = {
        "head": head, "brief": brief_of(call), "owning": owning_of_call(call, Step.BEGIN),
        "crumbs": crumbs_to(call), "prizes": prizes_of(request.actor, call),
        "campaign": campaign_page(request.actor, call) if call.is_campaign else None,
    }  # fmt: skip
    return render_for_many(request, "calls/call.html", context)


def talk(request: HttpRequest, slug: str) -> HttpResponse:
    """The discussion of the call as a whole."""
    call = get_call(request, slug)
    page = talk_of(request.actor, call, request.GET, space=call.place)
    head = call_head(request.actor, call, "talk")
    context = {
        "head": head,
        "talk": page.shown,
        "talk_url": reverse("calls:talk", args=[call.slug]),
        "crumbs": crumbs_to(call),
    }
    return render_for_many(request, "calls/talk.html", context)
