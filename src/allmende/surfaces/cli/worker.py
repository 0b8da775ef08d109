"""Work through tasks and pull the journal's observers until told to stop."""

from __future__ import annotations

import os
import signal
import threading

import click

from allmende.surfaces.cli.house import build_tables, open_house


@click.command()
def command() -> None:
    """Only work through tasks, for nodes with several machines.

    `allmende serve` works through tasks too; start this where the web processes run with --no-worker, or to have
    more hands. Several workers share the work; none does a task twice at once.
    """
    open_house()
    build_tables()
    click.echo("Working (Ctrl-C ends it)")
    work()
    click.echo("Stopped.")


def work(parent: int | None = None) -> None:
    """Work until SIGINT or SIGTERM, finishing the job in hand; or until the parent process of that id is gone."""
    open_house()
    from allmende.foundation.tasks.worker import run_worker  # slow import

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    # Ctrl-C reaches a whole group of processes; beside a server, it is the server that ends the worker.
    signal.signal(signal.SIGINT, signal.SIG_IGN if parent else lambda *_: stop.set())

    def look_for_parent() -> None:
        if parent is not None and os.getppid() != parent:
            stop.set()

    run_worker(stop, beat=look_for_parent)
