"""Rating contributions one after the other, by criteria or by comparing two."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.ratings.models import Sheet, Way
from allmende.commons.ratings.queries.sheets import Question, item_on, questions_of, sheet_of
from allmende.foundation.verdicts import Refused, Verdict, require
from allmende.rooms.calls.commands.rating import compare_contributions, rate_contribution
from allmende.rooms.calls.forms.rating import answers_in
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.contributions import body_of
from allmende.rooms.calls.queries.finding import find_contribution
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.rating import (
    how_far,
    next_to_rate,
    own_rating,
    rating_progress,
    spread_view,
    two_to_compare,
)
from allmende.rooms.calls.rules import (
    may_look_at_patterns,
    may_rate,
    may_rate_in,
    may_set_sheet,
    sees_rating_results,
    sees_ratings,
)
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_from

MOST_PASSED = 50
"""So many contributions one may pass over in a row; then they come again."""


def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked, how far one is, and the way in."""
    call = get_call(request, slug)
    sheet = sheet_of(call.id)
    may_set = may_set_sheet(request.actor, call)
    context = {
        "head": call_head(request.actor, call, "rating"), "call": call, "crumbs": crumbs_to(call), "sheet": sheet,
        "questions": questions_of(sheet) if sheet else [], "may_set": may_set, "may_rate": may_rate_in(request.actor, call),
        "progress": rating_progress(request.actor, sheet) if sheet and not request.actor.is_guest else None,
        "sees_results": sees_rating_results(request.actor, call), "is_pairs": bool(sheet and sheet.way == Way.PAIRS),
        "how_far": how_far(sheet) if sheet and may_look_at_patterns(request.actor, call) else None,
    }  # fmt: skip
    return render(request, "calls/rating.html", context)


