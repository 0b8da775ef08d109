"""What the tests need from outside of Python: Chromium, and a PostgreSQL of their own that is thrown away."""

import glob
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_SHELL = "chromium-headless-shell"
"""Draws and runs pages as the whole does, at half the processor time; it can install nothing."""
CHROMIUM_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
POSTGRESQL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
UNSAFE_BUT_FAST = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"),
    *("checkpoint_timeout=1h", "max_wal_size=4GB", "jit=off"),
)
PLANS_AS_WRITTEN = ("join_collapse_limit=1", "from_collapse_limit=1")
"""Joins in the order in which they are asked for: on tables with a few rows, looking for a better one takes longer than the work."""
PATIENCE = 30.0


def chromium(*, whole: bool = False) -> str | None:
    """Where a Chromium can be started, if it needn't be a `whole` one then that without windows and menus; None if there is none."""
    found = (shutil.which(name) for name in (*([] if whole else [CHROMIUM_SHELL]), *CHROMIUM_NAMES))
    places = (place for place in CHROMIUM_PLACES if os.access(place, os.X_OK))
    return next((path for path in (*found, *places) if path), None)


def postgresql() -> Path | None:
    """The folder of PostgreSQL's own programs, the newest one; None if there is none."""
    folders = sorted((path for place in POSTGRESQL_PLACES for path in glob.glob(place)), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    candidates = [Path(folder) for folder in folders] + ([Path(on_path).parent] if on_path else [])
    return next((path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _version(path: str) -> list[int]:
    return [int(part) for part in "".join(c if c.isdigit() else " " for c in path).split()]


def install(*packages: str) -> bool:
    """Install Debian packages where we may (root, apt-get); say whether that worked."""
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages])
    return all(
        subprocess.run(command, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode == 0
        for command in commands
    )


@dataclass
class Cluster:
    """A PostgreSQL on loopback that can be stopped and started: its programs, folder, settings, and who runs it."""

    programs: Path
    folder: Path
    settings: tuple[str, ...]
    user: str | None
    port: int
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Its address, without a database's name."""
        return f"postgres://postgres@127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        self.server = subprocess.Popen(
            [
                str(self.programs / "postgres"),
                "-D",
                str(self.folder / "data"),
                "-p",
                str(self.port),
                "-k",
                str(self.folder),
            ]
            + [part for setting in ("listen_addresses=127.0.0.1", *self.settings) for part in ("-c", setting)],
            user=self.user,
            cwd="/",
            start_new_session=True,  # Ctrl-C ends the tests first, then this
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _await(self.programs, self.port, self.server)

    def stop(self) -> None:
        """Stop it immediately: without an orderly end, as if it had crashed."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(PATIENCE)


@contextmanager
def own_cluster(programs: Path, settings: tuple[str, ...] = (), inside: Path | None = None) -> Iterator[Cluster]:
    """Run a PostgreSQL of one's own, with its data inside a folder, for as long as the block."""
    user = "postgres" if os.geteuid() == 0 else None
    # Not in a folder that is ours alone: whoever runs it must come in.
    folder = Path(tempfile.mkdtemp(prefix="allmende-postgresql-", dir=inside or ("/tmp" if user else None)))
    cluster = Cluster(programs, folder, settings, user, free_port())
    try:
        if user:
            shutil.chown(folder, user)
        _initialise(programs, folder / "data", user)
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throw_away_cluster(programs: Path, settings: tuple[str, ...] = ()) -> Iterator[str]:
    """Run a PostgreSQL whose data are worth nothing for as long as the block; yield its address without a database's name."""
    with own_cluster(programs, (*UNSAFE_BUT_FAST, *settings)) as cluster:
        yield cluster.address


@contextmanager
def replica_of(programs: Path, address: str) -> Iterator[Cluster]:
    """Lay a replica of a running cluster aside, which streams from there once it is started."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="allmende-replica-", dir="/tmp" if user else None))
    replica = Cluster(programs, folder, UNSAFE_BUT_FAST, user, free_port())
    try:
        if user:
            shutil.chown(folder, user)
        copy = ["-d", address, "-D", str(folder / "data"), "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"]
        subprocess.run([str(programs / "pg_basebackup"), *copy], user=user, cwd="/", check=True, capture_output=True)
        yield replica
    finally:
        replica.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(programs: Path, data: Path, user: str | None) -> None:
    """Make a cluster; in a locale that knows Unicode where the machine has one."""
    base = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    for locale in ("--locale=C.UTF-8", "--no-locale"):
        done = subprocess.run([*base, locale], user=user, cwd="/", check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return
        shutil.rmtree(data, ignore_errors=True)
    raise RuntimeError(f"PostgreSQL's initdb failed: {done.stderr.strip()}")


def free_port() -> int:
    """A port on loopback that nobody holds."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until it takes connections: it listens a moment before, and answers that it is starting up."""
    asked = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port), "-t", "1"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        if subprocess.run(asked, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start.")
