"""Files as operators care for them: check them, move them to another store, see what they take up."""

from __future__ import annotations

import click

from allmende.surfaces.cli.house import build_tables, open_house
from allmende.surfaces.cli.keys import bar


@click.group()
def command() -> None:
    """Check files, move them to another store, see what they take up."""


@command.command()
def check() -> None:
    """Read every byte of every file and name those that are not what was stored. Changes nothing.

    \b
    Exit codes
      0  every file is what was stored
      1  damaged files: each stands on standard output, with its reason
    """
    _open()
    from allmende.commons.files.commands.checking import check_files  # slow import

    with bar("Reading files") as report:
        found = list(check_files(report))
    for damage in found:
        click.echo(f"{damage.file}  {damage.version:<10} {damage.reason}")
    if found:
        raise click.ClickException(f"{len(found)} damaged. Put them back from a backup.")
    click.echo("Every file is what was stored.")


@command.command()
def usage() -> None:
    """Say how much each space's files take up, the most first."""
    _open()
    from django.template.defaultfilters import filesizeformat  # slow import

    from allmende.commons.files.queries import storage_by_space  # slow import

    for row in storage_by_space():
        limit = f" of {filesizeformat(row.room.limit)}" if row.room.limit else ""
        size = f"{filesizeformat(row.room.used)}{limit}".replace("\xa0", " ")
        title = row.title or ("portraits, logos, what stands nowhere yet" if row.space is None else str(row.space))
        click.echo(f"{size:<24} {row.files:>7} files, {row.encrypted} encrypted  {title}")


def _open() -> None:
    open_house(in_english=True)
    build_tables()
