"""People who say something and vote at the same time: writes per second, how long one waits, that none fails."""

from __future__ import annotations

import os
import re
from urllib.parse import urlencode

from bench.driver import drive, request_of
from bench.pages import House
from bench.server import SERVE, serving

WRITERS = 8
GOALS = {"postgresql": 200, "sqlite": 100}
P95_MS = 60


def run(seconds: float) -> bool:
    """Let eight people at a time write comments over HTTP; print what came of it and return whether the goals hold."""
    from django.db import connection

    from bench.town import call_of_pages, contribution_of_pages

    house, one = House(), contribution_of_pages(call_of_pages())
    with serving(SERVE) as server:
        requests = [
            _comment(f"{server.address}/id/{one.id}/comments/", cookie, f"Words number {n} of writer {m}")
            for n in range(200)
            for m, cookie in enumerate(house.cookies)
        ]
        before = server.worked()
        load = drive(server.address, requests, seconds, WRITERS)
        each = (server.worked() - before) / max(1, len(load.taken))
    p95 = load.percentile(0.95)
    print(
        f"{connection.vendor}: {load.rate:.0f} comments/s, p50 {load.percentile(0.5):.0f} ms, p95 {p95:.0f} ms, "
        f"p99 {load.percentile(0.99):.0f} ms, {each:.1f} ms of processor time each, {load.wrong} wrong"
    )
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return load.wrong == 0 and load.rate >= GOALS[connection.vendor] and p95 < P95_MS


def _comment(url: str, cookie: str, text: str) -> bytes:
    token = "a" * 32  # the cookie's and the form's are the same: that is what is checked
    host = re.sub(r"/id/.*", "", url)
    body = urlencode({"text": text, "intent": "comment", "csrfmiddlewaretoken": token}).encode()
    return request_of(url, f"{cookie}; csrf={token}", {"HX-Request": "true", "Origin": host}, body)
