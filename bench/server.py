"""Servers that are measured: started, watched, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ALLMENDE = str(Path(__file__).resolve().parent.parent / "allmende")
SERVE = [ALLMENDE, "serve", "--no-worker", "--processes", "2"]
GRANIAN = [
    str(Path(sys.executable).with_name("granian")),
    "--interface",
    "wsgi",
    "--workers",
    "2",
    "--blocking-threads",
    "8",
]


@dataclass(frozen=True)
class Server:
    """A server that runs: its address, its first process, and how long it took until it listened (seconds)."""

    address: str
    process: int
    started: float

    @property
    def processes(self) -> list[int]:
        """Its processes, the first one and all that came of it."""
        found = [self.process]
        for each in found:
            try:
                for task in Path(f"/proc/{each}/task").iterdir():
                    found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue
        return found

    def worked(self) -> float:
        """The milliseconds of processor time that its processes have used (from /proc; 0 where there is none)."""
        total = 0
        for each in self.processes:
            try:
                stat = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += int(stat[11]) + int(stat[12])
        return total * 1000 / os.sysconf("SC_CLK_TCK")

    def memory(self) -> tuple[float, float]:
        """The megabytes that its processes hold, what they share counted once (PSS; where it is not told, RSS); and of these the files'.

        What is mapped of files, the database above all, is the system's own memory of them: it is given up where memory is wanted.
        """
        total = files = 0
        for each in self.processes:
            try:
                lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
                told = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
                total, files = total + told["Pss"], files + told.get("Pss_File", 0)
            except (OSError, KeyError):
                total += _resident(each)
        return total / 1000, files / 1000


def _resident(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)


@contextmanager
def serving(command: list[str], environment: dict[str, str] | None = None) -> Iterator[Server]:
    """Run a server on a free port for as long as the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    environment = os.environ | {"PYTHONPATH": "src"} | (environment or {})
    process = subprocess.Popen([*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if process.poll() is not None or time.monotonic() > began + 180:
                raise RuntimeError(f"{command[0]} did not start.")
            time.sleep(0.02)
        yield Server(f"http://localhost:{port}", process.pid, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(20)
