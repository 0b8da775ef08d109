"""The main pages of a community beside plain Django in the same run: requests per second, waiting, processor time, statements."""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import Any

from bench.driver import PARALLEL, Load, drive, request_of
from bench.server import GRANIAN, SERVE, Server, serving

READERS = 50
"""So many members ask in turn, so that nothing is measured that only one person's memory of a page would give."""
HEAD = ("requests/s", "p50 ms", "p95 ms", "p99 ms", "cpu ms", "wrong", "statements", "kB")


def cookie_of(account: Any) -> str:
    """Return the cookies of a browser in which an account has just signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.crypto import get_random_string

    from allmende.foundation import clock
    from allmende.identity.accounts.sessions import VISIT

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    now = clock.now().isoformat()
    store[VISIT] = {"device": "", "network": "", "since": now, "seen": now}  # which signing in notes
    store.save()
    token = f"{settings.CSRF_COOKIE_NAME}={get_random_string(32)}"  # which a browser has since its first page
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}; {token}"


def look(path: str, cookie: str, headers: dict[str, str] | None = None) -> tuple[int, int, int]:
    """Return status, statements and bytes of a page that is made and not taken from memory, warm."""
    from django.core.signals import request_started
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    request_started.disconnect(reset_queries)  # or each request would forget what was counted
    sent = {"Cookie": cookie} if cookie else {"Authorization": "none"}  # passes by the pages that are kept
    for _warm in range(2):
        with CaptureQueriesContext(connection) as statements:
            answer = Client(SERVER_NAME="localhost").get(path, headers={**sent, **(headers or {})})
    return answer.status_code, len(statements), len(answer.content)


class House:
    """The community, asked by guests and by its members."""

    def __init__(self) -> None:
        from allmende.commons.spaces.models import Membership
        from allmende.foundation.doors import urls_of
        from bench.town import call_of_pages, contribution_of_pages

        rows = Membership.objects.filter(space__root=None, role="member", actor__account__isnull=False)
        self.members = [row.actor for row in rows.select_related("actor__account").order_by("id")[:READERS]]
        self.cookies = [cookie_of(member.account) for member in self.members]
        call = call_of_pages()
        one, space = contribution_of_pages(call), call.place
        self.pages = {
            "home": "/",
            "calls": "/calls/",
            "a call": f"/calls/{call.slug}/",
            "its contributions": f"/calls/{call.slug}/contributions/",
            "a contribution": urls_of([(one.id, one.kind)])[one.id],
            "a space": f"/spaces/{space.slug}/",
            "people": "/people/",
            "a person": f"/people/{one.author.handle}/",
            "search": "/search/?q=pond",
            "20 comments as JSON": f"/api/v1/things/{one.id}/comments?limit=20",
        }


def run(seconds: float, parallel: int = PARALLEL, rate: float = 0.0) -> bool:
    """Measure and print; return whether every request was answered well.

    Beside requests per second stands the processor time that one takes: it says more on a machine that others use too.
    """
    house, well = House(), True
    print(f"{'':14}{'page':20}" + "".join(f"{name:>11}" for name in HEAD))
    with serving(
        [*GRANIAN, "--host", "127.0.0.1", "bench.plain:application"], {"BENCH_PLAIN": os.environ["ALLMENDE_DATA"]}
    ) as server:
        for name, path in (
            ("list, made", "/topics/"),
            ("20 posts, made", "/topic/"),
            ("list, kept", "/kept/"),
            ("static file", "/static/"),
        ):
            measure(server, ("plain Django", name), [request_of(server.address + path)], seconds, parallel, rate)
    with serving(SERVE) as server:
        for who, cookies in (("guest", [""]), ("member", house.cookies)):
            for name, path in house.pages.items():
                status, statements, size = look(path, cookies[0])
                if status == 200:  # some pages are not for guests
                    asked = [request_of(server.address + path, cookie) for cookie in cookies]
                    load = measure(
                        server, (who, name), asked, seconds, parallel, rate, f"{statements:11}{size / 1000:11.0f}"
                    )
                    well &= load.wrong == 0
        total, files = server.memory()
        print(f"Memory of {len(server.processes)} processes: {total:.0f} MB, of which {files:.0f} are mapped files")
        print(f"Listening after {server.started:.1f} s")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return well


def pace() -> float:
    """Seconds of the processor that a fixed loop takes: figures of two runs compare where this is the same."""
    began = time.process_time()
    sum(n * n for n in range(3_000_000))
    return time.process_time() - began


def measure(
    server: Server,
    line: tuple[str, str],
    asked: list[bytes],
    seconds: float,
    parallel: int,
    rate: float = 0.0,
    rest: str = "",
) -> Load:
    """Drive one page after a warm-up, print its line and return what came of it."""
    drive(server.address, asked, 1, parallel)
    before, began = server.worked(), time.monotonic()
    load = drive(server.address, asked, seconds, parallel, rate)
    took = time.monotonic() - began
    each = (server.worked() - before) / max(1, len(load.taken))
    load.seconds = took
    figures = (load.rate, *(load.percentile(share) for share in (0.5, 0.95, 0.99)), each, load.wrong)
    shown = "".join(f"{figure:11,.{places}f}" for figure, places in zip(figures, (0, 0, 0, 0, 2, 0), strict=True))
    print(f"{line[0]:14}{line[1]:20}{shown}{rest}", flush=True)
    return load
