"""The same data on another database, and on a disk that fills up: what a fault is to hit alone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tools import outside


@contextmanager
def pointed_at(**changes: object) -> Iterator[None]:
    """Let this process's connection lead to another database for as long as the block."""
    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(changes)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@contextmanager
def own_postgresql(inside: Path | None = None) -> Iterator[outside.Cluster]:
    """Copy the test's database into a PostgreSQL of its own, which keeps what it has committed, and lead there."""
    programs = outside.postgresql()
    assert programs, "the run on PostgreSQL has one"
    own = connection.settings_dict
    copy = [
        str(programs / "pg_dump"),
        "-Fc",
        "-h",
        str(own["HOST"]),
        "-p",
        str(own["PORT"]),
        "-U",
        str(own["USER"]),
        str(own["NAME"]),
    ]
    with outside.own_cluster(programs, ("max_wal_size=32MB",), inside) as cluster:
        there = ["-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres"]
        subprocess.run([str(programs / "createdb"), *there, "town"], check=True)
        dump = subprocess.run(copy, check=True, capture_output=True).stdout
        subprocess.run([str(programs / "pg_restore"), *there, "-d", "town", "--no-owner"], input=dump, check=True)
        with pointed_at(HOST="127.0.0.1", PORT=cluster.port, USER="postgres", PASSWORD="", NAME="town"):
            yield cluster


class Disk:
    """A small file system of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._filler = path / "filler"

    def fill(self) -> None:
        """Write until nothing more goes in."""
        with self._filler.open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """Make room again."""
        self._filler.unlink()


@contextmanager
def small_disk(path: Path, megabytes: int) -> Iterator[Disk]:
    """Mount one (tmpfs); where we may not, the test is skipped and says so."""
    path.mkdir()
    size = f"size={megabytes}m,mode=0755"
    if (
        os.geteuid()
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(path)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("no file system may be mounted here (needs root)")
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "-l", str(path)], check=True)
