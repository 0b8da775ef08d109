"""Refresh the catalogues of translations."""

import sys

import click

from allmende.surfaces.cli.house import require_checkout


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Refresh the translations' catalogues."""
    require_checkout("Refreshing translations")
    from tools import messages  # slow import

    sys.exit(messages.main(list(arguments)))
