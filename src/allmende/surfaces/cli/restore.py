"""Put a backup back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import click

from allmende.surfaces.cli.house import open_house, progress_bar

if TYPE_CHECKING:
    from allmende.foundation.backups.archive import Key

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=EXISTING)
@click.option("--database", metavar="ADDRESS", help="Restore into this database  [default: the setting DATABASE]")
@click.option("--identity", type=EXISTING, help="The file with the key that opens a sealed archive.")
@click.option("--passphrase-file", type=EXISTING, help="Read the passphrase of a sealed archive from a file.")
@click.option("--replace", is_flag=True, help="Replace what is here already, all of it.")
@click.option("--trial", is_flag=True, help="Restore into a database that is thrown away, and compare; change nothing.")
def command(
    file: Path, database: str | None, identity: Path | None, passphrase_file: Path | None, replace: bool, trial: bool
) -> None:
    """Put a backup back: database, files, and keys where the archive holds them.

    The archive is checked to its last byte before anything changes; it may come from SQLite and go to PostgreSQL, or the
    other way round. Mails and web hooks that stood in its queue are held back, for they were sent since. Whoever was erased
    after the backup was made is erased again: the list `forgotten` beside the archive says who.

    \b
    Examples:
      allmende restore /media/disk/allmende-2026-11-28-033000.zip
      allmende restore backup.zip --database postgres://allmende@localhost/allmende
      allmende restore --trial backup.zip.age --identity ~/allmende-backup.key
    """
    from allmende.foundation.backups import archive  # slow import

    if database:
        os.environ["ALLMENDE_DATABASE"] = database
    key = _key(archive.needs(file), identity, passphrase_file)
    with archive.open_archive(file, key) as source:
        _try(source, file, key) if trial else _restore(source, file, replace=replace)


def _key(needed: str, identity: Path | None, passphrase_file: Path | None) -> Key:
    from allmende.foundation.backups.archive import Key  # slow import

    if needed == "passphrase":
        given = passphrase_file.read_text(encoding="utf-8").strip() if passphrase_file else ""
        return Key(passphrase=given or click.prompt("Passphrase", hide_input=True))
    return Key(identity=identity.read_text(encoding="utf-8") if identity else "")


def _try(source: ZipFile, file: Path, key: Key) -> None:
    open_house(in_english=True)
    from allmende.foundation.backups.restoring import verify  # slow import

    with progress_bar("Trying") as report:
        made = verify(file, key, report)
    click.echo(f"Whole: {made.rows:,} rows of {len(made.held)} tables and {made.files:,} files are what they were.")


def _restore(source: ZipFile, file: Path, *, replace: bool) -> None:
    from allmende.foundation.backups.archive import place_keys  # slow import
    from allmende.foundation.config import load  # slow import

    laid = place_keys(source, load().data.resolve())  # before the settings are read, which would make new ones
    try:
        open_house(in_english=True)
        from allmende.foundation.backups.restoring import restore  # slow import

        with progress_bar("Restoring") as report:
            done = restore(source, file.absolute().parent, replace=replace, report=report)
    except BaseException:
        for path in laid:
            path.unlink()
        raise
    made = done.manifest
    click.echo(
        f"Restored: {made.rows:,} rows of {len(made.held)} tables and {made.files:,} files, as of {made.made[:16]} UTC."
    )
    click.echo(f"Every table was compared with the archive. Erased again: {done.forgotten} people.")
    if done.held_back:
        click.echo(
            f"Held back: {done.held_back} mails and calls to other servers that stood in the queue; they were most likely"
        )
        click.echo(
            "sent since. The back office lists them among the jobs that were given up; send single ones again there."
        )
    click.echo("Look it over: allmende doctor --invariants. Then: allmende serve")
