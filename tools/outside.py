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
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
POSTGRESQL_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
PATIENCE = 30.0


def chromium() -> str | None:
    """Where a Chromium can be started; None if there is none."""
    found = (shutil.which(name) for name in CHROMIUM_NAMES)
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


@contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """Run a PostgreSQL on loopback for as long as the block; yield its address without a database's name."""
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="allmende-postgresql-"))
    server = None
    try:
        if user:
            shutil.chown(folder, user)
        _initialise(programs, folder / "data", user)
        port = free_port()
        server = subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), "-k", str(folder)]
            + [part for setting in ("listen_addresses=127.0.0.1", *UNSAFE_BUT_FAST) for part in ("-c", setting)],
            user=user,
            cwd="/",
            start_new_session=True,  # Ctrl-C ends the tests first, then this
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _await(port, server)
        yield f"postgres://postgres@127.0.0.1:{port}"
    finally:
        if server and server.poll() is None:
            server.send_signal(signal.SIGQUIT)  # nothing in it is worth an orderly end
            server.wait(PATIENCE)
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


def _await(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("PostgreSQL did not start.")
