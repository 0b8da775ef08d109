"""Marked points at which a process of the node kills itself when a test has ordered it, and a clock that tests set: nothing of this is in the house's code.

An order is a file in the node's folder: which process (web, work), at which point, at which passing of it, such as
`web committed 3`. Whoever comes to it first takes it, and is gone at once, as by `kill -9`.
"""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import smtplib
import time
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.apps import AppConfig
from django.conf import settings

WEB = ("write", "commit", "committed", "file", "filed", "answer")
"""Before a statement that writes, before a commit, after it, before and after a file appears, before the answer leaves."""
WORK = ("write", "commit", "committed", "mailed")
"""The same in the worker; `mailed`: the mail server took it, and nobody has noted that."""

_passed: dict[str, int] = {}


def order(data: Path) -> Path:
    """The file that orders a death."""
    return data / "die"


def passing(point: str) -> None:
    """Die here, if that was ordered."""
    try:
        text = order(Path(settings.DATA)).read_text()
    except FileNotFoundError:
        return
    role, wanted, number, _serial = text.split()
    mine = "work" if multiprocessing.current_process().name == "allmende-work" else "web"
    if (role, wanted) != (mine, point):
        return
    _passed[text] = _passed.get(text, 0) + 1
    if _passed[text] < int(number):
        return
    try:
        os.rename(order(Path(settings.DATA)), f"{order(Path(settings.DATA))}d")
    except FileNotFoundError:  # another process was first
        return
    os.kill(os.getpid(), signal.SIGKILL)


def around(
    owner: Any, name: str, before: str = "", after: str = "", when: Callable[..., bool] = lambda *_: True
) -> None:
    """Mark the points before and after a function."""
    original = getattr(owner, name)

    @functools.wraps(original)
    def marked(*args: Any, **kwargs: Any) -> Any:
        if before and when(*args):
            passing(before)
        result = original(*args, **kwargs)
        if after and when(*args):
            passing(after)
        return result

    setattr(owner, name, marked)


def leap(data: Path, by: timedelta) -> None:
    """Let the clock of the node's processes stand by so much later or earlier than this machine's."""
    draft = data / "leapt.draft"
    draft.write_text(str(by.total_seconds()))
    draft.rename(data / "leapt")


def leapt() -> float:
    """By how many seconds the clock stands wrong."""
    try:
        return float((Path(settings.DATA) / "leapt").read_text())
    except FileNotFoundError:
        return 0.0


class LeapingTime(datetime):
    """What the house's clock asks the machine for."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """The machine's time, and by how much it stands wrong."""
        return datetime.now(tz) + timedelta(seconds=leapt())


class Dying(AppConfig):
    """Marks the points once the house is open, and lets a lease run out as soon as the test says."""

    name = "tests.faults.dying"
    label = "dying"

    def ready(self) -> None:
        """Wrap what the house stands on."""
        from django.core.handlers.wsgi import WSGIHandler
        from django.db.backends.base.base import BaseDatabaseWrapper
        from django.db.backends.utils import CursorWrapper

        from allmende.commons.files.stores import FolderStorage
        from allmende.foundation import clock, ids
        from allmende.foundation.tasks import worker
        from allmende.observers.webhooks.commands import delivering

        clock.datetime = LeapingTime  # type: ignore[misc]
        ids.time = SimpleNamespace(time_ns=lambda: time.time_ns() + int(leapt() * 1e9))  # type: ignore[assignment]
        if os.environ.get("FAULTS_LEASE"):
            worker.LEASE = delivering.HELD = timedelta(seconds=int(os.environ["FAULTS_LEASE"]))
            worker.HEARTBEAT = 0.5
        around(
            CursorWrapper,
            "execute",
            before="write",
            when=lambda _cursor, sql, *_: sql[:6] in {"INSERT", "UPDATE", "DELETE"},
        )
        around(BaseDatabaseWrapper, "commit", before="commit", after="committed")
        around(FolderStorage, "_save", before="file", after="filed")
        around(smtplib.SMTP, "sendmail", after="mailed")
        around(WSGIHandler, "__call__", after="answer")
