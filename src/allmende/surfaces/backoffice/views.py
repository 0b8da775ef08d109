"""The back office: for those who run this node, and for curators what they answer for; for everyone else it isn't there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, Text, Verdict
from allmende.surfaces.backoffice.entries import groups
from allmende.surfaces.backoffice.rules import may_see_node, may_see_office
from allmende.surfaces.backoffice.signs import signs_for

type View = Callable[..., HttpResponse]


def only(may: Callable[[Any, Any], Verdict]) -> Callable[[View], View]:
    """Answer those whom a rule of (reader, community) refuses as if there were nothing."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not may(request.actor, request.space):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


operators_only = only(may_see_node)


def asked(data: QueryDict, name: str, most: int = 120) -> str:
    """Return what an address or a form says under a name: one clean line, never longer than that."""
    return clean_line(data.get(name, "")[: 2 * most])[:most]


def crumbs(title: Text, *between: tuple[Text, str]) -> list[tuple[Text, str]]:
    """The way to a page of the office."""
    return [(_("Back office"), reverse("backoffice:index")), *between, (title, "")]


def tell(request: HttpRequest, refusal: Refused) -> None:
    """Say a refusal on the page that follows."""
    messages.error(request, str(refusal.reason))


@require_safe
@only(may_see_office)
def index(request: HttpRequest) -> HttpResponse:
    """What needs the reader now, then everything that stands here."""
    context = {
        "signs": signs_for(request.actor, request.space), "groups": groups(request.actor, request.space),
        "runs_node": bool(may_see_node(request.actor, request.space)),
    }  # fmt: skip
    return render(request, "backoffice/index.html", context)
