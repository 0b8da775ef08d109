"""Make an operator's account."""

import click

from allmende.surfaces.cli.house import build_tables, open_house


@click.command()
@click.option("--email", prompt="E-mail address", help="Address to sign in with.")
@click.option("--name", prompt="Name to show", help="Name that others see.")
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Better typed when asked for than written on the command line.",
)
def command(email: str, name: str, password: str) -> None:
    """Make an account that may do everything.

    For the person who runs this machine. Founding members don't need it: `allmende found` makes theirs.

    \b
    Examples:
      allmende createadmin
      allmende createadmin --email ada@example.org --name "Ada Lovelace"
    """
    open_house(in_english=True)
    build_tables()
    from django.conf import settings  # slow import

    from allmende.identity.accounts.commands import open_account  # slow import

    actor = open_account(email, name, password, operator=True, language=settings.LANGUAGE_CODE)
    click.echo(f"{actor.name} may sign in at {settings.NODE_URL}/accounts/login/ now.")
