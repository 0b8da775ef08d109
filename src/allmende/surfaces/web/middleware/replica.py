"""Guests read from the replica, where there is one (`foundation.replica` says when)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from allmende.foundation import replica


class ReplicaMiddleware:
    """Offers the replica to whoever only looks and brings nothing by which we could know them: no session, no form's token, no token."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not replica.is_set() or request.method not in {"GET", "HEAD"} or _is_known(request):
            return self.get_response(request)
        with replica.offered():
            return self.get_response(request)


def _is_known(request: HttpRequest) -> bool:
    ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return bool(ours & request.COOKIES.keys()) or "Authorization" in request.headers
