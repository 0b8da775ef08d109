"""What can't be in a configuration, or not together: each thing with what to write instead."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from allmende.foundation.config import Config

PREFIX = "ALLMENDE_"
HOST_NAME = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
REPLIES = re.compile(r"[a-z0-9._+-]{0,12}\{token\}[a-z0-9._+-]{0,4}@[a-z0-9.-]{1,190}")
"""A bounce's token has 46 letters, and before the @ stand at most 64 (RFC 5321, section 4.5.3.1.1)."""
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def nonsense_in(config: Config) -> list[str]:
    """Say what can't work together or at all."""
    is_local = _host_of(config.url) in {"localhost", "127.0.0.1"}
    rules = {
        "url": (_is_origin(config.url), "write scheme and host only, such as https://allmende.example."),
        "media_url": (
            not config.media_url or _is_origin(config.media_url),
            "write scheme and host only, such as https://files.allmende.example.",
        ),
        "stream_url": (
            not config.stream_url or _is_origin(config.stream_url),
            "write scheme and host only, such as https://allmende.example.",
        ),
        "database": (_is_database(config.database), "begin with sqlite:/// or postgres://, and name the database."),
        "mail": (
            not config.mail or urlsplit(config.mail).scheme in {"smtp", "smtps", "file"},
            "begin with smtp://, smtps:// or file:///.",
        ),
        "files": (_is_store(config.files), "a folder, or s3://key:secret@host[:port]/bucket[/prefix][?region=name]."),
        "mail_from": ("@" in config.mail_from, "write an address, such as Allmende <post@allmende.example>."),
        "hosts": (all(map(HOST_NAME.fullmatch, config.hosts)), "write host names only, without scheme and port."),
        "private_hosts": (
            all(map(HOST_NAME.fullmatch, config.private_hosts)),
            "write host names or addresses only, in small letters, without scheme and port.",
        ),
        "language": (config.language in {"de", "en", "it"}, "de, en or it."),
        "zone": (_is_zone(config.zone), "write an IANA time zone, such as Europe/Berlin."),
        "demo": (is_local or not config.demo, "anyone could sign in as anyone; only with a URL on localhost."),
        "debug": (
            is_local or not config.debug,
            "errors would show our secrets to anyone; only with a URL on localhost.",
        ),
    }
    rules |= _running(config)
    return [f"{PREFIX}{name.upper()}: {advice}" for name, (holds, advice) in rules.items() if not holds]


def _running(config: Config) -> dict[str, tuple[bool, str]]:
    """What must hold of the settings about running a node, and what to write."""
    return {
        "mail_replies": (
            not config.mail_replies or bool(REPLIES.fullmatch(config.mail_replies)),
            "write an address with {token} before the @, such as reply+{token}@allmende.example; at most 12 letters beside it.",
        ),
        "mail_server": (bool(HOST_NAME.fullmatch(config.mail_server or "none")), "write a host name in small letters."),
        "mail_box": (
            not config.mail_box or _is_mailbox(config.mail_box),
            "imaps://user:password@host[:port][/folder].",
        ),
        "cache": (
            not config.cache or urlsplit(config.cache).scheme in {"redis", "rediss", "unix"},
            "begin with redis://.",
        ),
        "replica": (
            not config.replica or (_is_postgres(config.replica) and _is_postgres(config.database)),
            "begin with postgres://, as DATABASE does: replicas are PostgreSQL's.",
        ),
        "leaked_passwords": (
            not config.leaked_passwords or os.path.isfile(config.leaked_passwords),
            "there is no such file.",
        ),
        "log": (config.log in {"line", "json"}, "line or json."),
        "security_contact": (
            all(contact.startswith(("mailto:", "https://", "tel:")) for contact in config.security_contact),
            "write mailto:security@allmende.example or the https:// address of a form.",
        ),
        "metrics": (not config.metrics or len(config.metrics) >= 16, "take at least 16 letters that nobody guesses."),
        "backup_at": (
            not config.backup_at or bool(TIME.fullmatch(config.backup_at)),
            "write hours and minutes, such as 03:30.",
        ),
        "backup_keep": (config.backup_keep > 0, "keep one at least."),
        "backup_recipient": (
            not config.backup_recipient or config.backup_recipient.startswith("age1"),
            "write the public key, which begins with age1; the other one stays with you.",
        ),
    }


def _host_of(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _is_origin(url: str) -> bool:
    """Whether it is scheme and host, with a port that can be one or none, and nothing behind."""
    try:
        parts = urlsplit(url)
        is_plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and is_plain and parts.port != 0
    except ValueError:
        return False


def _is_database(address: str) -> bool:
    parts = urlsplit(address)
    pool = parse_qs(parts.query).get("pool", ["1"])[0]
    if not pool.isascii() or not pool.isdecimal() or not 1 <= int(pool) <= 100:
        return False
    return not address or (parts.scheme in {"sqlite", "postgres", "postgresql"} and bool(parts.path.strip("/")))


def _is_postgres(address: str) -> bool:
    return _is_database(address) and urlsplit(address).scheme in {"postgres", "postgresql"}


def _is_store(address: str) -> bool:
    if "://" not in address:
        return True
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname and parts.username and parts.password and parts.path.strip("/"))
        return parts.scheme in {"s3", "s3+http"} and is_whole and parts.port != 0
    except ValueError:
        return False


def _is_mailbox(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname and parts.username and parts.password)
        return is_whole and parts.port != 0 and (parts.scheme == "imaps" or _is_here(parts))
    except ValueError:
        return False


def _is_here(parts: SplitResult) -> bool:
    """Without encryption only on this machine."""
    return parts.scheme == "imap" and parts.hostname in {"localhost", "127.0.0.1"}


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
