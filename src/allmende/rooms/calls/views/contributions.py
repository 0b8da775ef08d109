"""Contributions to read: their list, and one by itself."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allmende.commons.agreements.queries import people_in, rights_of
from allmende.commons.authorship.queries import is_asked
from allmende.commons.spaces.queries import sentence_for
from allmende.commons.threads.queries import talk_of
from allmende.foundation.onward import onward_of
from allmende.foundation.ui.pages import render_for_many
from allmende.identity.actors.models import Reader
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.queries.awards import deeds_of_contribution
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.contributions import body_of, contributions_page, my_drafts, neighbours
from allmende.rooms.calls.queries.deeds import deed
from allmende.rooms.calls.queries.endings import word_for
from allmende.rooms.calls.queries.page import page_of
from allmende.rooms.calls.queries.rights import owning_of
from allmende.rooms.calls.queries.suggestions import waiting_suggestions
from allmende.rooms.calls.queries.template import PREFIX, chosen_in, sieves_of
from allmende.rooms.calls.rules import (
    is_author,
    may_agree_anew,
    may_look,
    may_read_consents,
    may_revise,
    may_see_result,
    may_take_out,
    may_withdraw,
)
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_in

ORDERS = {"mixed": _("Mixed"), "newest": _("Newest first")}


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been handed in."""
    call = get_call(request, slug)
    order = request.GET.get("order", "mixed")
    order = order if order in ORDERS else "mixed"
    only = chosen_in(call.id, request.GET.dict())
    page = contributions_page(request.actor, call, order, request.GET.get("after", ""), only=only)
    narrowed = urlencode({f"{PREFIX}{key}": value for key, value in only.items()})
    rest = f"&{narrowed}" if narrowed else ""
    orders = tuple((label, f"?order={key}{rest}", key == order) for key, label in ORDERS.items())
    own = {
        "page": page, "drafts": my_drafts(request.actor, call),
        "more_url": f"?order={order}{rest}&after={page.next}" if page.next else "",
    }  # fmt: skip
    if request.htmx and "after" in request.GET:
        return render(request, "calls/contributions.html#cards", own)
    context = {
        "head": call_head(request.actor, call, "contributions"), "order": order, "orders": orders, "crumbs": crumbs_to(call),
        "sieves": sieves_of(call.id, only, order), "is_narrowed": bool(only), "is_empty": not page.cards,
    }  # fmt: skip
    return render_for_many(request, "calls/contributions.html", context, own)


def page(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """One contribution with its pictures and its discussion."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number_in(place))
    shown = page_of(contribution)
    if not may_see_result(request.actor, call):
        shown = replace(shown, is_chosen=None)
    if request.path != shown.url:
        return redirect(shown.url, permanent=False)
    reader, body = request.actor, body_of(request.actor, contribution)
    before, following = neighbours(reader, contribution)
    is_mine = is_author(reader, contribution)
    context = {
        "slug": call.slug, "call_id": call.id, "deed": None if is_mine else deed(reader, call), "shown": shown, "body": body,
        "talk": talk_of(reader, contribution, request.GET, space=call.place).shown, "talk_url": shown.url,
        "may_revise": is_mine and may_revise(reader, contribution), "may_withdraw": is_mine and may_withdraw(reader, contribution),
        "owning": (owned := owning_of(contribution)), "agree_url": reverse("calls:terms", args=[call.slug, contribution.number]),
        "may_agree": bool(owned and owned.offered and may_agree_anew(reader, contribution)),
        "onward": onward_of(reader, call.place, [contribution.id]) if shown.state == ContributionState.SUBMITTED else (),
        "deeds": deeds_of_contribution(reader, contribution), "word": word_for(reader, contribution), "is_mine": is_mine, "is_asked": is_asked(reader, contribution.id), "waits": waiting_suggestions(contribution.id),
        "may_look": shown.state == ContributionState.HELD and may_look(reader, contribution), "sent_back": is_mine and contribution.sent_back,
        "may_suggest": not is_mine and not reader.is_guest and shown.state == ContributionState.SUBMITTED,
        "consents_url": _consents_url(reader, contribution),
        "may_take_out": not is_mine and bool(may_take_out(reader, contribution)),
        "before": before, "following": following, "ladder_url": shown.ladder_url if reader.id == contribution.author_id else "",
        "who_sees": "" if reader.is_guest else sentence_for(contribution.audience),
    }  # fmt: skip
    return render_for_many(request, "calls/contribution.html", context)


def _consents_url(reader: Reader, contribution: Contribution) -> str:
    """Where it stands who is to be seen or heard, for whoever may read something of it; no statement where the call doesn't ask."""
    rights = rights_of(contribution.call)
    if not (rights and rights.images_id) or reader.id is None:
        return ""
    if not may_read_consents(reader, contribution) and reader.id not in people_in(contribution.id):
        return ""
    return reverse("calls:consents", args=[contribution.call.slug, contribution.number])
