"""A server of pages elsewhere, on this machine: kind ones and hostile ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from allmende.commons.files.testing import make_image

MEADOW = """<!doctype html><html lang="de"><head><title>Other title</title>
<meta property="og:title" content="Eine Streuobstwiese für alle"><meta property="og:description" content="Wie ein Dorf seine B&auml;ume pflegt.">
<meta property="og:site_name" content="Obstblatt"><meta property="og:image" content="/meadow.png">
<meta property="og:video" content="https://elsewhere.example/evil"></head><body><title>late</title></body></html>"""


class Elsewhere(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        getattr(self, self.path.strip("/").split("?")[0].replace(".", "_"), self.nothing)()

    def meadow(self) -> None:
        self.send(MEADOW.encode())

    def meadow_png(self) -> None:
        self.send(make_image(1200, 630), "image/png")

    def bomb_png(self) -> None:
        import struct
        import zlib

        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
        self.send(
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\0" * 900_000))
            + chunk(b"IEND", b""),
            "image/png",
        )

    def bomb(self) -> None:
        self.send(MEADOW.replace("/meadow.png", "/bomb.png").encode())

    def script(self) -> None:
        words = '&lt;script&gt;alert(1)&lt;/script&gt;<script>alert(2)</script>"onload="x'
        self.send(f"<title>{words}</title><meta name=description content='\"><img src=x onerror=alert(3)>'>".encode())

    def latin(self) -> None:
        self.send("<title>Äpfel und Öl</title>".encode("latin-1"), "text/html; charset=iso-8859-1")

    def wrong_charset(self) -> None:
        self.send("<meta charset=rot13><title>Äpfel</title>".encode(), "text/html; charset=no-such-thing")

    def huge(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        try:
            for _ in range(100):
                self.wfile.write(b"<p>" * 33_000)
        except OSError:
            pass

    def huge_title(self) -> None:
        self.send(b"<title>" + b"word " * 50_000 + b"</title>")

    def slow(self) -> None:
        time.sleep(1)

    def circle(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/circle")
        self.end_headers()

    def inside(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://169.254.169.254/latest/meta-data")
        self.end_headers()

    def inner_picture(self) -> None:
        self.send(MEADOW.replace("/meadow.png", "http://10.0.0.1/admin.png").encode())

    def untitled(self) -> None:
        self.send(b"<p>Nothing to say</p>")

    def paper(self) -> None:
        self.send(b"%PDF-1.7", "application/pdf")

    def nested(self) -> None:
        self.send(b"<div>" * 50_000 + b"<title>Deep</title>")

    def nothing(self) -> None:
        self.send(b"<title>Gone</title>", status=404)

    def send(self, content: bytes, kind: str = "text/html; charset=utf-8", status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Any]:
    """The server, with `seen`: the paths that were asked for, and `address`."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    server.seen, server.address = [], f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
