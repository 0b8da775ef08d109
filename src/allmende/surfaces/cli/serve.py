"""Serve pages over WSGI, with worker and live streams beside them in processes of their own; Ctrl-C or SIGTERM ends all."""

from __future__ import annotations

import encodings.idna  # noqa: F401  loaded before there are threads: a process forked while one of them imports it waits for it forever
import errno
import multiprocessing
import os
import signal
import socket
import threading
import time
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from allmende.surfaces.cli.house import build_tables, open_house
from allmende.surfaces.cli.sharing import keep_house, load_for_all
from allmende.surfaces.cli.worker import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WSGI = "allmende.config.wsgi"
THREADS = min(8, 2 * (os.cpu_count() or 1))
KILL_AFTER = 10.0


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--processes", default=0, type=click.IntRange(0, 64), help="Web processes; 0: one per core, at most four."
)
@click.option(
    "--stream-port", default=0, type=click.IntRange(0, 65535), help="Port of live streams; 0: the one after the pages'."
)
@click.option("--streams/--no-streams", default=True, help="Serve live streams too; without, pages ask now and then.")
@click.option("--worker/--no-worker", default=None, help="Work through tasks too  [default: the setting WORKER]")
def command(host: str, port: int, processes: int, stream_port: int, streams: bool, worker: bool | None) -> None:
    """Serve this node's pages, and work through its tasks.

    The database's tables are brought up to date first. Settings come from the environment (ALLMENDE_…) or a file
    (ALLMENDE_CONFIG); `allmende config` lists them.

    \b
    Examples:
      allmende serve
      ALLMENDE_URL=https://allmende.example allmende serve --host 0.0.0.0 --port 8080
      ALLMENDE_CONFIG=/etc/allmende.conf allmende serve --no-worker
    """
    require_free(host, port)
    name_port(port)
    stream_port = find_stream_port(host, port, stream_port) if streams else 0
    open_house()
    from django.conf import settings  # slow import

    from allmende.foundation.backups.restoring import require_whole  # slow import

    require_whole()
    if build_tables():
        click.echo("The database's tables are up to date.")
    with_worker = settings.CONFIG.worker if worker is None else worker
    serve(
        host,
        port,
        processes=processes or min(4, os.cpu_count() or 1),
        worker=with_worker,
        stream_port=stream_port,
        ready=_say_open,
    )
    click.echo("Closed.")


def _say_open() -> None:
    """Say where people come in; where nobody has founded yet, the link with which the operator does so in the browser."""
    from django.conf import settings  # slow import
    from django.db import connections  # slow import

    from allmende.surfaces.web.founding.link import founding_link  # slow import
    from allmende.surfaces.web.founding.queries import is_unfounded  # slow import

    click.echo(f"Allmende is open at {settings.NODE_URL} (Ctrl-C ends it)")
    if is_unfounded():
        click.echo(f"There is no community yet. Found one in the browser:\n  {founding_link()}")
    connections.close_all()  # this runs in a thread of its own


def name_port(port: int) -> None:
    """Tell the settings the port, where nobody said how people reach this node."""
    from allmende.foundation.config import Config, load  # slow import

    if load().url == Config().url:
        os.environ["ALLMENDE_URL"] = f"http://localhost:{port}"


def find_stream_port(host: str, port: int, wanted: int = 0) -> int:
    """Return the port for streams, 0 for none, and tell the settings, where nobody said how people reach them.

    A port that was asked for must be free (ClickException); the one after the pages' is only taken if it is.
    """
    from allmende.foundation.config import load  # slow import

    found = wanted or (port + 1 if port < 65535 else port - 1)
    try:
        require_free(host, found)
    except click.ClickException:
        if wanted:
            raise
        return 0
    config = load()
    address = urlsplit(config.url)
    if not config.stream_url and address.hostname in {"localhost", "127.0.0.1"} and not config.proxies:
        os.environ["ALLMENDE_STREAM_URL"] = f"{address.scheme}://{address.hostname}:{found}"
    return found


