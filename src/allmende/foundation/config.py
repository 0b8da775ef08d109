"""Typed configuration: read once from the environment or a file, every setting with a sentence, nonsense refused."""

from __future__ import annotations

import difflib
import os
import re
import sys
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

from allmende.foundation.nonsense import PREFIX, nonsense_in

NOT_SETTINGS = {"ALLMENDE_CONFIG", "ALLMENDE_SHARED", "ALLMENDE_PYTHON"}


class ConfigError(Exception):
    """What is wrong with the configuration, a sentence per setting."""


def setting(sentence: str, default: Any = MISSING) -> Any:
    """Declare a setting of `Config`: what it means, and what holds without it."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Config:
    """All that an operator can set; `ALLMENDE_<NAME>` in the environment, or `NAME_FILE` for what is secret."""

    data: Path = setting("Folder for the database, files and keys.", Path("var"))  # noqa: RUF009  a field, not a default
    database: str = setting(
        "postgres://user:password@host:port/name[?pool=n] (a pool of n connections for each process), or sqlite:///path; empty: "
        "SQLite in the data folder.",
        "",
    )
    url: str = setting("Where people reach this node, with scheme and port.", "http://localhost:8000")
    media_url: str = setting(
        "A second origin for uploaded files, so that they never run beside pages; empty: on this machine 127.0.0.1.", ""
    )
    stream_url: str = setting(
        "An origin whose path /stream/ a proxy leads to the port of live streams (usually the same as URL); empty: on this machine "
        "the port after the pages', elsewhere pages ask now and then.",
        "",
    )
    hosts: tuple[str, ...] = setting("Further host names that are answered, separated by commas.", ())
    mail: str = setting(
        "Outgoing mail: smtp://user:password@host:port, smtps:// or file:///folder; empty: files in the data folder.",
        "",
    )
    mail_from: str = setting("Sender of mails.", "Allmende <allmende@localhost>")
    mail_replies: str = setting(
        "Addresses that answers by mail go to, such as reply+{token}@allmende.example (see docs/mail.md); empty: mails are answered on the page.",
        "",
    )
    mail_server: str = setting(
        "The name (authserv-id) by which your mail server signs what it found out about a sender; empty: nothing is believed.",
        "",
    )
    mail_box: str = setting(
        "A mailbox to fetch answers from: imaps://user:password@host[:port][/folder]; empty: none.", ""
    )
    files: str = setting(
        "Where files are kept: a folder, or s3://key:secret@host[:port]/bucket[/prefix][?region=name] (s3+http:// without "
        "encryption, for a store on this machine); empty: the folder `files` in the data folder.",
        "",
    )
    previews: bool = setting("Look up the title and picture of pages that people link to, from this machine.", True)
    room_person: int = setting("How many megabytes of files one person may keep here; 0: as many as they like.", 1024)
    room_space: int = setting("How many megabytes of files one space may hold; 0: as many as it likes.", 20_480)
    language: str = setting("The language of this node where nobody said otherwise: de, en or it.", "de")
    zone: str = setting("The IANA time zone of this node where nobody said otherwise.", "Europe/Berlin")
    rooms: tuple[str, ...] = setting("The rooms that are open, separated by commas; empty: all.", ())
    demo: bool = setting("Let visitors sign in as a persona of the demo community.", False)
    debug: bool = setting("Show details of errors in the browser; never on a machine that others reach.", False)
    worker: bool = setting("Let `allmende serve` run the worker too.", True)
    private_hosts: tuple[str, ...] = setting(
        "Hosts inside your own network that this node may ask all the same, such as a sign-in provider of yours, separated by commas.",
        (),
    )
    backups: str = setting("Folder for backups; empty: the folder backups in the data folder.", "")
    backup_at: str = setting(
        "When a backup is made every day, in this node's time zone, such as 03:30; empty: only by hand.", ""
    )
    backup_keep: int = setting("How many of the daily backups are kept.", 7)
    backup_recipient: str = setting(
        "Public key (age1…) that daily backups are sealed for, made by `allmende backup --new-key`; empty: not sealed.",
        "",
    )
    cache: str = setting(
        "redis://host:port/0 of a Valkey or Redis that all machines share; empty: this machine alone, by a file.", ""
    )
    log: str = setting("How logs are written to standard error: line, or json.", "line")
    log_requests: bool = setting("Write a line about every request, without addresses and queries.", False)
    metrics: str = setting("Token with which Prometheus may read /metrics; empty: nobody may.", "")
    security_contact: tuple[str, ...] = setting(
        "Whom people tell of a weakness (security.txt): mailto: or https://, by commas; empty: there is none.", ()
    )
    security_languages: tuple[str, ...] = setting("Languages you read such mail in; empty: yours and English.", ())
    api_per_minute: int = setting("How many requests a minute the API answers for each caller; 0: without limit.", 600)
    leaked_passwords: str = setting(
        "A file with the SHA-1 digests of leaked passwords, in order, as haveibeenpwned.com hands out; empty: the 20,000 most common only.",
        "",
    )
    replica: str = setting(
        "postgres://user:password@host:port/name of a streaming replica of the database, from which guests read; empty: none.",
        "",
    )
    proxies: int = setting("How many reverse proxies stand in front and are believed about scheme and address.", 0)

    @property
    def media_origin(self) -> str:
        """The origin that serves uploaded files: `scheme://host[:port]`."""
        if self.media_url:
            return self.media_url.rstrip("/")
        parts = urlsplit(self.url)
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname
        return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")


def load(environment: Mapping[str, str] | None = None) -> Config:
    """Read the configuration from a mapping (default: the process's environment) and the file it names.

    Raises ConfigError with one line per unknown or unusable setting.
    """
    given = dict(os.environ if environment is None else environment)
    values = _from_file(given.get("ALLMENDE_CONFIG")) | {k: v for k, v in given.items() if k.startswith(PREFIX)}
    known = {f"{PREFIX}{f.name.upper()}": f for f in fields(Config)}
    hints, problems, clean = get_type_hints(Config), [], {}
    for key, text in values.items():
        name = key.removesuffix("_FILE") if key not in known else key
        if key in NOT_SETTINGS:
            continue
        if name not in known:
            near = difflib.get_close_matches(name.removeprefix(PREFIX), [k.removeprefix(PREFIX) for k in known], 1)
            problems.append(f"{key} is no setting." + (f" Did you mean {PREFIX}{near[0]}?" if near else ""))
            continue
        if name != key and name in values:
            problems.append(f"{name} and {key} are both given; keep one.")
            continue
        try:
            raw = text if name == key else Path(text).read_text(encoding="utf-8").strip()
            clean[known[name].name] = _parse(raw, hints[known[name].name])
        except (ValueError, OSError) as error:
            problems.append(f"{key}: {error} ({known[name].metadata['sentence']})")
    config = Config(**clean)
    problems += nonsense_in(config)
    if problems:
        raise ConfigError("\n".join(problems))
    return config


def _from_file(path: str | None) -> dict[str, str]:
    """Read NAME=value lines; blank ones and comments are passed over, the prefix may be left out."""
    if not path:
        return {}
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(f"ALLMENDE_CONFIG: {error}") from error
    found = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign:
            raise ConfigError(f"{path}, line {number}: write NAME=value.")
        found[PREFIX + name.strip().upper().removeprefix(PREFIX)] = value.strip().strip("\"'")
    return found


def _parse(text: str, kind: Any) -> Any:
    if kind is bool:
        if text.lower() not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
            raise ValueError(f"{text!r} is neither yes nor no.")
        return text.lower() in {"1", "true", "yes", "on"}
    if kind is int:
        if not re.fullmatch(r"\d{1,6}", text):
            raise ValueError(f"{text!r} is not a whole number.")
        return int(text)
    if kind is Path:
        return Path(text).expanduser()
    if kind is str:
        return text
    return tuple(part.strip() for part in text.split(",") if part.strip())


def as_markdown() -> str:
    """Return the page `docs/configuration.md`: every setting with its sentence and what holds without it."""
    lines = [
        "# Configuration",
        "",
        "Every setting is an environment variable, or a line `NAME=value` of the file that `ALLMENDE_CONFIG` names (there the",
        "prefix may be left out; blank lines and lines that begin with `#` are passed over). The environment wins. What is",
        "secret may stand in a file of its own: `ALLMENDE_DATABASE_FILE=/run/secrets/database`. An unknown name or a value that",
        "can't be is refused at start, with a sentence. `allmende config` shows what holds at present.",
        "",
        "| setting | meaning | without it |",
        "| --- | --- | --- |",
    ]
    for each in fields(Config):
        default = ",".join(each.default) if isinstance(each.default, tuple) else str(each.default)
        shown = {True: "yes", False: "no"}.get(each.default, default) if isinstance(each.default, bool) else default
        lines.append(
            f"| `{PREFIX}{each.name.upper()}` | {each.metadata['sentence']} | {f'`{shown}`' if shown else 'empty'} |"
        )
    lines += ["", "This page is made by `python -m allmende.foundation.config > docs/configuration.md`.", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
