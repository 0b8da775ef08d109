"""What is loaded once, before the processes part: each of them holds it, and the machine holds it once (copy on write)."""

from __future__ import annotations

import ctypes
import gc
from importlib import import_module

from allmende.surfaces.cli.house import loading

SPARING = ((-8, 1), (-3, 131_072), (-1, 131_072))
"""What glibc's mallopt(3) is told: one heap for all threads of a process (M_ARENA_MAX), which hold the interpreter one at a time anyway,
and what is large or at the heap's end goes back at once (M_MMAP_THRESHOLD, M_TRIM_THRESHOLD). By itself each thread has a heap of its own,
and what SQLite needed there for a moment stays."""


def load_for_all(application: str) -> None:
    """Load the application, every view behind its addresses, and the words by which a search is read.

    What is loaded now stays: it is neither searched for garbage (a tenth of a page's time) nor copied by the fork. No
    connection is left open: none may be shared with the processes that are forked now.
    """
    from django.conf import settings  # slow import
    from django.db import connections  # slow import
    from django.urls import get_resolver, reverse  # slow import
    from django.utils import translation  # slow import

    from allmende.observers.search.queries import parse  # slow import

    library = ctypes.CDLL(None)
    for option in SPARING:
        _call(library, "mallopt", *option)
    with loading():
        import_module(application)
        _ = get_resolver().url_patterns
        with translation.override(settings.LANGUAGE_CODE):
            reverse("home")
        parse("Regenwasserspeicher")
    _call(library, "malloc_trim", 0)
    gc.set_threshold(20_000, 50, 20)
    connections.close_all()


def _call(library: ctypes.CDLL, name: str, *values: int) -> None:
    """Call what glibc's malloc has and other C libraries may lack."""
    found = getattr(library, name, None)
    if found is not None:
        found(*values)
