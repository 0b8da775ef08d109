"""Other machines: a mail server (and what is sent there), and a line between people and the node that breaks after the node has done its work."""

from __future__ import annotations

import random
import socket
import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes

from django.db import transaction

from allmende.foundation.mail.commands import post
from allmende.foundation.mail.letterhead import NODE


class _Quiet(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request, client_address) -> None:
        """Whoever is killed in the middle of a sentence is no news here."""


@contextmanager
def _serving(handler: type[socketserver.BaseRequestHandler], about: object) -> Iterator[int]:
    with _Quiet(("127.0.0.1", 0), handler) as server:
        server.about = about
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@dataclass
class Mailbox:
    """What a mail server took: each mail's Message-ID and subject, as often as it came."""

    port: int = 0
    taken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def kept(self) -> Counter[str]:
        """How many different mails there are of each subject, to a server that shows each Message-ID once."""
        return Counter(subject for _id, subject in set(self.taken))


class _Post(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip():
            if line.upper() == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                self._take()
            elif line.upper() == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 fine\r\n")

    def _take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        if line:  # else it was cut off, and nobody has taken it
            mail = message_from_bytes(b"".join(lines))
            self.server.about.taken.append((mail["Message-ID"], " ".join(str(mail["Subject"]).split())))
            self.wfile.write(b"250 taken\r\n")


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run a mail server (RFC 5321, as much as is needed)."""
    box = Mailbox()
    with _serving(_Post, box) as box.port:
        yield box


@dataclass
class Line:
    """A line to a node that breaks with a chance of `breaking`, once the node has answered and before anyone heard it."""

    to: int
    port: int = 0
    breaking: float = 0.0
    chance: random.Random = field(default_factory=random.Random)
    broken: int = 0


class _Wire(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        line: Line = self.server.about
        with socket.create_connection(("127.0.0.1", line.to), timeout=30) as node:
            threading.Thread(target=self._forward, args=(node,), daemon=True).start()
            answer = b""
            while piece := node.recv(65536):
                answer += piece
        if answer and line.chance.random() < line.breaking:
            line.broken += 1
            return
        self.request.sendall(answer)

    def _forward(self, node: socket.socket) -> None:
        try:
            while piece := self.request.recv(65536):
                node.sendall(piece)
        except OSError:
            return


@contextmanager
def breaking_line(to: int) -> Iterator[Line]:
    """Lay a line to a node's port."""
    line = Line(to)
    with _serving(_Wire, line) as line.port:
        yield line


@transaction.atomic
def write_letter(subject: str) -> None:
    """Have the worker send a mail that is known again by its subject."""
    post("someone@example.org", "connections/mail/asked", language="en", house=NODE, name=subject, line="", url="")
