"""A node in processes of its own, on the test's own database and files: started, killed, told where to die."""

from __future__ import annotations

import http.client
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from allmende.foundation import testing
from tests.faults import dying
from tools.outside import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0
_serials = itertools.count(1)


def until(
    holds: Callable[[], object], what: str, seconds: float = PATIENCE, why: Callable[[], str] = lambda: ""
) -> float:
    """Wait until something holds; return the seconds that took."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + seconds, f"waited {seconds:g} s in vain until {what}: {why()}"
        time.sleep(0.05)
    return time.monotonic() - began


def environment(**more: str) -> dict[str, str]:
    """The environment of a process of this node: the test's own database, folder and keys."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALLMENDE_")}
    return kept | {
        "ALLMENDE_DATABASE": testing._own_database(),
        "ALLMENDE_DATA": str(settings.DATA),
        "ALLMENDE_API_PER_MINUTE": "0",
        "ALLMENDE_PREVIEWS": "no",
        "ALLMENDE_PRIVATE_HOSTS": "127.0.0.1,localhost",
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        **more,
    }


@dataclass
class Node:
    """`allmende serve` with two web processes and a worker; `more` is what its environment has besides.

    If it ends without having been told to, it is started again after a second, as `deploy/allmende.service` has it: it does so
    when one of its web processes died twice within a few seconds.
    """

    log: Path
    more: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    surroundings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    said: IO[bytes] | None = None
    over: threading.Event = field(default_factory=threading.Event)

    def start(self, command: str = "serve") -> float:
        """Start it; return after how many seconds people can come."""
        self.said, self.over = self.said or self.log.open("ab"), threading.Event()
        self.surroundings = environment(**self.more)
        self.process = self._begin(command)
        threading.Thread(target=self._keep, args=(command, self.over), daemon=True).start()
        return until(self.is_ready, "the node is ready") if command == "serve" else 0.0

    def _begin(self, command: str) -> subprocess.Popen[bytes]:
        arguments = ["--port", str(self.port), "--processes", "2", "--no-streams"] if command == "serve" else []
        return subprocess.Popen(
            [sys.executable, "-m", "allmende.surfaces.cli", command, *arguments],
            env=self.surroundings, stdout=self.said, stderr=self.said, start_new_session=True,
        )  # fmt: skip

    def _keep(self, command: str, over: threading.Event) -> None:
        while not over.wait(0.2):
            if self.process is not None and self.process.poll() is not None and not over.wait(1):
                self.process = self._begin(command)

    def is_ready(self) -> bool:
        """Whether people may be sent there."""
        return self.ask("/health/ready")[0] == 200

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a page: status (0: nobody answers), headers, body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request("GET", path, headers={"Host": f"localhost:{self.port}", **headers})
            answer = line.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, {}, b""
        finally:
            line.close()

    def die_at(self, role: str, point: str, number: int) -> None:
        """Order a process to kill itself the next time but `number` that it passes a point."""
        draft = dying.order(Path(settings.DATA)).with_suffix(".draft")
        draft.write_text(f"{role} {point} {number} {next(_serials)}")
        draft.rename(dying.order(Path(settings.DATA)))

    def has_died(self) -> bool:
        """Whether the order was carried out."""
        return not dying.order(Path(settings.DATA)).exists()

    def spare(self) -> None:
        """Take an order back that nobody came to."""
        dying.order(Path(settings.DATA)).unlink(missing_ok=True)

    def processes(self) -> list[int]:
        """All its processes but the first."""
        found = [self.process.pid] if self.process else []
        for each in found:
            try:
                for task in Path(f"/proc/{each}/task").iterdir():
                    found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue
        return found[1:]

    def kill(self) -> None:
        """End all its processes at once, as when the power fails."""
        self.over.set()
        if self.process is None:
            return
        for each in [self.process.pid, *self.processes()]:
            try:
                os.kill(each, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(10)
        self.process = None

    def stop(self) -> None:
        """Stop it in order."""
        self.over.set()
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None
        if self.said:
            self.said.close()


def allmende(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one of the house's commands beside the node."""
    return subprocess.run(
        [sys.executable, "-m", "allmende.surfaces.cli", *arguments],
        env=environment(**more), capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def vendor() -> str:
    """The database at hand."""
    return str(connection.vendor)
