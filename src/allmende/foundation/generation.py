"""The generation of guests' pages: a number that every committed activity moves, shared by all processes."""

import os
import time
from pathlib import Path

from django.conf import settings


def generation() -> int:
    """Return the present generation: the modification time, in nanoseconds, of one small file."""
    try:
        return os.stat(_path()).st_mtime_ns
    except FileNotFoundError:
        return 0


def move_generation() -> None:
    """Outdate every cached guests' page, in this process and in all others on the machine; always forward."""
    path = _path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    # Two moves may come within one tick of the clock, or after the clock was set back.
    following = max(time.time_ns(), generation() + 1)  # house: a number that moves, nobody's time
    os.utime(path, ns=(following, following))


def _path() -> Path:
    return Path(settings.DATA) / "generation"