def require_free(host: str, port: int) -> None:
    """Refuse early, with a sentence, a port that someone else holds or that we may not use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise click.ClickException(f"Port {port} is taken; choose another with --port.") from error
            raise click.ClickException(f"Can't listen on {host}:{port}: {error.strerror}.") from error


def serve(
    host: str, port: int, *, processes: int, worker: bool, ready: Callable[[], object], stream_port: int = 0
) -> None:
    """Serve until SIGINT or SIGTERM, live streams on a port of their own if there is one; `ready`: people can come."""
    from django.conf import settings  # slow import
    from granian.constants import HTTPModes, Interfaces  # slow import
    from granian.log import LogLevels  # slow import
    from granian.server import Server  # slow import

    from allmende.foundation.health.metrics import start_anew  # slow import

    load_for_all(WSGI)
    server = Server(
        f"{__name__}:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=processes,
        blocking_threads=THREADS,
        blocking_threads_idle_timeout=600,  # a thread that ends leaves its connection, with all that it keeps
        backpressure=THREADS * 16,
        respawn_failed_workers=True,
        workers_kill_timeout=int(KILL_AFTER),
        log_level=LogLevels.error,
    )
    if settings.CONFIG.metrics:
        start_anew()
    with _beside(work, wanted=worker), _beside(stream, host, stream_port, wanted=stream_port > 0):
        threading.Thread(target=_announce, args=(host, port, ready), daemon=True).start()
        server.serve()


def application() -> Callable[..., object]:
    """Return the WSGI application, in a web process of its own that ends when whoever started it is gone.

    Ctrl-C reaches a whole group of processes, and granian's would take it for a second order to stop; so this one stands
    in a group of its own, and only the server orders it.
    """
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(os.getppid(),), name="orphan-watch", daemon=True).start()
    keep_house()
    app: Callable[..., object] = import_module(WSGI).application
    return app


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(2)
    os.kill(os.getpid(), signal.SIGTERM)


def _announce(host: str, port: int, ready: Callable[[], object]) -> None:
    """Call `ready` once the port answers."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  compared, not bound
    for _attempt in range(600):
        try:
            with socket.create_connection((address, port), timeout=1):
                ready()
                return
        except OSError:
            threading.Event().wait(0.05)


def stream(parent: int, host: str, port: int) -> None:
    """Serve live streams in a process of its own, which ends when whoever started it is gone."""
    threading.Thread(target=_end_with, args=(parent,), name="orphan-watch", daemon=True).start()
    open_house()
    import asyncio  # slow import

    from allmende.surfaces.live.server import serve as serve_streams  # slow import

    asyncio.run(serve_streams(host, port))


@contextmanager
def _beside(run: Callable[..., object], *args: object, wanted: bool) -> Iterator[None]:
    """Run something in a process of its own beside the block; one that dies is started again."""
    if not wanted:
        yield
        return
    over = threading.Event()
    running: list[BaseProcess] = [_start(multiprocessing.get_start_method(), run, args)]
    keeper = threading.Thread(target=_keep, args=(running, over, run, args), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()
        running[0].terminate()
        running[0].join(KILL_AFTER)
        if running[0].is_alive():
            running[0].kill()
            running[0].join()


def _start(method: str, run: Callable[..., object], args: tuple[object, ...]) -> BaseProcess:
    name = f"allmende-{run.__name__}"
    process = multiprocessing.get_context(method).Process(target=run, args=(os.getpid(), *args), name=name)
    process.start()
    return process


def _keep(
    running: list[BaseProcess], over: threading.Event, run: Callable[..., object], args: tuple[object, ...]
) -> None:
    """Start it again when it died; afresh, as our threads must not be forked."""
    while not over.wait(1):
        if not running[0].is_alive():
            running[0].join()
            click.echo(f"{running[0].name} stopped and is started again.", err=True)
            running[0] = _start("spawn", run, args)
