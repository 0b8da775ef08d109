"""Say how this node is."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from allmende.surfaces.cli.house import open_house

if TYPE_CHECKING:
    from allmende.foundation.health.findings import Finding

MARKS = {"good": ("ok  ", "green"), "warning": ("look", "yellow"), "bad": ("bad ", "red")}


@click.command()
@click.option(
    "--invariants", is_flag=True, help="Hold all that must be true of the data against it too; reads everything."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(invariants: bool, as_json: bool) -> None:
    """Say how this node is, and what to do about what is not well. Changes nothing.

    \b
    Exit codes
      0  all is well, or nearly: what should be looked after stands there
      1  something does not work
    """
    open_house(in_english=True)
    from allmende.foundation.health.findings import State, examine  # slow import
    from allmende.foundation.health.invariants import check_invariants  # slow import

    found = examine()
    if invariants and not any(finding.key == "database" and finding.state == State.BAD for finding in found):
        found += check_invariants()
    if as_json:
        click.echo(json.dumps([_as_json(finding) for finding in found], indent=1))
    else:
        for finding in found:
            _show(finding)
    sys.exit(any(finding.state == State.BAD for finding in found))


def _as_json(finding: Finding) -> dict[str, str]:
    return {"key": finding.key, "state": finding.state, "says": finding.says, "remedy": finding.remedy}


def _show(finding: Finding) -> None:
    mark, colour = MARKS[finding.state]
    click.echo(f"{click.style(mark, fg=colour, bold=True)} {finding.key:<14} {finding.says}")
    if finding.remedy:
        click.echo(f"{'':<20}{finding.remedy}")
