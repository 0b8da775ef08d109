"""What commands need of the house: its settings, its apps, its tables; each opened only when a command asks for it."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SETTINGS = "allmende.config.settings"
MIGRATING = 0x416C6C6E
"""The number of PostgreSQL's advisory lock that whoever changes tables holds."""
PACKAGE = Path(__file__).resolve().parents[2]


def checkout() -> Path | None:
    """Return the folder of the checkout we run from; None in an installed wheel."""
    root = PACKAGE.parent.parent
    return root if (root / "pyproject.toml").is_file() and (root / "tools").is_dir() else None


def require_checkout(what: str) -> Path:
    """Return the checkout and make its `tools` importable; refuses where there is none."""
    root = checkout()
    if root is None:
        raise click.ClickException(f"{what} needs a checkout of the source; this is an installed copy.")
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    if find_spec("pytest") is None:
        raise click.ClickException(f"{what} needs the development packages: start it as ./allmende in the checkout.")
    return root


def open_house(*, in_english: bool = False) -> None:
    """Load settings and apps; raises ConfigError where the configuration is nonsense.

    `in_english`: what the house says to a command is in the command line's own language, until the command ends.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.umask(0o077)  # what a node writes is nobody else's on this machine to read
    import django  # slow import
    from django.apps import apps  # slow import

    if not apps.ready:  # in a process that works already, freezing would keep open what ended threads left behind
        with loading():
            django.setup()
    context = click.get_current_context(silent=True)
    if in_english and context is not None:
        from django.utils import translation  # slow import

        context.with_resource(translation.override("en"))


@contextmanager
def loading() -> Iterator[None]:
    """Load what stays: nothing of it is searched for garbage, neither meanwhile (a sixth of the time) nor ever after."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def migrations_missing() -> bool:
    """Say whether the database lacks a migration that the installed apps bring; cheap: no migration is imported."""
    from django.apps import apps  # slow import
    from django.db import connection  # slow import
    from django.db.migrations.recorder import MigrationRecorder  # slow import

    applied = set(MigrationRecorder(connection).applied_migrations())
    wanted = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("[0-9]*.py")
    }
    return not wanted <= applied


def build_tables() -> bool:
    """Bring the database's tables up to date; say whether there was anything to do. Two that start at once take turns."""
    from django.core.management import call_command  # slow import

    if not migrations_missing():
        return False
    with _alone():
        if not migrations_missing():
            return False
        call_command("migrate", interactive=False, verbosity=0)
    return True


@contextmanager
def _alone() -> Iterator[None]:
    """Let only one process of the node change its tables at a time, on whichever machine."""
    from django.conf import settings  # slow import
    from django.db import connection  # slow import

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            yield
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
        return
    import fcntl  # slow import

    with (Path(settings.DATA) / "migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar where someone is watching; yields what is told how far it is: (done, total, what is in hand)."""
    from rich.console import Console  # slow import
    from rich.progress import Progress  # slow import

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        work = bar.add_task(what, total=None)
        yield lambda done, total, name: bar.update(
            work, completed=done, total=total or None, description=f"{what} {name[:40]}"
        )
