"""Show what can be set."""

import click


@click.command()
@click.option("--example", is_flag=True, help="Print a file to start from, for ALLMENDE_CONFIG.")
def command(example: bool) -> None:
    """List every setting, with its meaning and present value.

    A setting comes from the environment as ALLMENDE_NAME, from a file named by ALLMENDE_CONFIG, or, where it is
    secret, from a file of its own named by ALLMENDE_NAME_FILE.

    \b
    Examples:
      allmende config
      allmende config --example > allmende.conf
    """
    from dataclasses import fields  # slow import

    from allmende.foundation.config import PREFIX, Config, load  # slow import

    present = Config() if example else load()
    for field in fields(Config):
        value = getattr(present, field.name)
        shown = ",".join(value) if isinstance(value, tuple) else str(value)
        if isinstance(value, bool):
            shown = "yes" if value else "no"
        if field.name in {"database", "replica", "files", "mail", "mail_box", "cache"}:
            shown = _without_password(shown)
        if field.name == "metrics" and shown:
            shown = "…"
        if example:
            click.echo(f"# {field.metadata['sentence']}\n# {field.name.upper()}={shown}\n")
            continue
        click.echo(f"{click.style(PREFIX + field.name.upper(), bold=True)} = {shown or '(empty)'}")
        click.echo(f"    {field.metadata['sentence']}")


def _without_password(address: str) -> str:
    from urllib.parse import urlsplit  # slow import

    password = urlsplit(address).password
    return address.replace(f":{password}@", ":…@") if password else address
