"""The back office: for those who run this node; for everyone else it isn't there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from allmende.foundation.verdicts import Refused
from allmende.identity.signon.rules import may_operate
from allmende.surfaces.backoffice.entries import areas

type View = Callable[..., HttpResponse]


def operators_only(view: View) -> View:
    """Answer others as if there were nothing."""

    @wraps(view)
    def for_operators(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_operate(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return for_operators


def tell(request: HttpRequest, refusal: Refused) -> None:
    """Say a refusal on the page that follows."""
    messages.error(request, str(refusal.reason))


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """All areas, a line each."""
    return render(request, "backoffice/index.html", {"areas": list(areas())})
