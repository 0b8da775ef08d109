"""Listens for mail: a mail server of yours hands it over by LMTP (RFC 2033) or SMTP. Limits first: who talks too long or too much is cut off."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Session
from aiosmtpd.smtp import Envelope as Brought
from django.db import DatabaseError, connections

from allmende.foundation.mail.headers import own_host
from allmende.foundation.mail.inbound.letters import LARGEST, Envelope
from allmende.foundation.mail.inbound.receiving import Later, is_ours, receive

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 20
MOST_RECIPIENTS = 20
SILENCE, LONGEST = 60.0, 600.0
"""Seconds without a word, and of a whole connection, until it is cut off."""
MOST_COMMANDS = 100
HANDS = 4
"""So many mails are read at once; the others wait."""

TAKEN = "250 2.0.0 Thank you"
LATER = "451 4.3.0 Not now, please bring it again"
UNKNOWN = "550 5.1.1 There is no such address"
TOO_MANY = "452 4.5.3 Too many recipients at once"
BUSY = b"421 4.3.2 Too many connections, please come again\r\n"


class _Handler:
    """What is answered to each recipient and each mail."""

    def __init__(self, carrier: str) -> None:
        self._carrier = carrier

    async def handle_RCPT(  # noqa: N802  the library's name
        self, server: SMTP, session: Session, brought: Brought, address: str, options: list[str]
    ) -> str:
        if len(brought.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        try:
            known = await _in_thread(is_ours, address)
        except DatabaseError:
            log.exception("An address could not be looked up.")
            return LATER
        if not known:
            return UNKNOWN
        brought.rcpt_tos.append(address)
        return "250 2.1.5 Fine"

    async def handle_DATA(self, server: SMTP, session: Session, brought: Brought) -> str:  # noqa: N802  the library's name
        envelope = Envelope(brought.mail_from or "", tuple(brought.rcpt_tos), self._carrier)
        content = brought.content if isinstance(brought.content, bytes) else b""
        try:
            await _in_thread(receive, content, envelope)
        except (Later, DatabaseError):
            answer = LATER
        else:
            answer = TAKEN
        # LMTP answers once for each recipient (RFC 2033, section 4.2); what was done for one of them is not done again.
        return "\r\n".join([answer] * (len(envelope.recipients) if self._carrier == "lmtp" else 1))


_hands = ThreadPoolExecutor(HANDS, thread_name_prefix="mail")


async def _in_thread[R](ask: Callable[..., R], *arguments: Any) -> R:
    return await asyncio.get_running_loop().run_in_executor(_hands, partial(_asked, ask, *arguments))


def _asked[R](ask: Callable[..., R], *arguments: Any) -> R:
    """Ask something of the database in a thread of ours; it leaves no connection behind."""
    try:
        return ask(*arguments)
    finally:
        connections.close_all()


class _Limited:
    """Cuts off who stays too long, and turns away who is one too many."""

    open_now: set[object] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if len(self.open_now) >= MOST_CONNECTIONS:
            transport.write(BUSY)  # type: ignore[attr-defined]
            transport.close()
            return
        self.open_now.add(self)
        super().connection_made(transport)  # type: ignore[misc]
        self._end = asyncio.get_running_loop().call_later(LONGEST, transport.close)

    def connection_lost(self, error: Exception | None) -> None:
        if self in self.open_now:
            self.open_now.discard(self)
            self._end.cancel()
            super().connection_lost(error)  # type: ignore[misc]


class _LimitedLMTP(_Limited, LMTP):
    """LMTP with limits."""


class _LimitedSMTP(_Limited, SMTP):
    """SMTP with limits."""


class Listener:
    """Listens on an address, in a thread of its own, from `start` to `stop`; port 0 takes a free one, which `port` tells then."""

    def __init__(self, host: str, port: int, carrier: str = "lmtp") -> None:
        """`carrier` is `lmtp` or `smtp`."""
        self.host, self.port, self._carrier = host, port, carrier
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail", daemon=True)

    def start(self) -> None:
        """Begin. Raises OSError where the port is taken."""
        self._thread.start()
        server = self._ask(self._loop.create_server(self._speaker, self.host, self.port))
        self.port = server.sockets[0].getsockname()[1]
        self._server = server

    def stop(self) -> None:
        """Take no more connections; those that are open end with the process."""
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _ask[R](self, asked: Coroutine[Any, Any, R]) -> R:
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result(10)

    def _speaker(self) -> SMTP:
        """Make what speaks with one connection."""
        speaks = _LimitedLMTP if self._carrier == "lmtp" else _LimitedSMTP
        return speaks(
            _Handler(self._carrier), data_size_limit=LARGEST, timeout=SILENCE, command_call_limit=MOST_COMMANDS, enable_SMTPUTF8=True,
            ident="Allmende", hostname=own_host(), decode_data=False, loop=self._loop,
        )  # fmt: skip
