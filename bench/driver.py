"""A driver of load: so many connections that ask one after the other, or requests that come at a rate of their own."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

PARALLEL = 16
CHUNKED = 1 << 60
"""Stands for the length of an answer that ends with an empty chunk."""


@dataclass
class Load:
    """What came of it: how long each request took (seconds), how many went wrong, over how long (seconds)."""

    seconds: float
    taken: list[float] = field(default_factory=list)
    wrong: int = 0

    @property
    def rate(self) -> float:
        """Requests per second."""
        return len(self.taken) / self.seconds

    def percentile(self, share: float) -> float:
        """The time in ms within which that share of the requests was answered."""
        ordered = sorted(self.taken)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


class _Asker(asyncio.Protocol):
    """One connection that stays open: a request goes out, its answer comes in whole."""

    def __init__(self) -> None:
        self.buffer, self.missing, self.answered = b"", -1, asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        if not self.answered.done():
            self.answered.set_exception(error or ConnectionResetError())

    async def ask(self, request: bytes) -> int:
        """Send a request and return the answer's status."""
        self.buffer, self.missing, self.answered = b"", -1, asyncio.get_running_loop().create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        return int(await self.answered)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.missing < 0 and not self._measured():
            return
        whole = self.buffer.endswith(b"0\r\n\r\n") if self.missing == CHUNKED else len(self.buffer) >= self.missing
        if whole and not self.answered.done():
            self.answered.set_result(self.buffer[9:12])

    def _measured(self) -> bool:
        """Read from the head, once it is there, how long the whole answer is."""
        head, found, _rest = self.buffer.lower().partition(b"\r\n\r\n")
        if found:
            length = next((line[15:] for line in head.split(b"\r\n") if line.startswith(b"content-length:")), None)
            self.missing = CHUNKED if length is None else len(head) + 4 + int(length)
        return bool(found)


def request_of(url: str, cookie: str = "", headers: dict[str, str] | None = None, body: bytes | None = None) -> bytes:
    """Return a request as it goes over the wire: GET, or POST where there is a body."""
    parts = urlsplit(url)
    sent = {"Host": parts.netloc, **({"Cookie": cookie} if cookie else {}), **(headers or {})}
    if body is not None:
        sent |= {"Content-Length": str(len(body)), "Content-Type": "application/x-www-form-urlencoded"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\n{lines}\r\n".encode() + (body or b"")


def drive(
    url: str,
    requests: Sequence[bytes],
    seconds: float,
    parallel: int = PARALLEL,
    rate: float = 0.0,
    *,
    once: bool = False,
) -> Load:
    """Send requests in turn over `parallel` connections for so long; each of them but `once`, it ends with the last.

    Without a rate each connection asks again once it was answered. With one, requests are due at that rate whether or not the
    server keeps up, and what is measured includes the time that they waited for a connection.
    """
    sent = iter(requests) if once else itertools.cycle(requests)
    return asyncio.run(_drive(urlsplit(url).port or 80, sent, seconds, parallel, rate))


async def _drive(port: int, requests: Iterator[bytes], seconds: float, parallel: int, rate: float) -> Load:
    load, loop = Load(seconds), asyncio.get_running_loop()
    begin = time.perf_counter()
    due = itertools.count()

    async def ask_on() -> None:
        _transport, asker = await loop.create_connection(_Asker, "127.0.0.1", port)
        while True:
            started = begin + next(due) / rate if rate else time.perf_counter()
            if started - begin > seconds or time.perf_counter() - begin > seconds + 5:
                break
            if (early := started - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            if (request := next(requests, None)) is None:
                break
            try:
                status = await asker.ask(request)
            except OSError:
                status = 599
                _transport, asker = await loop.create_connection(_Asker, "127.0.0.1", port)
            load.taken.append(time.perf_counter() - started)
            load.wrong += status >= 400
        asker.transport.close()

    await asyncio.gather(*(ask_on() for _each in range(parallel)))
    load.seconds = min(load.seconds, time.perf_counter() - begin)
    return load
