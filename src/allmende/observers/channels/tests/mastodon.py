"""A Mastodon-compatible server of our own on loopback, written from docs.joinmastodon.org/methods: what a channel asks, and how it fails."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

type Mood = tuple[int, dict[str, str]] | Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """What a server knows; `moods` are how it answers the next requests instead (a status with headers, or a function of the handler)."""

    host: str = ""
    tokens: set[str] = field(default_factory=lambda: {"token-1"})
    codes: dict[str, str] = field(default_factory=lambda: {"code-1": "token-1"})
    statuses: dict[str, dict[str, Any]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    mentions: list[dict[str, Any]] = field(default_factory=list)
    moods: list[Mood] = field(default_factory=list)
    asked: list[tuple[str, str, dict[str, Any], Message]] = field(default_factory=list)
    posted: Callable[[], None] = lambda: None
    """Called when a status has been posted and nobody has been told yet."""

    def put(self, text: str, **more: Any) -> str:
        """Keep a status; return its id."""
        key = str(1000 + len(self.statuses))
        url = f"https://social.example/@meadow/{key}"
        self.statuses[key] = {"id": key, "url": url, "content": f"<p>{text}</p>", "visibility": "public", **more}
        return key

    def answer(self, to: str, key: str, text: str, **more: Any) -> dict[str, Any]:
        """Let somebody on another server answer a status."""
        account = {"id": "77", "acct": "mo@hill.example", "display_name": "Mo Hill", "url": "https://hill.example/@mo"}
        row = {
            "id": key, "url": f"https://hill.example/@mo/{key}", "content": text, "visibility": "public", "language": "en",
            "in_reply_to_id": to, "account": account, **more,
        }  # fmt: skip
        self.answers.setdefault(to, []).append(row)
        return row

    def count(self, method: str, path: str) -> int:
        """How often something was asked for."""
        return sum(1 for asked, where, _body, _headers in self.asked if asked == method and where.startswith(path))


class Handler(BaseHTTPRequestHandler):
    """Speaks the REST API."""

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def do_DELETE(self) -> None:
        self._handle()

    def _handle(self) -> None:
        server: Server = self.server.known
        parts = urlsplit(self.path)
        body = self._body() | {name: values[0] for name, values in parse_qs(parts.query).items()}
        server.asked.append((self.command, parts.path, body, self.headers))
        mood = server.moods.pop(0) if server.moods else None
        if callable(mood):
            mood(self)
            return
        if mood:
            self.say(mood[0], {"error": "as told"}, mood[1])
            return
        status, said = self._answer(server, parts.path, body)
        self.say(status, said, {})

    def _answer(self, server: Server, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        if (self.command, path) == ("POST", "/api/v1/apps"):
            return 200, {"client_id": "id-1", "client_secret": "secret-1", "redirect_uri": body.get("redirect_uris")}
        if (self.command, path) == ("POST", "/oauth/token"):
            token = server.codes.pop(body.get("code", ""), None)
            is_ours = (body.get("client_id"), body.get("client_secret")) == ("id-1", "secret-1")
            return (
                (200, {"access_token": token, "token_type": "Bearer"})
                if token and is_ours
                else (400, {"error": "invalid_grant"})
            )
        if (self.command, path) == ("POST", "/oauth/revoke"):
            server.tokens.discard(body.get("token", ""))
            return 200, {}
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in server.tokens:
            return 401, {"error": "The access token was revoked"}
        return self._signed_in(server, path, body)

    def _signed_in(self, server: Server, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        if path == "/api/v1/accounts/verify_credentials":
            return 200, {"id": "42", "acct": "meadow", "url": "https://social.example/@meadow"}
        if path == "/api/v1/accounts/42/statuses":
            return 200, list(reversed(server.statuses.values()))
        if path == "/api/v1/notifications":
            since = int(body.get("since_id", 0))
            return 200, [row for row in reversed(server.mentions) if int(row["id"]) > since]
        if path == "/api/v2/media":
            key = str(len(server.media) + 1)
            server.media[key] = body.get("description", "")
            return 200, {"id": key, "type": "image"}
        if path == "/api/v1/statuses":
            return self._posted(server, body)
        key, _slash, rest = path.removeprefix("/api/v1/statuses/").partition("/")
        if key not in server.statuses:
            return 404, {"error": "Record not found"}
        if rest == "context":
            return 200, {"ancestors": [], "descendants": server.answers.get(key, [])}
        if self.command == "DELETE":
            return 200, server.statuses.pop(key)
        server.statuses[key] |= {"content": f"<p>{body['status']}</p>", "media_ids": body.get("media_ids")}
        return 200, server.statuses[key]

    def _posted(self, server: Server, body: dict[str, Any]) -> tuple[int, Any]:
        if len(body.get("status", "")) > 2000:
            return 422, {"error": "Validation failed: Text is too long"}
        key = self.headers["Idempotency-Key"]
        if key not in server.keys:
            server.keys[key] = server.put(
                body["status"], media_ids=body.get("media_ids"), language=body.get("language")
            )
            server.posted()
        return 200, server.statuses.get(server.keys[key], {})

    def _body(self) -> dict[str, Any]:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind = self.headers.get("Content-Type", "")
        if "json" in kind:
            return dict(json.loads(raw))
        if "multipart" in kind:
            description = raw.partition(b'name="description"\r\n\r\n')[2].partition(b"\r\n")[0].decode()
            return {"description": description, "size": len(raw)}
        return {name: values[0] for name, values in parse_qs(raw.decode()).items()}

    def say(self, status: int, said: Any, headers: dict[str, str]) -> None:
        """Answer with JSON."""
        content = json.dumps(said).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(content)),
            **headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def never(handler: BaseHTTPRequestHandler) -> None:
    """Accept and never answer."""
    time.sleep(30)


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler], known: Any) -> Iterator[str]:
    """Serve on loopback; yields host and port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads, server.block_on_close, server.known = True, False, known
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
