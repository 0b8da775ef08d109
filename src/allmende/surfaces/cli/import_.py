"""Bring something in from elsewhere: a command for each importer on the rooms' doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from allmende.surfaces.cli.house import build_tables, open_house

if TYPE_CHECKING:
    from allmende.commons.spaces.models import Space
    from allmende.foundation.doors import Brought, Importer
    from allmende.identity.actors.models import Actor

type Progress = Callable[[object, int, int], None]

CODES = """\b
Exit codes
  0  imported, or imported already
  1  nothing was imported: each problem stands on standard error, with its line
  2  wrong usage"""


class Importers(click.Group):
    """A command for each importer that takes files on this machine."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name what can be imported into the rooms that are open here."""
        return list(_importers())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of an importer; None if there is none of that name."""
        importer = _importers().get(cmd_name)
        return None if importer is None else _command(importer)


@click.group(cls=Importers)
def command() -> None:
    """Bring something in from elsewhere: all of it, or nothing; the same file twice comes in once.

    \b
    Examples:
      allmende import pabulib election.pb --dry-run
      allmende import pabulib election.pb --space schools --as ada-berg
    """


def _importers() -> dict[str, Importer]:
    open_house(in_english=True)
    from allmende.foundation.doors import doors  # slow import

    return {importer.key: importer for room in doors() for importer in room.importers if importer.run}


def _command(importer: Importer) -> click.Command:
    params: list[click.Parameter] = [
        click.Argument(["file"], type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE"),
        click.Option(["--space"], metavar="SLUG", help="The space it belongs to.  [default: the community]"),
        click.Option(["--as", "handle"], metavar="HANDLE", help="In whose name.  [default: whoever founded the space]"),
        click.Option(["--dry-run"], is_flag=True, help="Only read the file and say what is in it."),
    ]
    params += [
        click.Option(
            [f"--{choice.key}"],
            type=click.Choice(choice.among),
            default=choice.usual,
            show_default=True,
            help=str(choice.sentence),
        )
        for choice in importer.choices
    ]

    def run(file: Path, space: str | None, handle: str | None, dry_run: bool, **choices: str) -> None:
        _run(importer, file, space, handle, dry_run=dry_run, **choices)

    return click.Command(importer.key, callback=run, params=params, help=f"{importer.description}\n\n{CODES}")


def _run(
    importer: Importer, file: Path, slug: str | None, handle: str | None, *, dry_run: bool, **choices: str
) -> None:
    build_tables()
    from django.utils import translation  # slow import

    with translation.override("en"):
        space = _space(slug)
        actor = _actor(handle, space)
        with _progress() as progress:
            brought = _bring(importer, actor, space, file, dry_run=dry_run, on_progress=progress, **choices)
        _tell(brought, space, dry_run=dry_run)


def _bring(importer: Importer, actor: Actor, space: Space, file: Path, **options: Any) -> Brought:
    if importer.run is None:
        raise click.ClickException(f"{importer.key} takes no files on this machine.")
    return importer.run(actor, space, file, on_problem=lambda sentence: click.echo(sentence, err=True), **options)


def _space(slug: str | None) -> Space:
    from allmende.commons.spaces.models import Space  # slow import

    rows = Space.objects.select_related("root", "audience", "author").order_by(
        "id"
    )  # house: an operator's command sees all
    found = rows.filter(slug=slug).first() if slug else rows.filter(root=None, host=None).first()
    if found is None:
        reason = f"There is no space “{slug}” here." if slug else "There is no community here yet: allmende found"
        raise click.ClickException(reason)
    return found


def _actor(handle: str | None, space: Space) -> Actor:
    from allmende.identity.actors.models import Actor  # slow import

    if handle is None:
        return space.author
    found = Actor.objects.filter(handle=handle.removeprefix("@")).first()
    if found is None:
        raise click.ClickException(f"There is nobody called “{handle}” here.")
    return found


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar where someone is watching."""
    from rich.console import Console  # slow import
    from rich.progress import Progress as Bars  # slow import

    console = Console(stderr=True)
    with Bars(console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("Reading", total=None)
        yield lambda what, done, total: bars.update(bar, description=str(what), completed=done, total=total)


def _tell(brought: Brought, space: Space, *, dry_run: bool) -> None:
    click.echo(click.style(brought.title, bold=True))
    for name, value in brought.facts:
        click.echo(f"  {name!s:<28} {value}")
    if not brought.is_new:
        click.echo(f"Imported already: {_page(brought.url, space)}")
    elif dry_run:
        click.echo("Nothing was imported: this was a dry run.")
    else:
        click.echo(f"Imported: {_page(brought.url, space)}")


def _page(path: str, space: Space) -> str:
    from django.conf import settings  # slow import

    host = (space.root or space).host
    return f"{settings.NODE_URL.partition('://')[0]}://{host}{path}" if host else settings.NODE_URL + path
