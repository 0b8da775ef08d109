"""From nothing to the first page: how long people wait for a node that starts, and what starting takes of the processor."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from contextlib import suppress
from http.client import HTTPConnection
from statistics import median
from typing import NamedTuple

from bench.server import ALLMENDE, serving

GOAL = 2.0
"""Seconds until the first page has come."""
COMMANDS = (["--help"], ["config"], ["doctor", "--help"])


class Start(NamedTuple):
    """One start, in seconds: until it listened, until the first page had come, and the processor time of all processes until then."""

    listening: float
    page: float
    worked: float


def run(times: int) -> bool:
    """Start the whole house as people do, several times, and print; return whether the median is within the goal."""
    starts = [_serve() for _time in range(times)]
    print(f"{'':24}" + "".join(f"{name:>12}" for name in ("median s", "least s", "most s")))
    for name in Start._fields:
        taken = sorted(getattr(start, name) for start in starts)
        print(f"serve: {name:17}{median(taken):12.2f}{taken[0]:12.2f}{taken[-1]:12.2f}")
    for command in COMMANDS:
        taken = sorted(_command(command) for _time in range(times))
        print(f"{' '.join(command):24}{median(taken):12.2f}{taken[0]:12.2f}{taken[-1]:12.2f}")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    return median(start.page for start in starts) <= GOAL


def _serve() -> Start:
    began = time.monotonic()
    with serving([ALLMENDE, "serve", "--processes", "2"]) as server:
        while _status(server.address) != 200:
            time.sleep(0.01)
        return Start(server.started, time.monotonic() - began, server.worked() / 1000)


def _status(address: str) -> int:
    """Ask for the first page as a guest; 0 where nobody answers yet."""
    asked = HTTPConnection(address.removeprefix("http://").replace("localhost", "127.0.0.1"), timeout=60)
    with suppress(ConnectionError, socket.timeout):
        asked.request("GET", "/", headers={"Host": address.removeprefix("http://")})
        answer = asked.getresponse()
        answer.read()
        return answer.status
    return 0


def _command(command: list[str]) -> float:
    began = time.monotonic()
    subprocess.run([ALLMENDE, *command], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began
