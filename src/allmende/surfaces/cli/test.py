"""Run the test suite as the project's two commands promise it."""

import sys

import click

from allmende.surfaces.cli.house import require_checkout


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.option("--database", type=click.Choice(["both", "sqlite", "postgresql"]), default="both", show_default=True)
@click.option(
    "--install/--no-install", default=True, help="Install Chromium and PostgreSQL where they lack and we may."
)
@click.option(
    "--long",
    is_flag=True,
    help="Try every fault with fifty seeds (docs/reliability.md), and ten times as many examples.",
)
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def command(database: str, install: bool, long: bool, pytest_arguments: tuple[str, ...]) -> None:
    """Run the whole test suite, on both databases.

    Everything after the options goes to pytest. What could not run is one line in the summary.

    \b
    Examples:
      allmende test
      allmende test src/allmende/counting
      allmende test --database sqlite -k budget
      allmende test --long tests/faults
    """
    root = require_checkout("The test suite")
    from tools import suite  # slow import

    sys.exit(suite.run(root, database, [*(["--long"] if long else []), *pytest_arguments], may_install=install))
