"""A Postfix of the tests' own, on loopback, in a folder that is thrown away: set up as docs/operating.md says, and as little else as possible."""

from __future__ import annotations

import os
import shutil
import smtplib
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path("/usr/lib/postfix/sbin")
PATIENCE = 30.0
DOMAIN = "allmende.example"
MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
daemon_directory = {programs}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
smtp_dns_support_level = disabled
smtpd_peername_lookup = no
alias_maps =
mydestination =
myhostname = mx.{domain}
{lines}
# whoever is not of this house is on this machine too, in a test
mynetworks = 127.0.0.9/32
default_transport = lmtp:inet:127.0.0.1:{world}
"""
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
127.0.0.1:{house} inet n - n - - smtpd -o mynetworks=127.0.0.0/8
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class Postfix:
    """One that runs: the port at which the world speaks to it, the one at which the node does, and where it writes what it does."""

    port: int
    house: int
    folder: Path

    @property
    def log(self) -> str:
        """What it wrote down."""
        return _read(self.folder)


def can_run() -> bool:
    """Whether Postfix is installed and may be started here: its master wants to be root."""
    return (PROGRAMS / "master").exists() and shutil.which("postfix") is not None and os.geteuid() == 0


def lines_of(page: str) -> str:
    """Return the lines for main.cf that a page of the documents gives."""
    block = page.partition("# main.cf")[2].partition("\n")[2].partition("```")[0]
    return "\n".join(line.strip() for line in block.splitlines() if line.strip())


@contextmanager
def running(folder: Path, lines: str, world: int) -> Iterator[Postfix]:
    """Run one with these lines of configuration; what is not for us goes by LMTP to the port `world`, as if it were everyone's mail server."""
    port, house = free_port(), free_port()
    for name in ("conf", "spool/pid", "data", "log"):
        (folder / name).mkdir(parents=True)
    for part in (folder, *folder.rglob("*")):  # Postfix comes in as users of its own, whatever this process shuts out
        part.chmod(0o755)
    shutil.chown(folder / "data", "postfix")
    (folder / "conf" / "main.cf").write_text(
        MAIN.format(folder=folder, programs=PROGRAMS, domain=DOMAIN, lines=lines, world=world)
    )
    (folder / "conf" / "master.cf").write_text(MASTER.format(port=port, house=house))
    command = ["postfix", "-c", str(folder / "conf")]
    begun = subprocess.run([*command, "start"], check=False, capture_output=True, text=True, timeout=PATIENCE)
    if begun.returncode:
        raise RuntimeError(f"Postfix does not start: {begun.stderr} {_read(folder)}")
    try:
        _wait_for(port)
        yield Postfix(port, house, folder)
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True, timeout=PATIENCE)


def _read(folder: Path) -> str:
    log = folder / "log" / "postfix.log"
    return log.read_text(errors="replace") if log.exists() else ""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), smtplib.SMTP("127.0.0.1", port, timeout=5):
            return
        time.sleep(0.1)
    raise TimeoutError("Postfix does not answer.")
