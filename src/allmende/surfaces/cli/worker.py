"""Work through tasks and pull the journal's observers until told to stop."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import suppress

import click

from allmende.surfaces.cli.house import build_tables, open_house

PATIENCE = 8.0
"""So many seconds a worker that is told to stop finishes the job in hand; then it puts it back for another one."""


@click.command()
def command() -> None:
    """Only work through tasks, for nodes with several machines.

    `allmende serve` works through tasks too; start this where the web processes run with --no-worker, or to have
    more hands. Several workers share the work; none does a task twice at once.
    """
    open_house()
    from allmende.foundation.backups.restoring import require_whole  # slow import

    require_whole()
    build_tables()
    click.echo("Working (Ctrl-C ends it)")
    work()
    click.echo("Stopped.")


def work(parent: int | None = None) -> None:
    """Work until SIGINT or SIGTERM, finishing the job in hand; or until the parent process of that id is gone."""
    open_house()
    from allmende.foundation.tasks.signs import my_name  # slow import
    from allmende.foundation.tasks.worker import run_worker  # slow import

    stop, me = threading.Event(), my_name()

    def end(*_: object) -> None:
        stop.set()
        patience = threading.Timer(PATIENCE, leave, [me])
        patience.daemon = True
        patience.start()

    signal.signal(signal.SIGTERM, end)
    # Ctrl-C reaches a whole group of processes; beside a server, it is the server that ends the worker.
    signal.signal(signal.SIGINT, signal.SIG_IGN if parent else end)

    def look_for_parent() -> None:
        if parent is not None and os.getppid() != parent:
            stop.set()

    run_worker(stop, beat=look_for_parent)


def leave(name: str) -> None:
    """Put the job in hand back into the queue, and go at once: what it had not committed is rolled back."""
    from django.db import DatabaseError  # slow import

    from allmende.foundation.tasks.signs import say_goodbye  # slow import
    from allmende.foundation.tasks.worker import give_back  # slow import

    with suppress(DatabaseError):
        give_back(name)
        say_goodbye(name)
    os._exit(0)
