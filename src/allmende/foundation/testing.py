"""What tests ask of the foundation: the journal's rows, held clocks, acts that happen at once or in another process."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from allmende.foundation.journal.models import Entry

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday noon that tests hold the clock at."""


def recorded(thing: UUID | None = None) -> list[str]:
    """Return the names of what the journal recorded (of one thing), in order."""
    rows = Entry.objects.order_by("id")
    return list((rows.filter(thing=thing) if thing else rows).values_list("name", flat=True))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run acts in threads of their own that start together; return what each returned, or the exception that it raised.

    The test must be marked `django_db(transaction=True)`, or the threads don't see its rows.
    """
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            gate.wait(10)
            return act()
        except Exception as error:  # noqa: BLE001 - it is what the test asks for
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(60) for future in [pool.submit(run, act) for act in acts]]


def elsewhere(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own, with the house open and on the test's own database; it may be killed there.

    The test must be marked `django_db(transaction=True)`, or the process doesn't see its rows.
    """
    environment = {**os.environ, "ALLMENDE_DATABASE": _own_database(), "ALLMENDE_DATA": str(settings.DATA)}
    environment |= {
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        "DJANGO_SETTINGS_MODULE": "allmende.config.settings",
    }
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def _own_database() -> str:
    own = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{own['NAME']}"
    host = str(own["HOST"] or "").replace("/", "%2F")
    return f"postgres://{own['USER']}:{own['PASSWORD']}@{host}:{own['PORT']}/{own['NAME']}"
