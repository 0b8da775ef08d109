"""Serve a living demo community: seeded at the first start, there at once at the second."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import click

from allmende import __version__
from allmende.surfaces.cli.house import build_tables, checkout, open_house
from allmende.surfaces.cli.serve import find_stream_port, name_port, require_free, serve

SEEDED = "seeded"


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--language", default="de", show_default=True, type=click.Choice(["de", "en", "it"]))
@click.option("--fresh", is_flag=True, help="Forget what was done in this demo and seed it anew.")
@click.option("--seed-only", is_flag=True, help="Prepare the demo without serving it.")
def command(port: int, language: str, fresh: bool, seed_only: bool) -> None:
    """Serve a living demo community on this machine.

    Its data lies in var/demo and stays between starts of one version. Anyone who opens the pages may sign in as one of its people;
    the server therefore listens on this machine alone.

    \b
    Examples:
      allmende demo
      allmende demo --port 8080 --language it
      allmende demo --fresh
    """
    if not seed_only:
        require_free("127.0.0.1", port)
    data = (checkout() or Path.cwd()) / "var" / "demo" / language
    mark, whole = data / SEEDED, f"{language} {__version__}\n"
    # An interrupted seeding is not trusted, and what an earlier version told knows nothing of what is new.
    if fresh or not mark.exists() or mark.read_text(encoding="utf-8") != whole:
        shutil.rmtree(data, ignore_errors=True)
    os.environ |= {"ALLMENDE_DATA": str(data), "ALLMENDE_DEMO": "1", "ALLMENDE_LANGUAGE": language}
    name_port(port)
    stream_port = 0 if seed_only else find_stream_port("127.0.0.1", port)
    open_house()
    build_tables()
    if not mark.exists():
        _seed(language)
        mark.write_text(whole, encoding="utf-8")
    if seed_only:
        return
    serve("127.0.0.1", port, processes=1, worker=True, stream_port=stream_port, ready=_welcome)
    click.echo("Closed. Its data stays in var/demo; --fresh begins anew.")


def _seed(language: str) -> None:
    """Fill the tables, with a bar that shows how far it is."""
    from rich.console import Console  # slow import
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # slow import

    from allmende.surfaces.demo import seed  # slow import

    console = Console(stderr=True)
    began = time.monotonic()
    columns = (TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        work = bar.add_task("People move in", total=None)

        def show(done: int, total: int, what: str) -> None:
            bar.update(work, completed=done, total=total, description=what)

        if not console.is_terminal:
            console.print("Seeding the demo community …")
        seed(language, show)
    console.print(f"The community has moved in ({time.monotonic() - began:.0f} s).", highlight=False)


def _welcome() -> None:
    from django.conf import settings  # slow import
    from django.db import connections  # slow import

    from allmende.surfaces.demo import personas  # slow import

    people = personas()
    connections.close_all()  # this runs in a thread of its own
    click.echo("")
    click.echo(f"  {click.style('Allmende is open:', bold=True)} {click.style(settings.NODE_URL, underline=True)}")
    click.echo("")
    click.echo("  Sign in with one click as one of its people, at")
    click.echo(f"  {settings.NODE_URL}/demo/")
    for persona in people:
        click.echo(f"    {persona.name:<18} {persona.who}")
    click.echo("")
    click.echo("  Ctrl-C closes it.")
