"""Contributions to read: their list, one by itself, its earlier versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.queries import sentence_for
from allmende.commons.threads.queries import talk_of
from allmende.commons.versions.queries import versions_of, word_diff
from allmende.foundation.ui.pages import render_for_many
from allmende.foundation.verdicts import require
from allmende.rooms.calls.commands.contributions import snapshot
from allmende.rooms.calls.models import Contribution
from allmende.rooms.calls.queries.call import call_head, deed
from allmende.rooms.calls.queries.contributions import body_of, contributions_page, my_drafts, neighbours
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.page import page_of
from allmende.rooms.calls.rules import can_see, may_revise, may_withdraw
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_in

ORDERS = {"mixed": _("Mixed"), "newest": _("Newest first")}


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """What has been handed in."""
    call = get_call(request, slug)
    order = request.GET.get("order", "mixed")
    order = order if order in ORDERS else "mixed"
    page = contributions_page(request.actor, call, order, request.GET.get("after", ""))
    orders = [{"label": label, "url": f"?order={key}", "current": key == order} for key, label in ORDERS.items()]
    context = {
        "head": call_head(request.actor, call, "contributions"), "page": page, "order": order, "orders": orders,
        "drafts": my_drafts(request.actor, call), "crumbs": crumbs_to(call),
        "more_url": f"?order={order}&after={page.next}" if page.next else "",
    }  # fmt: skip
    is_more = request.htmx and "after" in request.GET
    return render(request, "calls/contributions.html#cards" if is_more else "calls/contributions.html", context)


def page(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """One contribution with its pictures and its discussion."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number_in(place))
    shown = page_of(contribution)
    if request.path != shown.url:
        return redirect(shown.url, permanent=False)
    reader, body = request.actor, body_of(request.actor, contribution)
    before, following = neighbours(reader, contribution)
    is_mine = not reader.is_guest and contribution.author_id == reader.id
    context = {
        "slug": call.slug, "call_id": call.id, "deed": deed(reader, call), "shown": shown, "body": body,
        "talk": talk_of(reader, contribution, request.GET, space=call.place).shown, "talk_url": shown.url,
        "may_revise": is_mine and may_revise(reader, contribution), "may_withdraw": is_mine and may_withdraw(reader, contribution),
        "is_mine": is_mine, "before": before, "following": following,
        "who_sees": "" if reader.is_guest else sentence_for(contribution.audience),
    }  # fmt: skip
    return render_for_many(request, "calls/contribution.html", context)


def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a contribution said before, for everyone who sees it now."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(can_see(request.actor, contribution))
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {
        "contribution": contribution,
        "changes": _changes(contribution),
        "crumbs": crumbs_to(call, (contribution.title, url)),
    }
    return render(request, "calls/versions.html", context)


def _changes(contribution: Contribution) -> list[dict[str, Any]]:
    """What each change changed, the latest first: the text after it against the text before."""
    after, shown = snapshot(contribution), []
    for row in versions_of(contribution.id):
        who = row.author.name if row.author else ""
        pieces = word_diff(_as_text(row.snapshot), _as_text(after))
        shown.append(
            {
                "at": row.at,
                "title": gettext("Version %(n)d, revised by %(name)s") % {"n": row.number + 1, "name": who},
                "pieces": pieces,
            }
        )
        after = row.snapshot
    return shown


def _as_text(kept: dict[str, Any]) -> str:
    return f"{kept['title']}\n\n{kept['text']}"
