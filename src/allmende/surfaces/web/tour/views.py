"""The tour's pages. They are the same for every guest, so that they can be kept; where someone stopped is in a cookie of theirs.

Only `on`, which leads to a stop, reads and sets that cookie: the stops themselves carry nothing of a person.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from allmende.surfaces.web.tour.stops import END, Stop, stops_of

COOKIE = "tour"
MONTH = 30 * 24 * 3600


def _stops(request: HttpRequest) -> list[Stop]:
    if request.space is None:
        raise Http404
    return stops_of(request.space, get_language() or "")


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """The first stop."""
    return _show(request, _stops(request), 0)


@require_safe
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """One stop; one that has nothing to show any more leads to the beginning."""
    stops = _stops(request)
    place = next((place for place, one in enumerate(stops) if one.key == key), None)
    if not place:  # the first stop has the tour's own address
        return redirect("tour")
    return _show(request, stops, place)


def _show(request: HttpRequest, stops: list[Stop], place: int) -> HttpResponse:
    here = stops[place]
    context: dict[str, Any] = {
        "stop": here, "values": here.values, "number": place + 1, "total": len(stops), "is_end": here.key == END,
        "way": [_as_phase(one, at, place) for at, one in enumerate(stops)], "is_start": place == 0,
        "next": stops[place + 1] if place + 1 < len(stops) else None, "on_url": reverse("tour_on"), "end": END,
        "back_url": _address(stops[place - 1], place - 1) if place else "",
    }  # fmt: skip
    return render(request, "tour/stop.html", context)


def _as_phase(one: Stop, at: int, place: int) -> dict[str, Any]:
    state = "now" if at == place else "done" if at < place else "next"
    return {"title": one.title, "when": "", "state": state, "href": "" if at == place else _address(one, at)}


def _address(one: Stop, at: int) -> str:
    return reverse("tour_stop", args=[one.key]) if at else reverse("tour")


@require_safe
def on(request: HttpRequest) -> HttpResponse:
    """Lead to the stop asked for and remember it; asked for none, to where the walk was stopped."""
    keys = [one.key for one in _stops(request)]
    wanted = request.GET.get("to", "") or request.COOKIES.get(COOKIE, "")
    if wanted not in keys:
        return redirect("tour")
    answer = redirect("tour") if wanted == keys[0] else redirect("tour_stop", key=wanted)
    answer.set_cookie(COOKIE, wanted, max_age=MONTH, httponly=True, secure=settings.SECURE, samesite="Lax")
    return answer
