"""Found a real community."""

from __future__ import annotations

from datetime import datetime
from email.utils import parseaddr

import click

from allmende.surfaces.cli.house import build_tables, open_house

KINDS = {
    "cooperative": "a cooperative: its members bring in new ones by nomination",
    "education": "an education network: what goes outside is looked at first",
    "brand": "a brand with fans: what is made may go outside freely",
}
LANGUAGES = ("de", "en", "it")


def _people(text: str) -> list[tuple[str, str]]:
    """Read `Ada Lovelace <ada@example.org>, ben@example.org` as (name, address) pairs; the name may be left out."""
    found = []
    for part in text.replace(";", ",").replace("\n", ",").split(","):
        if not part.strip():
            continue
        name, address = parseaddr(part.strip())
        if "@" not in address:
            raise click.BadParameter(f"“{part.strip()}” is no e-mail address.")
        found.append((name or address.partition("@")[0].replace(".", " ").replace("_", " ").title(), address))
    if not found:
        raise click.BadParameter("Name at least one person.")
    return found


def _circle(_ctx: click.Context, _param: click.Parameter, value: object) -> list[tuple[str, str]]:
    given = value if isinstance(value, tuple) else (str(value),)
    return _people(",".join(given)) if any(given) else []


@click.command()
@click.option("--name", help="What the community is called.")
@click.option(
    "--circle",
    multiple=True,
    callback=_circle,
    metavar="PEOPLE",
    help='The founding circle, the founder first: "Ada Lovelace <ada@example.org>, ben@example.org". Repeatable.',
)
@click.option("--kind", type=click.Choice(list(KINDS)), help="What sort of community it is.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The community's language.")
@click.option(
    "--opens", type=click.DateTime(["%Y-%m-%d"]), help="Day it opens to everyone: YYYY-MM-DD; empty: at once."
)
@click.option("--host", help="Host name of its own, for a second community on this node.")
@click.option("--zone", help="IANA time zone  [default: the setting ZONE]")
@click.option("--browser", is_flag=True, help="Print the link to found in the browser instead.")
def command(
    name: str | None,
    circle: list[tuple[str, str]],
    kind: str | None,
    language: str | None,
    opens: datetime | None,
    host: str | None,
    zone: str | None,
    browser: bool,
) -> None:
    """Found a community: name, circle, kind, language, opening date.

    What is not said by an option is asked for. Everyone in the circle becomes a curator; for each a link is printed
    with which to choose a password.

    \b
    Examples:
      allmende found
      allmende found --browser
      allmende found --name "Allmende Niederrhein" --kind cooperative --language de \\
        --circle "Ada Lovelace <ada@example.org>, ben@example.org" --opens 2027-03-01
    """
    if browser:
        _print_link()
        return
    asks = name is None or not circle or kind is None
    name = name or click.prompt("What is the community called?")
    circle = circle or click.prompt(
        "Who founds it? (E-mail addresses, separated by commas, the founder's first)", value_proc=_people
    )
    if kind is None:
        for key, sentence in KINDS.items():
            click.echo(f"  {key:<12} {sentence}")
        kind = click.prompt("What sort is it?", type=click.Choice(list(KINDS)), default="cooperative")
    language = language or _asked(asks, "In which language?", click.Choice(LANGUAGES), "de")
    if asks and opens is None:
        opens = click.prompt(
            "When does it open? (YYYY-MM-DD, empty for at once)",
            default="",
            show_default=False,
            value_proc=lambda text: click.DateTime(["%Y-%m-%d"]).convert(text, None, None) if text else None,
        )
    _found(name, circle, kind=kind, language=language, opens=opens, host=host, zone=zone)


def _asked(asks: bool, question: str, kind: click.ParamType, default: str) -> str:
    return str(click.prompt(question, type=kind, default=default)) if asks else default


def _found(
    name: str,
    circle: list[tuple[str, str]],
    *,
    kind: str,
    language: str,
    opens: datetime | None,
    host: str | None,
    zone: str | None,
) -> None:
    open_house(in_english=True)
    build_tables()
    from django.conf import settings  # slow import

    from allmende.commons.spaces.models import Preset, Space  # slow import
    from allmende.people.welcome.commands import Plan, password_path  # slow import
    from allmende.people.welcome.commands import found as found_whole  # slow import

    if not host and Space.objects.filter(root=None, host=None).exists():  # house: an operator's command sees all
        raise click.ClickException("There is a community on this node already; give the second a --host of its own.")
    plan = Plan(
        name=name, circle=circle, preset=Preset(kind), language=language, zone=zone or settings.TIME_ZONE, host=host,
        opens_on=opens.date() if opens else None,
    )  # fmt: skip
    founded = found_whole(plan, by_mail=False)
    click.echo(
        f"\n{click.style(founded.space.title, bold=True)} is founded. Its circle chooses passwords here, once each:"
    )
    for actor in founded.circle:
        click.echo(f"  {actor.name} <{actor.account.email}>\n    {settings.NODE_URL}{password_path(actor)}")
    click.echo("\n`allmende serve` opens its doors.")


def _print_link() -> None:
    open_house(in_english=True)
    build_tables()
    from allmende.surfaces.web.founding.link import founding_link  # slow import
    from allmende.surfaces.web.founding.queries import is_unfounded  # slow import

    if not is_unfounded():
        raise click.ClickException(
            "There is a community on this node already; found a second with --host on this line."
        )
    click.echo("Found a community in the browser, while `allmende serve` runs, at")
    click.echo(f"  {founding_link()}")
