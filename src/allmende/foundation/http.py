"""The house's only way out: requests to other machines that can't be led inside, last for ever or never end.

Only https and only addresses of the public internet, checked on the address that is connected to (so that neither another
spelling, nor a redirect, nor a name that changes its mind leads inside). `ALLMENDE_PRIVATE_HOSTS` names exceptions.
"""

from __future__ import annotations

import socket
import time
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from requests import PreparedRequest, Response, Session

CONNECTING, READING, WHOLE = 5.0, 5.0, 15.0
"""Seconds for connecting, for each piece of an answer, and for all of it."""
LARGEST = 2_000_000
REDIRECTS = 3

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


def _may_reach(host: str, address: str, *, encrypted: bool) -> bool:
    """Public addresses by https; those the operator named also inside, and without encryption on this machine alone."""
    if host.lower() not in settings.PRIVATE_HOSTS:
        return encrypted and is_public(address)
    return encrypted or ip_address(address.partition("%")[0]).is_loopback


def connect(host: str, port: int, *, encrypted: bool) -> socket.socket:
    """Open a socket to the first of a host's addresses that may be reached. Raises OSError."""
    problem: OSError = OSError(f"{host} is not a host of the public internet.")
    for family, kind, protocol, _name, at in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not _may_reach(host, str(at[0]), encrypted=encrypted):
            continue
        opened = socket.socket(family, kind, protocol)
        opened.settimeout(CONNECTING)
        try:
            opened.connect(at)
        except OSError as error:
            opened.close()
            problem = error
            continue
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


def open_session() -> Session:
    """Return a session of `requests` that goes only where the house may go, waits seconds and reads two megabytes at most.

    What can't be reached raises `requests.RequestException`, like every other failure of the network.
    """
    from requests import Session  # slow import
    from requests.adapters import HTTPAdapter  # slow import
    from requests.exceptions import ConnectionError as Unreachable  # slow import
    from urllib3.connection import HTTPConnection, HTTPSConnection  # slow import
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool  # slow import

    class Plain(HTTPConnectionPool):
        ConnectionCls = _guarded(HTTPConnection, encrypted=False)

    class Encrypted(HTTPSConnectionPool):
        ConnectionCls = _guarded(HTTPSConnection, encrypted=True)

    class Way(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": Plain, "https": Encrypted}

        def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:
            kwargs |= {"timeout": (CONNECTING, READING), "stream": True}
            answer = super().send(request, *args, **kwargs)
            content, began = b"", time.monotonic()
            while piece := answer.raw.read1(16_384, decode_content=True):
                content += piece
                if len(content) > LARGEST or time.monotonic() - began > WHOLE:
                    answer.close()
                    raise Unreachable("The answer is too long.", request=request)
            answer._content = content
            return answer

    session = Session()
    session.trust_env = False  # no proxy and no password from the surroundings
    session.max_redirects = REDIRECTS
    session.mount("https://", Way())
    session.mount("http://", Way())
    return session
