"""What machines ask of a node: is it alive, may people be sent to it, how is it doing; and a number for each request."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from hmac import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from allmende.foundation import tracing
from allmende.foundation.generation import held
from allmende.foundation.health import metrics, ready
from allmende.foundation.logs import request_id, told

TRACE = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
"""A `traceparent` header (W3C Trace Context, section 3.2)."""


class MachineMiddleware:
    """Stands before everything, so that it answers also where no host name, no database and no session is to be had.

    Each request gets a number, which stands in every line of the log and in the answer; behind a proxy that traces requests
    (`traceparent`), and where we trace ourselves, it is the trace's own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        tracing.start()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if answer := ANSWERS.get(request.path_info):
            return answer(request)
        if not tracing.is_on():
            return self._answer(request, _number(request))
        method, parent = request.method or "", request.headers.get("traceparent", "") if settings.CONFIG.proxies else ""
        with tracing.serving(method, parent) as span:
            number = tracing.number_in(tracing.carried())
            response = self._answer(request, number)
            tracing.told(
                span,
                method,
                request.resolver_match.view_name if request.resolver_match else "",
                response.status_code,
                number,
            )
            return response

    def _answer(self, request: HttpRequest, number: str) -> HttpResponse:
        began, token = time.perf_counter(), request_id.set(number)
        try:
            with held():
                response = self.get_response(request)
            seconds = time.perf_counter() - began
            told(request, response, seconds)
            if settings.CONFIG.metrics:
                metrics.count(request, response, seconds)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        return response


def _number(request: HttpRequest) -> str:
    if settings.CONFIG.proxies and (trace := TRACE.fullmatch(request.headers.get("traceparent", ""))):
        return trace[1]
    return secrets.token_hex(8)


def _live(request: HttpRequest) -> HttpResponse:
    """The process answers: nothing else is asked, so that a database that is away doesn't have it restarted."""
    return _said({"status": "live"})


def _ready(request: HttpRequest) -> HttpResponse:
    """People may be sent here: the database answers and is of this version."""
    reason = ready.why_not()
    return _said({"status": "waiting", "reason": reason}, 503) if reason else _said({"status": "ready"})


def _metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus, for whoever has the token; without a setting they are not there."""
    wanted = settings.CONFIG.metrics
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not wanted:
        return HttpResponse("404", status=404, content_type="text/plain")
    if not compare_digest(given.encode(), wanted.encode()):
        headers = {"WWW-Authenticate": "Bearer"}
        return HttpResponse("401", status=401, content_type="text/plain", headers=headers)
    content, kind = metrics.figures()
    return HttpResponse(content, content_type=kind, headers={"Cache-Control": "no-store"})


def _said(what: dict[str, str], status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store", **({"Retry-After": "5"} if status == 503 else {})}
    return JsonResponse(what, status=status, headers=headers)


ANSWERS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": _live,
    "/health/ready": _ready,
    "/metrics": _metrics,
}
