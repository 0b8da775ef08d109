"""What was written goes from SQLite's log into its file beside the requests: whoever does that waits for the disk."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing

EVERY = 0.25
"""So many seconds pass between two looks at the log."""
ENOUGH = 8 * 2**20
"""Bytes of log that are carried: some 90 comments, and what they wrote again and again is carried once."""
HELD = 0.02
"""So many seconds those who write are held up at the most until the log begins anew."""


def carry_on(file: str) -> None:
    """Carry whenever there is enough, for as long as the process lives; several processes may, one of them does."""
    while True:
        time.sleep(EVERY)
        carry(file)


def carry(file: str, enough: int = ENOUGH) -> bool:
    """Carry what stands in the log, if that is enough (bytes); return whether the log begins anew.

    Nearly all of it is carried while others go on writing; they are held up for what they wrote meanwhile. What a
    long reader still needs, a backup above all, stays until the next time.
    """
    try:
        size = os.stat(f"{file}-wal").st_size
    except FileNotFoundError:  # nobody has written
        return False
    if size < enough:
        return False
    with closing(sqlite3.connect(file, isolation_level=None, timeout=HELD)) as log:
        waits, pages, carried = log.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if waits or carried < pages:
            return False
        return not log.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
