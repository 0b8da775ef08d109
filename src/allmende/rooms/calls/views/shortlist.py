"""The shortlist, and up to four contributions side by side."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from allmende.foundation.verdicts import Refused
from allmende.rooms.calls.commands.jury import set_shortlist
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.jury import MOST_COMPARED, shortlist_of, side_by_side, statement_of
from allmende.rooms.calls.rules import is_blind, may_shortlist, sees_behind, sees_jury_room, sees_rating_results
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, number_from


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in the closer choice; those who choose it set its order and announce it."""
    call = get_call(request, slug)
    may_choose = may_shortlist(request.actor, call)
    if request.method == "POST":
        set_shortlist(request.actor, call, _numbers(request), announce="announce" in request.POST)
        messages.success(request, _("The shortlist is announced.") if "announce" in request.POST else _("Saved."))
        return redirect("calls:shortlist", slug=call.slug)
    drafts = bool(sees_jury_room(request.actor, call))
    shown = shortlist_of(
        request.actor, call, drafts=drafts, is_blind=is_blind(call) and not sees_behind(request.actor, call)
    )
    context = {
        "head": call_head(request.actor, call, "shortlist"), "call": call, "shortlist": shown, "may_choose": may_choose, "crumbs": crumbs_to(call),
        "numbers": " ".join(str(one.number) for one in shown.entries) if shown else "", "statement": statement_of(call),
        "compare": "&".join(f"c={one.number}" for one in shown.entries[:MOST_COMPARED]) if shown else "",
    }  # fmt: skip
    return render(request, "calls/shortlist.html", context)


def _numbers(request: HttpRequest) -> list[int]:
    """The numbers that were typed or ticked, in their order."""
    typed = " ".join(request.POST.getlist("numbers")).replace(",", " ").replace("#", " ").split()
    found = [number_from(text) for text in typed[:500]]
    if None in found:
        raise Refused(_("Write the numbers of contributions, such as 3 7 12."), 422)
    return [number for number in found if number is not None]


def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """Up to four contributions side by side."""
    call = get_call(request, slug)
    numbers = [number for text in request.GET.getlist("c")[:20] if (number := number_from(text)) is not None]
    with_ratings = bool(sees_rating_results(request.actor, call))
    sides = side_by_side(request.actor, call, numbers, with_ratings=with_ratings)
    context = {
        "head": call_head(request.actor, call, "contributions"), "call": call, "sides": sides, "with_ratings": with_ratings, "most": MOST_COMPARED,
        "crumbs": crumbs_to(call, (_("Side by side"), "")), "too_many": len(set(numbers)) > MOST_COMPARED,
    }  # fmt: skip
    return render(request, "calls/comparison.html", context)
