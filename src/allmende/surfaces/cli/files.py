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


@command.command()
@click.argument("to", metavar="TO", envvar="ALLMENDE_FILES_TO")
def move(to: str) -> None:
    """Copy all files to another store: a folder, or s3://key:secret@host/bucket (see ALLMENDE_FILES).

    \b
    Every object is read back and compared. Interrupted, start it again: it goes on where it stopped. It can run while
    people work; then once more after the node is stopped, set ALLMENDE_FILES to the new place and start it again. The old
    place stays whole until you remove it. The address can stand in ALLMENDE_FILES_TO, so that no secret is seen in a list
    of processes.
    """
    _open()
    from django.core.files.storage import default_storage  # slow import

    from allmende.commons.files.commands.moving import copy_everything  # slow import
    from allmende.commons.files.stores import store_at  # slow import

    try:
        with bar("Copying files") as report:
            told = copy_everything(default_storage, store_at(to), report)
    except OSError as error:
        raise click.ClickException(f"{error} What was copied stays; start it again to go on.") from error
    click.echo(f"{told.copied} copied and compared, {told.there} were there already.")


def _open() -> None:
    open_house(in_english=True)
    build_tables()
