"""Check the source as a reviewer would who never tires."""

import sys

import click

from allmende.surfaces.cli.house import require_checkout


@click.command()
@click.option("--fix", is_flag=True, help="Mend what can be mended by a machine (style, order of imports).")
@click.argument("only", nargs=-1)
def command(fix: bool, only: tuple[str, ...]) -> None:
    """Check style, types, import contracts and house rules.

    \b
    Examples:
      allmende check
      allmende check --fix
      allmende check rules types
    """
    root = require_checkout("Checking")
    from tools import checks  # slow import

    sys.exit(checks.run(root, fix=fix, only=set(only)))
