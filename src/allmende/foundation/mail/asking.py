"""Asked once more, at the moment a mail goes out, whether it still may: its reader may have read, left or blocked meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence

type Ask = Callable[[Sequence[str]], bool]

_asked: dict[str, Ask] = {}


def asked_before_sending(key: str, ask: Ask) -> None:
    """Let whoever writes mails be asked about each, by the ids that `post(about=(key, *ids))` gave it (called when an app is ready)."""
    _asked[key] = ask


def may_go(about: Sequence[str]) -> bool:
    """Say whether a mail still goes out; what nobody is asked about does."""
    key, *ids = about or ("",)
    return _asked[key](ids) if key in _asked else True