def following(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to what is to be rated next, or to the overview where nothing is left."""
    call = get_call(request, slug)
    require(may_rate_in(request.actor, call))
    sheet = sheet_of(call.id)
    if sheet is not None and sheet.way == Way.PAIRS:
        return redirect("calls:rating_pair", slug=call.slug)
    passed = _passed(request)
    number = next_to_rate(request.actor, call, passed)
    if number is None and passed:
        number, passed = next_to_rate(request.actor, call), []
    if number is None:
        messages.success(request, _("You have rated everything that you can. Thank you."))
        return redirect("calls:rating", slug=call.slug)
    return redirect(_rating_url(call, number, passed))


def _passed(request: HttpRequest) -> list[int]:
    """The contributions that somebody passes over for now, by number, the latest last."""
    found = [number_from(text) for text in request.GET.getlist("passed")[-MOST_PASSED:]]
    return [number for number in found if number is not None]


def _rating_url(call: Call, number: int, passed: list[int]) -> str:
    url = reverse("calls:rate", args=[call.slug, number])
    query = "&".join(f"passed={one}" for one in passed)
    return f"{url}?{query}" if query else url


def rate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One contribution with its sheet: save, or save and go on to the next; then how others rated it."""
    call = get_call(request, slug)
    contribution = find_contribution(request.actor, call, number)
    if contribution is None and request.method == "POST":
        messages.info(request, _("That contribution isn't here any more. Nothing was kept of your rating."))
        return redirect("calls:rating", slug=call.slug)
    if contribution is None:
        raise Http404
    verdict = may_rate(request.actor, contribution)
    if request.method != "POST":
        if not verdict and not sees_ratings(request.actor, contribution):
            require(verdict)
        return _sheet_page(request, call, contribution, verdict)
    try:
        marks = answers_in(_sheet(call), request.POST)
        rate_contribution(
            request.actor, contribution, marks, expected=number_from(request.POST.get("revision", "")) or 0
        )
    except Refused as refusal:
        if refusal.status not in {409, 410, 422}:
            raise
        return _sheet_page(request, call, contribution, verdict, refusal)
    if "next" in request.POST:
        return redirect("calls:rating_next", slug=call.slug)
    messages.success(request, _("Your rating is saved."))
    return redirect("calls:rate", slug=call.slug, number=number)


def _sheet(call: Call) -> Sheet:
    sheet = sheet_of(call.id)
    if sheet is None:
        raise Refused(_("What contributions are rated by has not been set yet."), 409)
    return sheet


def _sheet_page(
    request: HttpRequest, call: Call, contribution: Contribution, verdict: Verdict, refusal: Refused | None = None
) -> HttpResponse:
    sheet = sheet_of(call.id)
    item = item_on(sheet, contribution.id) if sheet else None
    if sheet is None or item is None:
        raise Http404
    reader, url = request.actor, contribution_url(call.slug, contribution.number, contribution.title)
    own, passed = own_rating(reader, sheet, item), _passed(request)
    context: dict[str, Any] = {
        "call": call, "contribution": contribution, "url": url, "body": body_of(reader, contribution), "own": own, "may_rate": verdict,
        "asked": asked_of(request, own.questions, refusal), "problem": refusal, "progress": rating_progress(reader, sheet),
        "spread": spread_view(sheet, item) if sees_ratings(reader, contribution) else None,
        "skip_url": _skip_url(call, [*passed, contribution.number]), "crumbs": crumbs_to(call, (contribution.title, url), (_("Rating"), "")),
    }  # fmt: skip
    return render(request, "calls/rate.html", context, status=refusal.status if refusal else 200)


def _skip_url(call: Call, passed: list[int]) -> str:
    query = "&".join(f"passed={one}" for one in passed[-MOST_PASSED:])
    return f"{reverse('calls:rating_next', args=[call.slug])}?{query}"


def asked_of(request: HttpRequest, questions: list[Question], refusal: Refused | None) -> list[dict[str, Any]]:
    """The questions with what is to stand in them: what was typed, or what was answered before."""
    typed = request.POST if refusal else None
    choices = [("yes", _("Yes")), ("no", _("No")), ("abstain", _("Abstain"))]
    return [
        {
            "question": one, "name": f"c{one.id}", "choices": choices, "error": refusal.errors.get(one.id, "") if refusal else "",
            "value": typed.get(f"c{one.id}", "") if typed is not None else _as_typed(one),
        }
        for one in questions
    ]  # fmt: skip


def _as_typed(question: Question) -> str:
    """An answer as the form's control holds it."""
    if not question.is_answered:
        return ""
    if question.answer is None:
        return "abstain"
    if isinstance(question.answer, bool):
        return "yes" if question.answer else "no"
    return str(question.answer)


def pair(request: HttpRequest, slug: str) -> HttpResponse:
    """Two contributions side by side: which is better?"""
    call = get_call(request, slug)
    require(may_rate_in(request.actor, call))
    if request.method == "POST":
        one, other = (get_contribution(request, call, _number(request, name)) for name in ("first", "second"))
        compare_contributions(request.actor, one, other, request.POST.get("said", ""))
        return redirect("calls:rating_pair", slug=call.slug)
    two = two_to_compare(request.actor, call)
    if two is None:
        messages.success(request, _("You have compared everything that you can. Thank you."))
        return redirect("calls:rating", slug=call.slug)
    shown = [
        {
            "contribution": one,
            "body": body_of(request.actor, one),
            "url": contribution_url(call.slug, one.number, one.title),
        }
        for one in two
    ]
    context = {"call": call, "first": shown[0], "second": shown[1], "sides": [(shown[0], "first"), (shown[1], "second")], "crumbs": crumbs_to(call, (_("Rating"), reverse("calls:rating", args=[call.slug])), (_("Compare two"), ""))}  # fmt: skip
    return render(request, "calls/pair.html", context)


def _number(request: HttpRequest, name: str) -> int:
    number = number_from(request.POST.get(name, ""))
    if number is None:
        raise Refused(_("Compare two contributions of one call."), 422)
    return number
