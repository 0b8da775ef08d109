"""Other words for a passage: suggested by readers, taken up by the authors."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.suggesting import accept_suggestion, decline_suggestion, suggest
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.contributions import SuggestionForm
from allmende.rooms.calls.models import Contribution, Suggestion
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.suggestions import find_suggestion, suggestions_of
from allmende.rooms.calls.rules import can_see, is_author, may_revise, may_suggest
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution


def page(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is suggested for a contribution, and suggesting something."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(can_see(request.actor, contribution))
    form = SuggestionForm(request.POST or None)
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            suggest(request.actor, contribution, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Suggested. Its authors decide, and you hear what they say."))
            return redirect("calls:suggestions", slug=call.slug, number=number)
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {
        "call": call, "contribution": contribution, "form": form, "suggestions": suggestions_of(contribution),
        "may_suggest": may_suggest(request.actor, contribution), "is_mine": is_author(request.actor, contribution),
        "may_revise": may_revise(request.actor, contribution), "url": url,
        "crumbs": crumbs_to(call, (contribution.title, url), (_("Suggestions"), "")),
    }  # fmt: skip
    return render(request, "calls/suggestions.html", context, status=status if form.errors else 200)


@require_POST
def acceptance(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Take a suggestion up in a new version."""
    contribution, suggestion = _found(request, slug, number, key)
    accept_suggestion(request.actor, suggestion)
    messages.success(request, _("Taken up. The new version names who suggested it."))
    return redirect("calls:suggestions", slug=contribution.call.slug, number=number)


@require_POST
def refusal(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Leave the words as they are."""
    contribution, suggestion = _found(request, slug, number, key)
    decline_suggestion(request.actor, suggestion)
    messages.success(request, _("The words stay as they are. Whoever suggested it hears of it."))
    return redirect("calls:suggestions", slug=contribution.call.slug, number=number)


def _found(request: HttpRequest, slug: str, number: int, key: UUID) -> tuple[Contribution, Suggestion]:
    contribution = get_contribution(request, get_call(request, slug), number)
    suggestion = find_suggestion(contribution, key)
    if suggestion is None:
        raise Http404
    return contribution, suggestion
