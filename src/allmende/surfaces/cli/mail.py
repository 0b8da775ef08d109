"""Listen for mail until told to stop."""

from __future__ import annotations

import signal
import threading

import click

from allmende.surfaces.cli.house import build_tables, open_house


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8025, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--smtp", is_flag=True, help="Speak SMTP instead of LMTP, for servers that know no LMTP.")
def command(host: str, port: int, smtp: bool) -> None:
    """Take answers in that a mail server hands over.

    Your mail server receives mail from the internet, finds out who it is from, and hands what is addressed to
    ALLMENDE_MAIL_REPLIES to this command. It encrypts nothing and believes whoever connects: let it listen on this machine
    only, or in a network of your own. How to set all of it up: docs/mail.md.

    \b
    Examples:
      allmende mail
      allmende mail --host 10.0.0.5 --port 24
      allmende mail --smtp --port 1025
    """
    open_house(in_english=True)
    from django.conf import settings  # slow import

    from allmende.foundation.backups.restoring import require_whole  # slow import
    from allmende.foundation.mail.inbound.listening import Listener  # slow import
    from allmende.surfaces.cli.serve import require_free  # slow import

    if not settings.CONFIG.mail_replies:
        raise click.ClickException("Set ALLMENDE_MAIL_REPLIES first, such as reply+{token}@allmende.example.")
    require_whole()
    require_free(host, port)
    build_tables()
    over = threading.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        signal.signal(order, lambda *_: over.set())
    listener = Listener(host, port, "smtp" if smtp else "lmtp")
    listener.start()
    click.echo(f"Listening for mail at {host}:{port} (Ctrl-C ends it)")
    over.wait()
    listener.stop()
    click.echo("Closed.")
