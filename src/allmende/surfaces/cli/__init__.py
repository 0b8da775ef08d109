"""The command line: each command is a module of its own, read only when it is asked for."""

import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from allmende import __version__

COMMANDS = {
    "demo": "Serve a living demo community on this machine.",
    "found": "Found a community: name, circle, kind, language, opening date.",
    "serve": "Serve this node's pages, and work through its tasks.",
    "worker": "Only work through tasks, for nodes with several machines.",
    "mail": "Take answers in that a mail server hands over.",
    "createadmin": "Make an account that may do everything.",
    "backup": "Make a backup while people work: one archive of database and files.",
    "restore": "Put a backup back, into SQLite or PostgreSQL.",
    "doctor": "Say how this node is, and what to do about what is not well.",
    "upgrade": "Bring the database to this version, safely.",
    "import": "Bring something in from elsewhere.",
    "keys": "Show and change the keys under which files lie.",
    "files": "Check files, move them to another store, see what they take up.",
    "count": "Count a ballot file, without a site.",
    "config": "List every setting, with its meaning and present value.",
    "test": "Run the whole test suite, on both databases.",
    "check": "Check style, types, import contracts and house rules.",
    "messages": "Refresh the translations' catalogues.",
    "new-room": "Make the skeleton of a room, with a passing test.",
}
CHECKOUT_ONLY = ("test", "check", "messages", "new-room")

FINE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130


class Commands(click.Group):
    """A group that imports a command's module only to run or explain that command."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        module = import_module(f"{__name__}.{name}_" if iskeyword(name) else f"{__name__}.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing one."""
        for title, chosen in (
            ("Commands", [name for name in COMMANDS if name not in CHECKOUT_ONLY]),
            ("In a checkout", CHECKOUT_ONLY),
        ):
            with formatter.section(title):
                formatter.write_dl([(name, COMMANDS[name]) for name in chosen])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command meant; a near miss is answered with what it may have been."""
        from difflib import get_close_matches  # slow import

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, 1)
            hint = f" Did you mean '{near[0]}'?" if near else " See --help."
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: allmende demo    One command's help: allmende COMMAND --help",
)
@click.version_option(__version__, "--version", prog_name="allmende")
def allmende() -> None:
    """Allmende: the cooperative community for the digital age."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit: 0 done, 1 refused or failed (with a sentence), 2 wrong usage, 130 interrupted."""
    try:
        outcome = allmende.main(arguments, prog_name="allmende", standalone_mode=False)
        sys.exit(outcome if isinstance(outcome, int) else FINE)
    except click.UsageError as error:
        error.show()
        sys.exit(USAGE)
    except click.ClickException as error:
        error.show()
        sys.exit(REFUSED)
    except (click.Abort, KeyboardInterrupt):
        click.echo("", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # whoever read our output has gone (`| head`)
        sys.stderr.close()
        sys.exit(FINE)
    except Exception as error:
        if not _is_for_people(error):
            raise
        click.echo(f"{click.style('Refused:', fg='red', bold=True)} {error}", err=True)
        sys.exit(REFUSED)


def _is_for_people(error: Any) -> bool:
    """Say whether an error is a sentence for people (a refusal, a wrong setting) rather than a fault of ours."""
    meant = (("allmende.foundation.verdicts", "Refused"), ("allmende.foundation.config", "ConfigError"))
    return any(isinstance(error, getattr(sys.modules[module], name)) for module, name in meant if module in sys.modules)
