"""Typed configuration: read once from the environment or a file, every setting with a sentence, nonsense refused."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

PREFIX = "ALLMENDE_"
NOT_SETTINGS = {"ALLMENDE_CONFIG", "ALLMENDE_SHARED", "ALLMENDE_PYTHON"}


class ConfigError(Exception):
    """What is wrong with the configuration, a sentence per setting."""


def setting(sentence: str, default: Any = MISSING) -> Any:
    """Declare a setting of `Config`: what it means, and what holds without it."""
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True)
class Config:
    """All that an operator can set; `ALLMENDE_<NAME>` in the environment, or `NAME_FILE` for what is secret."""

    data: Path = setting("Folder for the database, files and keys.", Path("var"))
    database: str = setting("postgres://user:password@host:port/name, or sqlite:///path; empty: SQLite in the data folder.", "")
    url: str = setting("Where people reach this node, with scheme and port.", "http://localhost:8000")
    media_url: str = setting("A second origin for uploaded files, so that they never run beside pages; empty: on this machine 127.0.0.1.", "")
    hosts: tuple[str, ...] = setting("Further host names that are answered, separated by commas.", ())
    mail: str = setting("Outgoing mail: smtp://user:password@host:port, smtps:// or file:///folder; empty: files in the data folder.", "")
    mail_from: str = setting("Sender of mails.", "Allmende <allmende@localhost>")
    language: str = setting("The language of this node where nobody said otherwise: de, en or it.", "de")
    zone: str = setting("The IANA time zone of this node where nobody said otherwise.", "Europe/Berlin")
    rooms: tuple[str, ...] = setting("The rooms that are open, separated by commas; empty: all.", ())
    demo: bool = setting("Let visitors sign in as a persona of the demo community.", False)
    debug: bool = setting("Show details of errors in the browser; never on a machine that others reach.", False)
    worker: bool = setting("Let `allmende serve` run the worker too.", True)
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
            near = difflib.get_close_matches(key, known, 1)
            problems.append(f"{key} is no setting." + (f" Did you mean {near[0]}?" if near else ""))
            continue
        try:
            raw = text if name == key else Path(text).read_text(encoding="utf-8").strip()
            clean[known[name].name] = _parse(raw, hints[known[name].name])
        except (ValueError, OSError) as error:
            problems.append(f"{key}: {error} ({known[name].metadata['sentence']})")
    config = Config(**clean)
    problems += _nonsense(config)
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


def _nonsense(config: Config) -> list[str]:
    """Say what can't work together or at all."""
    problems = []
    for name in ("url", "media_url"):
        value = getattr(config, name)
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
            problems.append(f"{PREFIX}{name.upper()}: write scheme and host only, such as https://allmende.example.")
    if config.database and urlsplit(config.database).scheme not in {"sqlite", "postgres", "postgresql"}:
        problems.append(f"{PREFIX}DATABASE: begin with sqlite:/// or postgres://.")
    if config.mail and urlsplit(config.mail).scheme not in {"smtp", "smtps", "file"}:
        problems.append(f"{PREFIX}MAIL: begin with smtp://, smtps:// or file:///.")
    if config.language not in {"de", "en", "it"}:
        problems.append(f"{PREFIX}LANGUAGE: de, en or it.")
    if config.demo and urlsplit(config.url).hostname not in {"localhost", "127.0.0.1"}:
        problems.append(f"{PREFIX}DEMO: anyone could sign in as anyone; only with a URL on localhost.")
    return problems
