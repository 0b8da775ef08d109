"""The machine and what the node stands on: database, files, keys, clock, mail, room on the disk."""

from __future__ import annotations

import shutil
import stat
from datetime import timedelta
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import mailers
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_noop as _

from allmende.foundation import clock, replica
from allmende.foundation.health.findings import Finding, bad, good, looks_at, warning
from allmende.foundation.mail.models import Outcome, Received

LEAST_FREE = 1 << 30
"""Bytes that should be free: below, uploads and backups begin to fail."""

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


@looks_at("configuration")
def configuration() -> Finding:
    """Settings that work on a desk and not in earnest."""
    if settings.DEMO or settings.DEBUG:
        says = _("This node shows its secrets (DEMO or DEBUG).")
        return warning("configuration", says, _("Take both out before others come."))
    if not settings.SECURE and settings.NODE_HOST not in {"localhost", "127.0.0.1"}:
        says = _("People reach this node without encryption (%(url)s).")
        remedy = _("Put a proxy with a certificate before it, and set ALLMENDE_URL to https://…")
        return bad("configuration", says, remedy, url=settings.NODE_URL)
    if settings.SECURE and not settings.CONFIG.proxies:
        says = _("The node is reached over https, and no proxy is believed about it.")
        return warning("configuration", says, _("Set ALLMENDE_PROXIES=1 if a proxy stands before it."))
    return good("configuration", _("The settings fit together; people come in at %(url)s."), url=settings.NODE_URL)


@looks_at("database")
def database() -> Finding:
    """Whether the database answers, is sound, and has the tables of this version."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            if (said := cursor.fetchone()[0]) != "ok":
                damaged = _("The database file is damaged: %(said)s.")
                return bad("database", damaged, _("Stop the node and restore the newest backup."), said=said)
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        says = _("The database lacks %(n)d migrations of this version.")
        return bad("database", says, _("Run: allmende upgrade"), n=len(plan))
    if strange := set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
        return warning(
            "database", _("The database knows %(n)d migrations that this version does not."),
            _("A later version ran here: install that one (an upgrade in several steps may be under way)."), n=len(strange),
        )  # fmt: skip
    return good("database", _("%(name)s answers and has the tables of this version."), name=connection.display_name)


def _replica() -> Finding:
    """Whether guests read from the replica, and how far it is behind."""
    behind = replica.lag()
    if behind is None:
        says = "The replica does not answer, or is none; guests read from the database."
        return warning("replica", says, "See ALLMENDE_REPLICA, and whether it streams (pg_stat_replication).")
    return good("replica", f"Guests read from the replica, {behind:.0f} bytes behind.")


if replica.is_set():
    looks_at("replica")(_replica)


@looks_at("files")
def files() -> Finding:
    """Whether a file can be stored, read and taken away."""
    name = f"doctor/{token_hex(8)}"
    stored = default_storage.save(name, ContentFile(b"whole"))
    try:
        with default_storage.open(stored, "rb") as file:
            whole = file.read() == b"whole"
    finally:
        default_storage.delete(stored)
    if not whole:
        says = _("A file came back otherwise than it was stored.")
        return bad("files", says, _("Check the disk, or the storage's settings."))
    return good("files", _("Files can be stored, read and taken away."))


@looks_at("room")
def room() -> Finding:
    """How much room is left where the data lie."""
    usage = shutil.disk_usage(settings.DATA)
    says, free, total = _("%(free)s of %(total)s GB are free."), f"{usage.free / 1e9:.1f}", f"{usage.total / 1e9:.1f}"
    if usage.free < LEAST_FREE / 5:
        return bad("room", says, _("Make room now: nothing more can be written soon."), free=free, total=total)
    if usage.free < LEAST_FREE:
        remedy = _("Make room, or move data and backups to a larger disk.")
        return warning("room", says, remedy, free=free, total=total)
    return good("room", says, free=free, total=total)


@looks_at("keys")
def keys() -> Finding:
    """Whether the keys are there, and nobody else's to read."""
    data = Path(settings.DATA)
    secret = [data / "keys", *(data / "keys").rglob("*"), *_database_file()]
    if open_ones := [path for path in secret if _others_may(path, data)]:
        names = " ".join(str(path) for path in open_ones[:3])
        says = _("Others on this machine may read %(names)s.")
        return bad("keys", says, _("Run: chmod go= %(data)s"), names=names, data=str(data))
    return good("keys", _("The keys are there, and only the node reads them."))


def _others_may(path: Path, data: Path) -> bool:
    """Whether other users of the machine can come to a file: it is open to them, and so is the data folder around it."""
    around = data in path.parents and not data.stat().st_mode & OTHERS_MAY
    return bool(path.stat().st_mode & OTHERS_MAY) and not around


def _database_file() -> list[Path]:
    name = str(connection.settings_dict["NAME"])
    return [Path(name)] if connection.vendor == "sqlite" and Path(name).is_file() else []


@looks_at("clock")
def the_clock() -> Finding:
    """Whether this machine and the database agree what time it is, and time has not gone back."""
    from allmende.foundation.journal.models import Entry  # app ready

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - clock.now())
        if apart > timedelta(seconds=5):
            says = _("The clocks of this machine and of the database are %(n)d s apart.")
            remedy = _("Let both follow a time server (timedatectl set-ntp true).")
            return bad("clock", says, remedy, n=round(apart.total_seconds()))
    newest = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    if newest and newest > clock.now() + timedelta(minutes=1):
        says = _("The journal has an entry of the future (%(at)s).")
        return bad("clock", says, _("Set this machine's clock right."), at=f"{newest:%Y-%m-%d %H:%M}")
    return good("clock", _("It is %(at)s UTC, and nothing is from the future."), at=f"{clock.now():%Y-%m-%d %H:%M:%S}")


@looks_at("mail")
def mail() -> Finding:
    """Whether the mail server lets us in; nothing is sent."""
    backend = mailers["default"]
    if not settings.CONFIG.mail.startswith("smtp"):
        if settings.NODE_HOST in {"localhost", "127.0.0.1"}:
            return good("mail", _("Mails are written into files, as on a desk."))
        says = _("Mails are written into files, and reach nobody.")
        return warning("mail", says, _("Set ALLMENDE_MAIL to a mail server."))
    try:
        backend.open()
        backend.close()
    except OSError as error:  # smtplib's errors are OSErrors
        says = _("The mail server does not let us in: %(error)s")
        return bad("mail", says, _("Check ALLMENDE_MAIL; what waits is sent later."), error=str(error))
    return good("mail", _("The mail server lets us in."))


@looks_at("answers")
def answers() -> Finding:
    """Whether answers by mail come in, and whether anyone says whose they are."""
    config = settings.CONFIG
    if not config.mail_replies:
        return good("answers", _("Mails are answered on the page, not by mail."))
    if failed := Received.objects.filter(outcome=Outcome.FAILED).count():
        says = _("%(n)d mails that came in could not be handled.")
        return bad("answers", says, _("The log says why (“A mail that came in”); tell us."), n=failed)
    if not config.mail_server:
        says = _("Nobody proves who writes to us: answers by mail can only comment.")
        return warning(
            "answers", says, _("Set ALLMENDE_MAIL_SERVER to the name your mail server signs its findings with.")
        )
    day = Received.objects.filter(at__gt=clock.now() - timedelta(days=1)).count()
    return good("answers", _("Answers by mail are taken: %(n)d in the last day."), n=day)
