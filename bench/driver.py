"""A small driver of load for machines without wrk: slower than wrk, so compare only figures of one run."""

from __future__ import annotations

import http.client
import threading
import time
from urllib.parse import urlsplit


def drive(
    url: str, cookie: str, seconds: float, parallel: int, headers: dict[str, str] | None = None
) -> tuple[float, float, int]:
    """Return requests per second, p95 in ms and how many went wrong."""
    parts, taken, wrong = urlsplit(url), [], []
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    sent = ({"Cookie": cookie} if cookie else {}) | (headers or {})
    until = time.perf_counter() + seconds

    def ask() -> None:
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        while (before := time.perf_counter()) < until:
            connection.request("GET", path, headers=sent)
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - before)
            if answer.status >= 400:
                wrong.append(answer.status)

    threads = [threading.Thread(target=ask) for _ in range(parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken.sort()
    return len(taken) / seconds, taken[int(len(taken) * 0.95)] * 1000 if taken else 0.0, len(wrong)
