"""Requests per second, p95 and statements of the main pages, beside plain Django in the same run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

PARALLEL = 16
REPORT = """
function done(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("RESULT %f %f %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(95) / 1000, bad))
end
"""


@contextmanager
def serving(command: list[str], environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Run a server on a free port for as long as the block; yield its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([*command, "--port", str(port)], env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start.")
            time.sleep(0.1)
        yield f"http://localhost:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def processor_time(process: int) -> float:
    """Return the milliseconds that a server's processes have worked (from /proc; 0 where there is none)."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        stats = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in (process, *children)]
    except OSError:
        return 0.0
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) * 1000 / os.sysconf("SC_CLK_TCK")


def drive(url: str, cookie: str, seconds: float, headers: dict[str, str] | None = None) -> tuple[float, float, int]:
    """Return requests per second, p95 in ms and how many went wrong, at 16 connections: wrk's count, or Python's own."""
    wrk = shutil.which("wrk")
    if wrk is None:
        from bench.driver import drive as by_ourselves

        return by_ourselves(url, cookie, seconds, PARALLEL, headers)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(REPORT)
        script.flush()
        sent = ({"Cookie": cookie} if cookie else {}) | (headers or {})
        header = [part for name, value in sent.items() for part in ("-H", f"{name}: {value}")]
        command = [wrk, "-t2", f"-c{PARALLEL}", f"-d{max(1, round(seconds))}s", "-s", script.name, *header, url]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    _word, rate, p95, bad = next(line for line in said.splitlines() if line.startswith("RESULT")).split()
    return float(rate), float(p95), int(bad)


class House:
    """The demo community, asked by a guest and by one of its members."""

    def __init__(self) -> None:
        from allmende.commons.spaces.models import Membership
        from allmende.foundation.doors import urls_of
        from allmende.rooms.calls.models import Call, Contribution

        membership = Membership.objects.filter(space__root=None, role="member").select_related("actor__account")[0]
        self.member = membership.actor
        call = max(Call.objects.filter(audience_id=1), key=lambda call: Contribution.objects.filter(call=call).count())
        one = Contribution.objects.filter(call=call, audience_id=1).order_by("id")[0]
        space = call.place
        self.pages = {
            "home": "/",
            "calls": "/calls/",
            "a call": f"/calls/{call.slug}/",
            "its contributions": f"/calls/{call.slug}/contributions/",
            "a contribution": urls_of([(one.id, one.kind)])[one.id],
            "a space": f"/spaces/{space.slug}/",
            "people": "/people/",
            "a person": f"/people/{call.author.handle}/",
            "what a person made": f"/people/{call.author.handle}/work/",
            "search": "/search/?q=garten",
        }

    def session(self) -> str:
        """Return the cookie of a session in which the member has signed in."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

        account = self.member.account
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.save()
        return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"

    def look(self, path: str, cookie: str) -> tuple[int, int, int]:
        """Return status, statements and bytes of a page that is made and not taken from memory, warm."""
        from django.db import connection
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        headers = {"Cookie": cookie} if cookie else {"Authorization": "none"}  # passes by the pages that are kept
        for _warm in range(2):
            with CaptureQueriesContext(connection) as statements:
                answer = Client(SERVER_NAME="localhost").get(path, headers=headers)
        return answer.status_code, len(statements), len(answer.content)


def run(seconds: float) -> bool:
    """Measure and print; return whether every request was answered well.

    Beside requests per second stands the processor time that one takes: it says more on a machine that others use too.
    """
    from allmende.rooms.calls.models import Call
    from allmende.surfaces.demo import seed

    if not Call.objects.exists():
        print("Seeding the demo community …", flush=True)
        seed("de", lambda *_progress: None)
    house, well = House(), True
    print(f"{'':14}{'page':20}{'requests/s':>12}{'p95 ms':>9}{'cpu ms':>9}{'wrong':>7}{'statements':>12}{'kB':>6}")
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--workers", "2"]
    plain = [*granian, "--blocking-threads", "8", "--host", "127.0.0.1", "bench.plain:application"]
    with serving(plain, {"BENCH_PLAIN": os.environ["ALLMENDE_DATA"]}) as server:
        for name, path in (("list, made", "/topics/"), ("20 posts, made", "/topic/"), ("list, kept", "/kept/")):
            _measure(server, ("plain Django", name, "3", ""), path, "", seconds)
    serve = [sys.executable, "-m", "allmende.surfaces.cli", "serve", "--no-worker", "--processes", "2"]
    with serving(serve, {"PYTHONPATH": "src"}) as server:
        for who, cookie in (("guest", ""), ("member", house.session())):
            for name, path in house.pages.items():
                status, statements, size = house.look(path, cookie)
                if status == 200:  # some pages are not for guests
                    line = who, name, str(statements), f"{size / 1000:.0f}"
                    well &= _measure(server, line, path, cookie, seconds) == 0
    return well


def _measure(server: tuple[str, int], line: tuple[str, str, str, str], path: str, cookie: str, seconds: float) -> int:
    """Drive one page after a warm-up, print its line and return how many requests went wrong."""
    (address, process), (who, name, statements, size) = server, line
    drive(address + path, cookie, 1)
    before, started = processor_time(process), time.monotonic()
    rate, p95, bad = drive(address + path, cookie, seconds)
    each = (processor_time(process) - before) / max(1.0, rate * (time.monotonic() - started))
    print(f"{who:14}{name:20}{rate:12,.0f}{p95:9.0f}{each:9.2f}{bad:7}{statements:>12}{size:>6}", flush=True)
    return bad
