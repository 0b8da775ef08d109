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

from allmende.foundation import clock
from allmende.foundation.health.findings import Finding, bad, good, looks_at, warning

LEAST_FREE = 1 << 30
"""Bytes that should be free: below, uploads and backups begin to fail."""

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


@looks_at("configuration")
def configuration() -> Finding:
    """Settings that work on a desk and not in earnest."""
    if settings.DEMO or settings.DEBUG:
        return warning(
            "configuration", "This node shows its secrets (DEMO or DEBUG).", "Take both out before others come."
        )
    if not settings.SECURE and settings.NODE_HOST not in {"localhost", "127.0.0.1"}:
        says = f"People reach this node without encryption ({settings.NODE_URL})."
        return bad("configuration", says, "Put a proxy with a certificate before it, and set ALLMENDE_URL to https://…")
    if settings.SECURE and not settings.CONFIG.proxies:
        says = "The node is reached over https, and no proxy is believed about it."
        return warning("configuration", says, "Set ALLMENDE_PROXIES=1 if a proxy stands before it.")
    return good("configuration", f"The settings fit together; people come in at {settings.NODE_URL}.")


@looks_at("database")
def database() -> Finding:
    """Whether the database answers, is sound, and has the tables of this version."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(1)")
            if (said := cursor.fetchone()[0]) != "ok":
                return bad(
                    "database", f"The database file is damaged: {said}.", "Stop the node and restore the newest backup."
                )
        cursor.execute("SELECT 1")
    executor = MigrationExecutor(connection)
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        says = f"The database lacks {len(plan)} migrations of this version."
        return bad("database", says, "Run: allmende upgrade")
    if strange := set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations):
        says = f"The database knows {len(strange)} migrations that this version does not."
        return warning(
            "database",
            says,
            "A later version ran here: install that one (an upgrade in several steps may be under way).",
        )
    return good("database", f"{connection.display_name} answers and has the tables of this version.")


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
        return bad(
            "files", "A file came back otherwise than it was stored.", "Check the disk, or the storage's settings."
        )
    return good("files", "Files can be stored, read and taken away.")


@looks_at("room")
def room() -> Finding:
    """How much room is left where the data lie."""
    usage = shutil.disk_usage(settings.DATA)
    says = f"{usage.free / 1e9:.1f} of {usage.total / 1e9:.1f} GB are free."
    if usage.free < LEAST_FREE / 5:
        return bad("room", says, "Make room now: nothing more can be written soon.")
    if usage.free < LEAST_FREE:
        return warning("room", says, "Make room, or move data and backups to a larger disk.")
    return good("room", says)


@looks_at("keys")
def keys() -> Finding:
    """Whether the keys are there, and nobody else's to read."""
    data = Path(settings.DATA)
    secret = [data / "keys", *(data / "keys").rglob("*"), *_database_file()]
    if open_ones := [path for path in secret if _others_may(path, data)]:
        names = " ".join(str(path) for path in open_ones[:3])
        return bad("keys", f"Others on this machine may read {names}.", f"Run: chmod go= {data}")
    return good("keys", "The keys are there, and only the node reads them.")


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
            says = f"The clocks of this machine and of the database are {apart.total_seconds():.0f} s apart."
            return bad("clock", says, "Let both follow a time server (timedatectl set-ntp true).")
    newest = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    if newest and newest > clock.now() + timedelta(minutes=1):
        return bad(
            "clock",
            f"The journal has an entry of the future ({newest:%Y-%m-%d %H:%M}).",
            "Set this machine's clock right.",
        )
    return good("clock", f"It is {clock.now():%Y-%m-%d %H:%M:%S} UTC, and nothing is from the future.")


@looks_at("mail")
def mail() -> Finding:
    """Whether the mail server lets us in; nothing is sent."""
    backend = mailers["default"]
    if not settings.CONFIG.mail.startswith("smtp"):
        if settings.NODE_HOST in {"localhost", "127.0.0.1"}:
            return good("mail", "Mails are written into files, as on a desk.")
        return warning("mail", "Mails are written into files, and reach nobody.", "Set ALLMENDE_MAIL to a mail server.")
    try:
        backend.open()
        backend.close()
    except OSError as error:  # smtplib's errors are OSErrors
        return bad(
            "mail", f"The mail server does not let us in: {error}", "Check ALLMENDE_MAIL; what waits is sent later."
        )
    return good("mail", "The mail server lets us in.")
