"""A room that isn't open in a community isn't met there: not by its pages, nor by its part of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from allmende.commons.spaces.features import has_room
from allmende.foundation.doors import rooms
from allmende.foundation.verdicts import Refused, require
from allmende.surfaces.web.middleware.refusals import RefusalMiddleware

API = "api/v1/"


class RoomsMiddleware:
    """Refuses with the reason, as a page or as problem details."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    @cached_property
    def operations(self) -> dict[str, str]:
        """The room to which an operation's address belongs, by its first word; the API is read when it is asked for."""
        routers = ((room.key, import_string(router)) for room in rooms() for router in room.api)
        return {_first(path): key for key, router in routers for path in router.path_operations}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Ask whether the room of the view is there."""
        root, key = request.space, self._room(request, view)  # type: ignore[attr-defined]
        if root is None or not key:
            return None
        try:
            require(has_room(root, key))
        except Refused as refusal:
            return RefusalMiddleware(self.get_response).process_exception(request, refusal)
        return None

    def _room(self, request: HttpRequest, view: Any) -> str:
        route = request.resolver_match.route if request.resolver_match else ""
        if route.startswith(API):
            return self.operations.get(_first(route.removeprefix(API)), "")
        module = getattr(view, "__module__", "")
        return module.split(".")[2] if module.startswith("allmende.rooms.") else ""


def _first(path: str) -> str:
    return path.strip("/").split("/")[0]
