"""The streams' own server: server-sent events (HTML Living Standard, 9.2) over ASGI, beside the pages over WSGI."""

from __future__ import annotations

import asyncio
import contextlib
import io
import signal
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import HttpResponse

from allmende.surfaces.live.hub import Hub, Listener

PATH = "/stream/"
HEARTBEAT = 20.0
"""Seconds after which a silent stream says that it lives."""
PATIENCE = 10.0
"""Seconds that a client may take to accept what is sent; a slower one is let go and comes back by itself."""
LONGEST = 3600.0
"""Seconds after which a stream ends and is opened, and judged, anew."""
RETRY = 3000
"""Milliseconds after which a browser opens a stream anew."""

type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Streams:
    """The ASGI application: every request is judged by the house's middleware; what may listen is handed to the hub."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.house = BaseHandler()
        self.house.load_middleware()
        self.doors = ThreadPoolExecutor(4, thread_name_prefix="door")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] != PATH:
            await _answer(send, HttpResponse("404", status=404, content_type="text/plain"), [])
            return
        answer = await asyncio.get_running_loop().run_in_executor(self.doors, self._judge, scope)
        opening, headers = getattr(answer, "opening", None), _shared_with_pages(scope)
        if opening is None or _header(scope, b"accept") != "text/event-stream":
            await _answer(send, answer, headers)
        elif not self.hub.has_room(opening.standing.actor):
            await _answer(send, HttpResponse(status=429), headers)
        else:
            with self.hub.listening(opening) as listener:
                gone = asyncio.ensure_future(_left(receive, listener))
                try:
                    await _tell(send, listener, headers)
                finally:
                    gone.cancel()

    def _judge(self, scope: Scope) -> HttpResponse:
        """Let the request go through the house as a page's would. In a thread."""
        try:
            return self.house.get_response(ASGIRequest({**scope, "method": scope["method"]}, io.BytesIO()))  # type: ignore[return-value]
        finally:
            connections.close_all()  # a stream is opened once a page: no connection waits for the next one


async def serve(host: str, port: int, *, ready: Callable[[Callable[[], None]], object] | None = None) -> None:
    """Serve streams until SIGTERM or SIGINT; `ready` is given what ends them instead (for a thread, which gets no signals)."""
    from granian.constants import HTTPModes, Interfaces  # slow import
    from granian.log import LogLevels  # slow import
    from granian.server.embed import Server  # slow import

    hub = Hub()
    server = Server(
        Streams(hub), address=host, port=port, interface=Interfaces.ASGINL, http=HTTPModes.http1, websockets=False,
        backlog=1024, backpressure=20_000, log_enabled=False, log_level=LogLevels.error,
    )  # fmt: skip

    def close() -> None:
        for listener in list(hub.listeners):
            listener.end()
        server.stop()

    if ready is None:
        for sign in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sign, close)
    else:
        ready(close)
    looking, serving = asyncio.ensure_future(hub.run()), asyncio.ensure_future(server.serve())
    await asyncio.wait((looking, serving), return_when=asyncio.FIRST_COMPLETED)
    if looking.done():  # it never ends by itself: whoever started us starts us again
        close()
        looking.result()
    looking.cancel()
    await serving
    await asyncio.get_running_loop().run_in_executor(hub.database, connections.close_all)


async def _tell(send: Send, listener: Listener, headers: list[tuple[bytes, bytes]]) -> None:
    """Send hints as they come, and a sign of life while none do, until the stream is over."""
    kind = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": kind + headers})
    over_at = asyncio.get_running_loop().time() + LONGEST
    words = f"retry: {RETRY}\nid: {listener.opening.seq}\nevent: ready\ndata: -\n\n"
    while True:
        words += "".join(f"id: {seq}\nevent: changed\ndata: {key}\n\n" for key, seq in listener.waiting.items())
        listener.waiting.clear()
        listener.wake.clear()
        try:
            await asyncio.wait_for(_part(send, words or ":\n\n"), PATIENCE)
        except (TimeoutError, OSError, RuntimeError):  # too slow, or gone: granian says the latter by RuntimeError
            return
        words = ""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listener.wake.wait(), HEARTBEAT)
        if listener.over or asyncio.get_running_loop().time() > over_at:
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return


async def _part(send: Send, words: str) -> None:
    await send({"type": "http.response.body", "body": words.encode(), "more_body": True})


async def _left(receive: Receive, listener: Listener) -> None:
    """End the stream once its reader is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end()


async def _answer(send: Send, answer: HttpResponse, headers: list[tuple[bytes, bytes]]) -> None:
    """Send what is no stream; without cookies, which are the pages' to set."""
    kept = [(name.lower().encode(), value.encode()) for name, value in answer.headers.items()]
    await send({"type": "http.response.start", "status": answer.status_code, "headers": kept + headers})
    await send({"type": "http.response.body", "body": b"" if answer.streaming else answer.content})


def _shared_with_pages(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Let pages of the same host read it from another port: where no proxy stands in front, streams have one of their own."""
    origin, host = _header(scope, b"origin"), _header(scope, b"host")
    try:
        is_ours = bool(origin) and urlsplit(origin).hostname == urlsplit(f"//{host}").hostname
    except ValueError:
        is_ours = False
    if not is_ours:
        return []
    return [
        (b"access-control-allow-origin", origin.encode()),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name), "")
