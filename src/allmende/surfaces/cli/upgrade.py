"""Bring the database to this version, with a backup to go back to."""

from __future__ import annotations

from typing import Any

import click

from allmende.surfaces.cli.house import build_tables, open_house, progress_bar


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option(
    "--backup/--no-backup", "with_backup", default=True, help="Make a backup first, if the newest one is not of today."
)
@click.option("--reindex", is_flag=True, help="Make the search's index anew, too; search goes on meanwhile.")
def command(dry_run: bool, with_backup: bool, reindex: bool) -> None:
    """Bring the database to this version, safely.

    Says which migrations are missing and which of them the version before would not survive; makes a backup; migrates. On many
    machines: upgrade once, from a machine with the new version, while the others still run the old one; then restart them one
    by one. To go back, restore that backup with the old version.

    \b
    Examples:
      allmende upgrade --dry-run
      allmende upgrade
    """
    open_house(in_english=True)
    from allmende.foundation.backups.restoring import require_whole  # slow import
    from allmende.foundation.upgrading.plan import missing  # slow import

    require_whole()
    steps = missing()
    for step in steps:
        click.echo(
            f"  {step.name}" + ("" if not step.problems else click.style("  not beside the old version:", fg="yellow"))
        )
        for problem in step.problems:
            click.echo(f"      {problem}")
    if any(step.problems for step in steps):
        click.echo("Stop every process of the old version before you go on with these.")
    if dry_run or not (steps or reindex):
        click.echo(f"{len(steps)} migrations would be applied." if steps else "The database is of this version.")
        return
    if steps and with_backup:
        _back_up()
    if steps:
        build_tables()
        click.echo(f"Applied {len(steps)} migrations; the database is of this version.")
    if reindex:
        _reindex()
    click.echo("Look it over: allmende doctor")


def _back_up() -> None:
    from datetime import timedelta  # slow import

    from allmende.foundation import clock  # slow import
    from allmende.foundation.backups.taking import folder, is_newer_than, new_name, take  # slow import

    if is_newer_than(clock.now() - timedelta(days=1)):
        click.echo("There is a backup of the last 24 hours.")
        return
    path = folder() / new_name(None)
    with progress_bar("Packing") as report:
        take(path, None, report)
    click.echo(f"Backed up first: {path}")


def _reindex() -> None:
    from allmende.observers.search.commands import rebuild  # slow import

    with progress_bar("Indexing") as report:
        count = rebuild(_without_name(report))
    click.echo(f"The index was made anew: {count} documents.")


def _without_name(report: Any) -> Any:
    return lambda done, total: report(done, total, "")
