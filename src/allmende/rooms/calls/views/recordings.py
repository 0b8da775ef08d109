"""Videos and sound of briefs and contributions: added, described, taken away."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.files.receiving import receive_recordings
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.content import require_complete
from allmende.rooms.calls.models import Contribution, ContributionState
from allmende.rooms.calls.rules import may_change_call, may_revise
from allmende.rooms.calls.views.fetching import get_call, get_contribution


@require_POST
def of_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """Take over the recordings of a brief."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    _take_over(request, call)
    return redirect("calls:edit", slug=call.slug)


@require_POST
def of_contribution(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take over the recordings of one's contribution; one that is handed in stays complete."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(may_revise(request.actor, contribution))
    _take_over(request, contribution)
    return redirect("calls:write", slug=call.slug, number=number)


def _take_over(request: HttpRequest, thing: Thing) -> None:
    try:
        with transaction.atomic():
            receive_recordings(request.actor, request, thing)
            if isinstance(thing, Contribution) and thing.state == ContributionState.SUBMITTED:
                require_complete(thing)
    except Refused as refusal:
        messages.error(request, " ".join([str(refusal.reason), *map(str, refusal.errors.values())]))
    else:
        messages.success(request, _("Saved."))
