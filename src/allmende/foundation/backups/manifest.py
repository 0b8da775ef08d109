"""What stands in an archive, and what its own table of contents says of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import IO
from zipfile import ZipFile

from allmende.foundation.backups.tables import Table
from allmende.foundation.verdicts import Refused

FORMAT = 1
NAME, FILES, FORGOTTEN = "manifest.json", "files.sha256", "forgotten"


@dataclass(frozen=True)
class Held:
    """A table in the archive: its rows, their SHA-256, and the last number its database gave out for it."""

    table: Table
    rows: int
    sha256: str
    last: int | None


@dataclass(frozen=True)
class Manifest:
    """The contents: of which node, when, of which version with which migrations; every table; how many files of how many bytes.

    `files_sha256` is the digest of the list of files, which holds each one's own. `key` tells the node's master key from
    others without saying it; `has_keys` whether the keys lie in the archive.
    """

    made: str
    node: str
    version: str
    migrations: list[tuple[str, str]]
    held: list[Held]
    files: int
    bytes: int
    files_sha256: str
    key: str
    has_keys: bool
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows all tables have together."""
        return sum(held.rows for held in self.held)

    @property
    def tables(self) -> list[Table]:
        """The tables, of their names."""
        return [held.table for held in self.held]

    @property
    def summary(self) -> dict[str, tuple[int, str]]:
        """Each table's rows and digest, as `tables.summary` gives them of a database."""
        return {held.table.name: (held.rows, held.sha256) for held in self.held}


def write(archive: ZipFile, manifest: Manifest) -> None:
    """Put the table of contents into an archive."""
    archive.writestr(NAME, json.dumps(asdict(manifest), indent=1))


def read(archive: ZipFile) -> Manifest:
    """Return the table of contents. Raises Refused (422) for an archive that is of a later kind, or none of ours."""
    try:
        told = json.loads(archive.read(NAME))
        if told["format"] > FORMAT:
            raise Refused(
                "The archive is of a later version of Allmende than this one. Install that version first.", 422
            )
        held = [Held(_table(one["table"]), one["rows"], one["sha256"], one["last"]) for one in told.pop("held")]
        migrations = [(app, name) for app, name in told.pop("migrations")]
        return Manifest(**told, held=held, migrations=migrations)
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"This is no archive of Allmende's: {error}.", 422) from error


def _table(told: dict[str, list]) -> Table:
    return Table(str(told["name"]), tuple((name, kind) for name, kind in told["columns"]), tuple(told["key"]))


def listed_files(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Yield each file's digest and name, in the form of `sha256sum`."""
    with archive.open(FILES) as lines:
        for line in lines:
            digest, _, name = line.decode().rstrip("\n").partition("  ")
            yield digest, name


def rows_of(archive: ZipFile, table: Table) -> IO[bytes]:
    """Open a table's lines."""
    return archive.open(f"tables/{table.name}.jsonl")
