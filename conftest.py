"""What every test may rely on: no connection to other machines, a place for shared material, the house's cast."""

import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent

# The settings read these once; tests never touch a developer's own data.
os.environ.setdefault("ALLMENDE_DATA", tempfile.mkdtemp(prefix="allmende-test-"))
# Playwright's driver keeps an event loop in the main thread, in which Django would refuse its (synchronous) database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")  # noqa: S104  compared, not bound


class OutboundBlockedError(RuntimeError):
    """A test tried to reach another machine."""


def _is_local(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # unix sockets and the like
    return str(address[0]).startswith(LOOPBACK) or address[0] == ""


@pytest.fixture(autouse=True)
def _no_outbound_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection to another machine, except in tests marked `network`, `oracle` or `packaging`."""
    if any(request.node.get_closest_marker(name) for name in ("network", "oracle", "packaging")):
        return

    def guarded(original):
        def connect(self: socket.socket, address: object, *rest: object) -> object:
            if not _is_local(address):
                raise OutboundBlockedError(f"Tests reach no other machine, yet this one connects to {address}.")
            return original(self, address, *rest)

        return connect

    monkeypatch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))


@pytest.fixture(scope="session")
def shared() -> Iterator[Path]:
    """The folder of material that others wrote (real elections, hostile text …); a test without it is skipped."""
    folder = Path(os.environ.get("ALLMENDE_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("no shared test material (ALLMENDE_SHARED, or a folder `shared` beside the project)")
    return folder
