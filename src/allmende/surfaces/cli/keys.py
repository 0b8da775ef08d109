"""The keys under which files lie: show them, change them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from allmende.surfaces.cli.house import build_tables, open_house


@click.group()
def command() -> None:
    """Show and change the keys under which files below public lie.

    \b
    Examples:
      allmende keys show              which keys there are, and how many files lie under each
      allmende keys rotate            new keys for all spaces: every file is encrypted anew
      allmende keys rotate --master   a new master key: only the spaces' keys are wrapped anew
    """


@command.command()
def show() -> None:
    """List master keys and spaces' keys by their ids; no key itself is ever shown."""
    _open()
    from allmende.commons.files.queries.keys import keys_by_space  # slow import
    from allmende.foundation.wrapping import folder, master_ids  # slow import

    masters = master_ids()
    click.echo(click.style(f"Master keys in {folder()}", bold=True))
    for name in masters or ["none yet: the first file makes one"]:
        click.echo(f"  {name}{'  wraps' if masters[-1:] == [name] else ''}")
    click.echo(click.style("Keys of spaces", bold=True))
    for row in keys_by_space():
        state = "retired" if row.is_retired else "in use"
        missing = "" if row.master in masters else "  ITS MASTER KEY IS MISSING: put it back from a backup"
        click.echo(f"  {row.id}  {state:<8} {row.files:>7} files  {row.title}{missing}")


@command.command()
@click.option("--master", is_flag=True, help="Make a new master key and wrap the spaces' keys under it.")
@click.option("--space", metavar="SLUG", help="Only this space's key.  [default: all]")
def rotate(*, master: bool, space: str | None) -> None:
    """Change keys. Interrupted, it goes on when it is started again, or by itself within the hour; nothing is lost.

    Old master keys stay in their folder: older backups need them. Remove them together with those.
    """
    if master and space:
        raise click.UsageError("A master key is the whole node's: leave --space out.")
    _open()
    if master:
        _rotate_master()
    else:
        _rotate_spaces(space)


def _rotate_master() -> None:
    from allmende.commons.files.commands.keys import rewrap_all  # slow import
    from allmende.foundation.wrapping import make_master  # slow import

    name = make_master()
    with bar("Wrapping keys") as report:
        count = rewrap_all(report)
    click.echo(f"The master key is {name} now; {count} keys are wrapped under it.")


def _rotate_spaces(slug: str | None) -> None:
    from allmende.commons.files.commands.keys import retire  # slow import
    from allmende.commons.files.commands.settling import settle_all  # slow import
    from allmende.commons.files.queries.keys import space_by_slug  # slow import

    if slug is not None and (space := space_by_slug(slug)) is None:
        raise click.ClickException(f"There is no space “{slug}” here.")
    retired = retire(None if slug is None else [space])
    with bar("Encrypting files") as report:
        told = settle_all(report)
    click.echo(f"{retired} keys retired, {told['settled']} files encrypted anew.")
    if told["damaged"]:
        raise click.ClickException(f"{told['damaged']} files are damaged and stay as they lie: allmende files check")


def _open() -> None:
    open_house(in_english=True)
    build_tables()


@contextmanager
def bar(what: str) -> Iterator[Callable[[int, int], object]]:
    """A bar where someone is watching; yields `report(done, total)`."""
    from rich.console import Console  # slow import
    from rich.progress import Progress  # slow import

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)
