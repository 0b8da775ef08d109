"""The queue at the gates: what waits for a curator's yes or no."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces import commands
from allmende.commons.spaces.models import Passage
from allmende.commons.spaces.rules import keeps_some_gate
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.surfaces.web.ladder.queries import queue_of


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    require(keeps_some_gate(request.actor))
    return _page(request)


def _page(request: HttpRequest, problem: UUID | None = None, refusal: Refused | None = None) -> HttpResponse:
    after = request.GET.get("after", "")
    rows, following = queue_of(request.actor, request.space, key_in(after))
    context = {
        "rows": rows, "more_url": f"?after={following}" if following else "", "problem": problem,
        "refusal": refusal, "reason": request.POST.get("reason", ""),
    }  # fmt: skip
    return render(request, "ladder/gates.html", context, status=refusal.status if refusal else 200)


@require_POST
def decision(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let it through, or decline it with a reason."""
    here = Q(space=request.space.id) | Q(space__root=request.space.id)
    found = Passage.objects.filter(here).select_related("space")  # house: the command refuses whoever may not decide
    passage = get_object_or_404(found, id=key)
    passes = request.POST.get("passes") == "yes"
    try:
        commands.decide_passage(request.actor, passage, passes=passes, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return _page(request, key, refusal)
    messages.success(request, _("It went through the gate.") if passes else _("Declined, with your reason."))
    return redirect("gates")
