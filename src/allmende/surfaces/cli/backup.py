"""Make a backup: one archive of database and files, taken while people work."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from allmende.surfaces.cli.house import open_house, progress_bar

if TYPE_CHECKING:
    from allmende.foundation.backups.archive import Key, Lock


@click.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--verify", is_flag=True, help="Restore it into a database that is thrown away, and compare all of it.")
@click.option("--recipient", metavar="age1…", help="Seal it for this public key; the keys go in too.")
@click.option("--passphrase", is_flag=True, help="Seal it with a passphrase, which is asked for; the keys go in too.")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read the passphrase from a file.",
)
@click.option(
    "--new-key", type=click.Path(dir_okay=False, path_type=Path), help="Only make a pair of keys to seal with."
)
def command(
    file: Path | None,
    verify: bool,
    recipient: str | None,
    passphrase: bool,
    passphrase_file: Path | None,
    new_key: Path | None,
) -> None:
    """Make a backup: one archive of database and files, taken while people work.

    Without FILE it goes into the node's folder for backups. The keys of this node are part of it only if it is sealed: whoever
    finds an archive that is not could read with them what is encrypted on purpose. Keep the folder `keys` elsewhere then.

    \b
    Examples:
      allmende backup --verify
      allmende backup --new-key ~/allmende-backup.key
      allmende backup --recipient age1… /media/disk/allmende.zip.age

    \b
    Exit codes
      0  the archive stands there whole
      1  there is none; what went wrong stands on standard error
    """
    if new_key:
        _make_key(new_key)
        return
    open_house(in_english=True)
    from allmende.foundation.backups.keeping import check  # slow import
    from allmende.foundation.backups.taking import folder, new_name, take  # slow import

    lock = _lock(recipient, passphrase, passphrase_file)
    path = file or folder() / new_name(lock)
    if path.exists():
        raise click.ClickException(f"{path} is there already; a backup replaces nothing.")
    with progress_bar("Packing") as report:
        made = take(path.absolute(), lock, report)
    click.echo(
        f"{path}: {made.rows:,} rows of {len(made.held)} tables, {made.files:,} files, {path.stat().st_size:,} bytes."
    )
    if not made.has_keys:
        click.echo("The keys of this node are not in it: keep the folder “keys” apart from it, and safe.")
    if verify:
        if lock and not lock.passphrase:
            raise click.ClickException(
                "It is sealed for a key that is not here; try it with: allmende restore --trial FILE"
            )
        with progress_bar("Trying") as report:
            check(path.absolute(), report, _same(lock))
        click.echo("Restored for a trial: every table and every file is what it was.")


def _lock(recipient: str | None, asked: bool, file: Path | None) -> Lock | None:
    from allmende.foundation.backups.archive import Lock  # slow import

    if file:
        return Lock(passphrase=file.read_text(encoding="utf-8").strip())
    if asked:
        return Lock(passphrase=click.prompt("Passphrase", hide_input=True, confirmation_prompt=True))
    return Lock(recipient=recipient) if recipient else None


def _same(lock: Lock | None) -> Key | None:
    from allmende.foundation.backups.archive import Key  # slow import

    return Key(passphrase=lock.passphrase) if lock else None


def _make_key(path: Path) -> None:
    """Write a new identity into a file of its own and say the public key."""
    from allmende.foundation.backups.archive import new_key  # slow import

    identity, public = new_key()
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{path} is there already.") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(f"# public key: {public}\n{identity}\n")
    click.echo(f"{path} opens what is sealed for it: keep it away from the node, in two places.")
    click.echo(f"ALLMENDE_BACKUP_RECIPIENT={public}")
