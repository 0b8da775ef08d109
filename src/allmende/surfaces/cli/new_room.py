"""Make a room from the recipe."""

import sys

import click

from allmende.surfaces.cli.house import require_checkout


@click.command()
@click.argument("name")
def command(name: str) -> None:
    """Make the skeleton of a room, with a passing test.

    NAME is a plural noun in small letters, such as: offers, decisions, tenders.
    """
    root = require_checkout("Making a room")
    from tools import new_room  # slow import

    sys.exit(new_room.run(root, name))
