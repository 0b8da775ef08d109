"""Which rooms the curators of each kind of space may switch on: free, always there, never there; with the effect in numbers first."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from allmende.commons.spaces.commands import lock_rooms
from allmende.commons.spaces.features import Locks, locks, open_rooms
from allmende.commons.spaces.models import Lock, Space, SpaceKind
from allmende.foundation.doors import rooms
from allmende.identity.signon.rules import may_operate
from allmende.surfaces.backoffice.views import crumbs

FREE = ("", gettext_lazy("free to choose"))


def _wanted(request: HttpRequest) -> Locks:
    """The locks that the table says; what it doesn't say is free."""
    return {
        (kind, room.key): state
        for kind in SpaceKind.values
        for room in rooms()
        if (state := request.POST.get(f"{kind}-{room.key}", "")) in Lock.values
    }


def effect_of(wanted: Locks) -> list[tuple[str, str, int, int]]:
    """Return in how many spaces of each kind a room would open and close: (kind, room, opened, closed); one statement.

    Spaces of one community, kind and house are alike, so that each such group is asked once.
    """
    opened: Counter[tuple[str, str]] = Counter()
    closed: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[object, str], tuple[set[str], set[str]]] = {}
    for space in (
        Space.objects.select_related("root").only("purpose", "rooms", "root__purpose", "root__rooms").iterator()
    ):
        key = (space.root_id or space.id, space.purpose)
        if key not in seen:
            now, then = open_rooms(space), open_rooms(space, wanted)
            seen[key] = (then - now, now - then)
        opened.update((space.purpose, room) for room in seen[key][0])
        closed.update((space.purpose, room) for room in seen[key][1])
    names = {room.key: str(room.name) for room in rooms()}
    return [
        (str(SpaceKind(kind).label), names[room], opened[kind, room], closed[kind, room])
        for kind, room in sorted(opened.keys() | closed.keys())
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def feature_sets(request: HttpRequest) -> HttpResponse:
    """The table; POST shows the effect, and with `sure` saves it."""
    if not may_operate(request.actor):
        raise Http404
    wanted = _wanted(request) if request.method == "POST" else locks()
    if request.method == "POST" and request.POST.get("sure"):
        lock_rooms(request.actor, wanted)
        messages.success(request, _("Saved. It counts at once, everywhere."))
        return redirect("houses:rooms")
    table = [
        (
            kind.label,
            [(room.name, f"{kind.value}-{room.key}", wanted.get((kind.value, room.key), "")) for room in rooms()],
        )
        for kind in SpaceKind
    ]
    context = {"table": table, "choices": [FREE, *Lock.choices], "asks": request.method == "POST", "crumbs": crumbs(_("Feature sets")),
               "effect": effect_of(wanted) if request.method == "POST" else []}  # fmt: skip
    return render(request, "houses/rooms.html", context)
