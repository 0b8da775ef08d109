"""Voting, counting, the result and the thanks."""

from __future__ import annotations

from io import StringIO

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.ballots.queries import may_be_published, my_ballot
from allmende.commons.spaces.rules import roles_of
from allmende.foundation import clock
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import cast_ballot, count_call, tell_outcome
from allmende.rooms.calls.commands.election import write_audit_file
from allmende.rooms.calls.forms import OutcomeForm, show_errors
from allmende.rooms.calls.models import Call, CallState, PhaseKind
from allmende.rooms.calls.queries.call import call_head, vote_in_words
from allmende.rooms.calls.queries.contributions import all_cards
from allmende.rooms.calls.queries.finding import onward_from
from allmende.rooms.calls.queries.gratitude import gratitude_of
from allmende.rooms.calls.queries.result import result_page
from allmende.rooms.calls.rules import may_see_result, may_tell_outcome, may_vote
from allmende.rooms.calls.views.fetching import crumbs_to, get_call

LONGEST_KEY = 64


def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """The ballot: GET shows it with one's choices, POST casts it."""
    call = get_call(request, slug)
    if not call.phase(PhaseKind.VOTE) or not hasattr(call, "box"):
        raise Http404
    if request.method != "POST":
        return _ballot(request, call)
    try:
        _cast(request, call)
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        return _ballot(
            request, call, chosen=request.POST.getlist("choices"), problem=str(refusal.reason), status=refusal.status
        )
    return redirect(f"{request.path}?cast=1")  # not with the receipt: addresses end up in logs, with times and people


def _cast(request: HttpRequest, call: Call) -> None:
    """Cast the ballot of a form, once however often it is sent; of what was chosen nothing is kept with the key."""
    choices, expected = request.POST.getlist("choices")[:1000], request.POST.get("receipt", "")[:20]
    roles_of(request.actor)  # read before anything is held

    def cast() -> None:
        cast_ballot(request.actor, call, choices, expected=expected)

    once(request.actor.id, request.POST.get("once", "")[:LONGEST_KEY], cast)


def _ballot(
    request: HttpRequest, call: Call, *, chosen: list[str] | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    ballot = my_ballot(request.actor, call.box)
    picked = set(chosen if chosen is not None else ballot.content if ballot else [])
    cards = all_cards(request.actor, call)
    is_knapsack = call.ballot == "knapsack"
    spent = sum(card.cost.minor for card in cards if card.cost and card.key in picked) if is_knapsack else len(picked)
    context = {
        "head": call_head(request.actor, call, "vote"), "call": call, "ballot": ballot, "crumbs": crumbs_to(call),
        "choices": [
            {"card": card, "is_picked": card.key in picked, "cost": card.cost.minor if is_knapsack and card.cost else 1}
            for card in cards
        ],
        "may_vote": may_vote(request.actor, call), "problem": problem, "unit": "money" if is_knapsack else "items",
        "whole": (call.budget or 0) if is_knapsack else (call.most_choices or len(cards)), "spent": spent,
        "key": clock.new_id(), "rules": vote_in_words(call), "closes": call.box.closes, "just_cast": bool(ballot and "cast" in request.GET),
    }  # fmt: skip
    return render(request, "calls/vote.html", context, status=status)


@require_POST
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """Count a vote that is over."""
    call = get_call(request, slug)
    count_call(request.actor, call)
    return redirect("calls:result", slug=call.slug)


def result(request: HttpRequest, slug: str) -> HttpResponse:
    """The result, explained, with the outcome and the thanks."""
    call = get_call(request, slug)
    if call.state in {CallState.COUNTED, CallState.FINISHED}:
        require(may_see_result(request.actor, call))
    page, thanks = result_page(request.actor, call), gratitude_of(call)
    if page is None and thanks is None:
        raise Http404
    language, head = get_language() or "en", call_head(request.actor, call, "result")
    context = {
        "head": head, "call": call, "onward": onward_from(request.actor, call) if head.is_host else (), "result": page, "gratitude": thanks, "crumbs": crumbs_to(call),
        "spent_shown": page.spent.format(language) if page else "", "left_shown": page.left.format(language) if page else "",
        "budget_note": _("of %(budget)s") % {"budget": page.budget.format(language)} if page else "",
        "rule_sentence": vote_in_words(call)[1] if page else "",
    }  # fmt: skip
    return render(request, "calls/result.html", context)


def audit_file(request: HttpRequest, slug: str) -> HttpResponse:
    """All ballots without voters, in the PaBuLib format; not below five, where they would tell how people voted."""
    call = get_call(request, slug)
    if not hasattr(call, "box") or not may_be_published(call.box):
        raise Http404
    require(may_see_result(request.actor, call))
    file = StringIO()
    write_audit_file(request.actor, call, file)
    headers = {"Content-Disposition": f'attachment; filename="{call.slug}.pb"'}
    return HttpResponse(file.getvalue(), content_type="text/plain; charset=utf-8", headers=headers)


def outcome(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what became of the call, and thank everyone."""
    call = get_call(request, slug)
    form = OutcomeForm(request.POST or None)
    require(may_tell_outcome(request.actor, call))
    if request.method == "POST" and form.is_valid():
        try:
            tell_outcome(request.actor, call, form.cleaned_data["text"])
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Told, and everyone is thanked."))
            return redirect("calls:result", slug=call.slug)
    context = {"call": call, "form": form, "crumbs": crumbs_to(call, (_("Outcome"), ""))}
    return render(request, "calls/outcome.html", context, status=422 if form.errors else 200)
