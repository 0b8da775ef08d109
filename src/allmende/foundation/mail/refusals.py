"""What to do when a mail server says that there is no such mailbox."""

from __future__ import annotations

from collections.abc import Callable

_listeners: list[Callable[[str], object]] = []


def when_undeliverable(listener: Callable[[str], object]) -> None:
    """Let an app hear that mail to an address can't be delivered (called when it is ready): `listener(address)`."""
    _listeners.append(listener)


def tell_undeliverable(address: str) -> None:
    """Tell whoever wants to know."""
    for listener in _listeners:
        listener(address)
