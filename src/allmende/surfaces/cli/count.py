"""Count a ballot file without a site, so that anyone can recompute what a site has published."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import click

from allmende.counting import (
    ENCODINGS,
    Completion,
    Election,
    Number,
    PbError,
    Problem,
    Rule,
    Satisfaction,
    UndefinedSatisfaction,
    count,
    read_pb,
)

_SHOW_PROGRESS_FROM = 4 * 1024 * 1024


def _minimum(_context: click.Context, _option: click.Parameter, value: str | None) -> Number | None:
    if value is None:
        return None
    try:
        return Fraction(value) if "/" in value or "." in value else int(value)
    except (ValueError, ZeroDivisionError):
        raise click.BadParameter(f"{value!r} is not a number.") from None


@click.command("count")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=str), metavar="FILE.pb")
@click.option(
    "--rule",
    type=click.Choice([choice.value for choice in Rule]),
    default=Rule.EQUAL_SHARES.value,
    show_default=True,
    help="How to choose.",
)
@click.option(
    "--satisfaction",
    type=click.Choice([choice.value for choice in Satisfaction]),
    help="What a funded project is worth to a voter who wants it: its cost, one, the points given, or Borda points. "
    "[default: what the ballots say; for equal shares of approvals, cost]",
)
@click.option(
    "--completion",
    type=click.Choice([choice.value for choice in Completion]),
    default=Completion.NONE.value,
    show_default=True,
    help="How to spend what equal shares leaves over.",
)
@click.option(
    "--minimum", metavar="NUMBER", callback=_minimum, help="Fund nothing with fewer votes or points than this."
)
@click.option(
    "--encoding", type=click.Choice(ENCODINGS), default="utf-8", show_default=True, help="How the text is stored."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON, exact: whole numbers and fractions.")
def command(
    file: str,
    rule: str,
    satisfaction: str | None,
    completion: str,
    minimum: Number | None,
    encoding: str,
    as_json: bool,
) -> int:
    """Count a ballot file (PaBuLib .pb) and explain the result. Use - to read standard input.

    \b
    Rules
      greedy           the most votes first (or points, or Borda points), skipping
                       what no longer fits: as most cities do
      greedy-per-cost  the most support per unit of cost first
      equal-shares     everybody holds the same part of the budget and pays for
                       what they support: the method of equal shares

    Ties are decided by the alphabetical order of project ids, and listed. All arithmetic is exact.

    \b
    Examples
      allmende count election.pb
      allmende count election.pb --rule greedy
      allmende count election.pb --satisfaction cardinality --completion greedy --json

    \b
    Exit codes
      0  counted
      1  the file can't be counted: each problem stands on standard error, with its line
      2  wrong usage
    """
    election = _read(file, encoding)
    if election is None:
        return 1
    try:
        result = count(
            election,
            Rule(rule),
            None if satisfaction is None else Satisfaction(satisfaction),
            Completion(completion),
            minimum,
        )
    except UndefinedSatisfaction as error:
        raise click.UsageError(str(error)) from error
    if as_json:
        click.echo(json.dumps(result.as_json(), indent=2, ensure_ascii=False))
    else:
        from allmende.surfaces.cli.count_report import show  # slow import

        show(election, result)
    return 0


def _read(file: str, encoding: str) -> Election | None:
    """Read the file, telling of each problem as soon as it is found; None if there was any."""

    def tell(problem: Problem) -> None:
        click.echo(str(problem), err=True)

    with _opened(file) as (stream, size), _progress(size) as progress:
        try:
            return read_pb(stream, encoding=encoding, on_problem=tell, on_progress=progress)
        except PbError as error:
            problems = len(error.problems)
            click.echo(f"{problems} problem{'s'[: problems != 1]}; nothing was counted.", err=True)
            return None


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, int]]:
    """The file's bytes, and how many they are (0 where that is unknown)."""
    if file == "-":
        yield sys.stdin.buffer, 0
        return
    with Path(file).open("rb") as stream:
        yield stream, Path(file).stat().st_size


@contextmanager
def _progress(size: int) -> Iterator[Callable[[int], None] | None]:
    """A bar for files that take a while, where someone is watching."""
    if size < _SHOW_PROGRESS_FROM or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # slow import
    from rich.progress import Progress  # slow import

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=size)
        yield lambda taken: bar.update(task, completed=taken)
