"""What is loaded once, before the processes part: each of them holds it, and the machine holds it once (copy on write)."""

from __future__ import annotations

import ctypes
import gc
import threading
import time
from collections.abc import Iterable
from importlib import import_module
from itertools import count

from allmende.foundation.sqlite.carrying import carry_on
from allmende.surfaces.cli.house import loading

SPARING = ((-8, 1), (-3, 131_072), (-1, 131_072))
"""What glibc's mallopt(3) is told: one heap for all threads of a process (M_ARENA_MAX), which hold the interpreter one at a time anyway,
and what is large or at the heap's end goes back at once (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD). By itself each thread has a heap of its own,
and what SQLite needed there for a moment stays."""
OLD = 3600.0
"""Seconds after which also the last connection is opened anew: it plans by what SQLite had counted when it was opened (`health/sizes.py`)."""
EVERY = 5.0
"""Seconds after which a web process gives back what lies free in the middle of its heap: up to 50 MB after a few large pages."""


def load_for_all(application: str) -> None:
    """Load the application, every view behind its addresses, and the words by which a search is read.

    What is loaded now stays: it is neither searched for garbage (a tenth of a page's time) nor copied by the fork. No
    connection is left open: none may be shared with the processes that are forked now.
    """
    from django.conf import settings  # slow import
    from django.db import connections  # slow import

    from allmende.observers.search.queries import parse  # slow import

    for option in SPARING:
        _malloc("mallopt", *option)
    with loading():
        import_module(application)
        _read_addresses(settings.LANGUAGE_CODE, [code for code, _name in settings.LANGUAGES])
        parse("Regenwasserspeicher")
    _malloc("malloc_trim", 0)
    gc.set_threshold(20_000, 50, 20)
    connections.close_all()


def _read_addresses(language: str, languages: Iterable[str]) -> None:
    """Read all addresses in one language, and let it serve for the others: Django would read them again for each, in each process."""
    from django.urls import get_resolver, reverse  # slow import
    from django.utils import translation  # slow import

    with translation.override(language):
        reverse("home")
    resolver = get_resolver()
    for read in (resolver._reverse_dict, resolver._namespace_dict, resolver._app_dict):
        read.update(dict.fromkeys(languages, read[language]))


def keep_house() -> None:
    """Do in a web process, beside its requests, what would else be one request's work."""
    from django.db import connections  # slow import

    from allmende.foundation.sqlite.base import DatabaseWrapper  # slow import

    database = connections.settings["default"]
    threading.Thread(target=give_back_memory, name="memory", daemon=True).start()
    if database["ENGINE"] == "allmende.foundation.sqlite":
        DatabaseWrapper.left = []  # of this process: what a process opened before it parted is nobody else's
        carried = (str(database["NAME"]),)
        threading.Thread(target=carry_on, args=carried, name="carrying", daemon=True).start()


def give_back_memory() -> None:
    """Give free memory back to the system, now and then, for as long as the process lives.

    So are pieces of pages that nobody is given any more, and the connections that were opened while several requests took
    long: all but the one that is used most, and that one when it is old.
    """
    from allmende.foundation.kept import forget_old  # slow import
    from allmende.foundation.sqlite.base import close_left  # slow import

    for look in count(1):
        time.sleep(EVERY)
        close_left(but=0 if look * EVERY % OLD == 0 else 1)
        forget_old()
        _malloc("malloc_trim", 0)


def _malloc(name: str, *values: int) -> None:
    """Call what glibc's malloc has and other C libraries may lack."""
    found = getattr(ctypes.CDLL(None), name, None)
    if found is not None:
        found(*values)
