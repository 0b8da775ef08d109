"""The house's only way out: requests to other machines that can't be led inside, last for ever or never end.

Only to addresses of the public internet, on the usual port, checked on the address that is connected to (so that neither
another spelling, nor a redirect, nor a name that changes its mind leads inside); encrypted, unless a caller can do without.
`ALLMENDE_PRIVATE_HOSTS` names exceptions. It needs threads: one that asks for an address, one that ends what takes too long.
"""

from __future__ import annotations

import queue
import socket
import threading
import time
from contextlib import suppress
from contextvars import ContextVar
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

WHOLE = 5.0
"""Seconds for all of it: finding the address, connecting, redirects, and the last byte of the answer."""
LARGEST = 2_000_000
"""Bytes of an answer, after unpacking."""
REDIRECTS = 3
PORTS = {True: 443, False: 80}
"""The port by whether it is encrypted: no other service of a host is ever spoken to."""

GLOBAL_UNICAST = ip_network("2000::/3")
"""All that the internet uses of IPv6 (IANA); whatever carries an IPv4 address otherwise lies outside it."""
NEVER = (ip_network("2001::/23"), ip_network("2002::/16"), ip_network("3fff::/20"))
"""Of that: Teredo and other protocols' own, 6to4, documentation."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet. Raises ValueError for what is none.

    IPv4 in IPv6 (mapped, compatible, 6to4, Teredo, NAT64) is refused as a whole: no server of the internet needs it.
    """
    found = ip_address(address.partition("%")[0])
    is_global = found.is_global and not found.is_multicast
    if isinstance(found, IPv4Address):
        return is_global
    return is_global and found in GLOBAL_UNICAST and not any(found in network for network in NEVER)


def _may_reach(host: str, port: int, address: str, *, encrypted: bool) -> bool:
    """Public addresses on the usual port; hosts the operator named also inside, unencrypted on this machine alone."""
    if host.lower() not in settings.PRIVATE_HOSTS:
        return port == PORTS[encrypted] and is_public(address)
    return encrypted or ip_address(address.partition("%")[0]).is_loopback


class Errand:
    """One request with its redirects: when it must be over, and the sockets that are cut off then, whatever they do."""

    def __init__(self, *, may_be_plain: bool) -> None:
        self.may_be_plain = may_be_plain
        self.ends = time.monotonic() + WHOLE
        self._held: list[socket.socket] = []
        self._timer = threading.Timer(WHOLE, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def require_time(self) -> float:
        """Return the seconds left; raises TimeoutError when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("The answer took too long.")
        return left

    def hold(self, opened: socket.socket) -> None:
        """Cut this socket off in time (a second handle on it, since TLS takes the first one over)."""
        self._held.append(opened.dup())

    def close(self) -> None:
        """It is over."""
        self._timer.cancel()
        for each in self._held:
            each.close()

    def _cut(self) -> None:
        for each in self._held:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


_errand: ContextVar[Errand] = ContextVar("errand")


def resolve(host: str, port: int, seconds: float) -> list[Any]:
    """Return a host's addresses as `getaddrinfo` does, in time. Raises OSError."""
    answers: queue.Queue[Any] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name="resolve").start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError(f"The address of {host} could not be found in time.") from None
    if isinstance(found, Exception):
        raise OSError(str(found)) from found
    return list(found)


def connect(host: str, port: int, *, encrypted: bool) -> socket.socket:
    """Open a socket to the first of a host's addresses that may be reached. Raises OSError."""
    errand = _errand.get()
    problem: OSError = OSError(f"{host} is not a host of the public internet.")
    if not (encrypted or errand.may_be_plain or host.lower() in settings.PRIVATE_HOSTS):
        raise OSError(f"{host} would be asked without encryption.")
    for family, kind, protocol, _name, at in resolve(host, port, errand.require_time()):
        if not _may_reach(host, port, str(at[0]), encrypted=encrypted):
            continue
        opened = socket.socket(family, kind, protocol)
        try:
            opened.settimeout(errand.require_time())
            opened.connect(at)
        except OSError as error:
            opened.close()
            problem = error
            continue
        errand.hold(opened)
        return opened
    raise problem


def _guarded(kind: Any, *, encrypted: bool) -> Any:
    """Return a connection class of urllib3 that opens its sockets by `connect`."""
    from urllib3.exceptions import NewConnectionError  # slow import

    def new_connection(self: Any) -> socket.socket:
        try:
            return connect(self.host, self.port, encrypted=encrypted)
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(self, str(error)) from error

    return type(f"Guarded{kind.__name__}", (kind,), {"_new_conn": new_connection})


def open_session(*, may_be_plain: bool = False) -> Session:
    """Return a session of `requests` that goes only where the house may go, waits seconds and reads two megabytes at most.

    With `may_be_plain` it also asks without encryption, for what anyone may know. What can't be reached raises
    `requests.RequestException`, like every other failure of the network; an address that carries a name or password too.
    """
    import requests  # slow import

    class Out(requests.Session):
        def request(self, *args: Any, **kwargs: Any) -> Response:
            errand = Errand(may_be_plain=may_be_plain)
            token = _errand.set(errand)
            try:
                return super().request(*args, **kwargs)
            finally:
                _errand.reset(token)
                errand.close()

    session = Out()
    session.trust_env = False  # no proxy and no password from the surroundings
    session.max_redirects = REDIRECTS
    session.headers["Connection"] = "close"  # each request asks for the address anew, and ends in its own time
    way = _way()
    session.mount("https://", way)
    session.mount("http://", way)
    return session


def _way() -> Any:
    """Return an adapter of `requests` that connects by `connect` and reads no more than the limits."""
    from requests.adapters import HTTPAdapter  # slow import
    from requests.exceptions import ConnectionError as Unreachable  # slow import
    from requests.exceptions import InvalidURL, RequestException  # slow import
    from urllib3.connection import HTTPConnection, HTTPSConnection  # slow import
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool  # slow import
    from urllib3.exceptions import HTTPError  # slow import

    class Plain(HTTPConnectionPool):
        ConnectionCls = _guarded(HTTPConnection, encrypted=False)

    class Encrypted(HTTPSConnectionPool):
        ConnectionCls = _guarded(HTTPSConnection, encrypted=True)

    class Way(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": Plain, "https": Encrypted}

        def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
            if "@" in urlsplit(request.url or "").netloc:
                raise InvalidURL("An address with a name or password in it is asked of nobody.", request=request)
            try:
                kwargs |= {"timeout": _errand.get().require_time(), "stream": True}
                answer = super().send(request, *args, **kwargs)
                answer._content = _read(answer)
            except RequestException:
                raise
            except (HTTPError, OSError) as error:
                raise Unreachable(str(error), request=request) from error
            return answer

    return Way()


def _read(answer: Any) -> bytes:
    """Return all of an answer, at most `LARGEST`. Raises TimeoutError."""
    content = b""
    while piece := answer.raw.read1(16_384, decode_content=True):
        content += piece
        if len(content) > LARGEST:
            answer.close()
            raise TimeoutError("The answer is too long.")
    _errand.get().require_time()  # what was cut off looks like an end
    return content
