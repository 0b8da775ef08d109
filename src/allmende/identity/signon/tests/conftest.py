"""A provider of our own making on loopback, whose answers a test decides; and people with browsers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from allmende.identity.accounts.commands import open_account
from allmende.identity.actors.models import Actor
from allmende.identity.signon.commands import add_application, add_provider
from allmende.identity.signon.models import Provider

PASSWORD = "a meadow full of bees"
BACK = "https://forum.example.org/back"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class FakeProvider:
    """A whole OpenID Connect provider; `person` is who signs in there, `says` what it says otherwise than it should."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {
            "sub": "1",
            "name": "Ada There",
            "email": "ada@there.example",
            "email_verified": True,
        }
        self.says: dict[str, Any] = {}
        self.asked: list[str] = []
        self.client_id = "our-node"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> Any:
        """What stands at an address."""
        at = {name: f"{self.issuer}/{name}" for name in ("authorize", "token", "userinfo", "jwks")}
        if path.startswith("/.well-known"):
            return {
                "issuer": self.issuer, "authorization_endpoint": at["authorize"], "token_endpoint": at["token"],
                "userinfo_endpoint": at["userinfo"], "jwks_uri": at["jwks"],
            } | self.says.get("configuration", {})  # fmt: skip
        if path.startswith("/jwks"):
            return {
                "keys": [
                    {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())), "kid": "k", "alg": "RS256"}
                ]
            }
        if path.startswith("/token"):
            return {"access_token": "x", "token_type": "Bearer", "id_token": self.id_token()}
        return self.person | self.says.get("userinfo", {})

    def id_token(self) -> str:
        """Who signed in, signed by the key (or by another)."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.client_id, "sub": self.person["sub"], "iat": now, "exp": now + 60}
        return jwt.encode(
            claims | self.says.get("id_token", {}), self.says.get("key", KEY), "RS256", headers={"kid": "k"}
        )

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.asked.append(self.path)
                body = json.dumps(provider.answer(self.path)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.do_GET()

            def log_message(self, *words: object) -> None:
                pass

        return Handler


@pytest.fixture
def there(settings: Any) -> Iterator[FakeProvider]:
    """The provider, on a machine that we may ask."""
    settings.PRIVATE_HOSTS = frozenset({"127.0.0.1", "localhost"})
    provider = FakeProvider()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()


@pytest.fixture
def operator(db: None) -> Actor:
    """Olga, who runs this node."""
    return open_account("olga@example.org", "Olga", PASSWORD, operator=True, language="en")


@pytest.fixture
def provider(operator: Actor, there: FakeProvider) -> Provider:
    """It, entered with us."""
    return add_provider(operator, issuer=there.issuer, name="School", client_id=there.client_id, secret="hush")


@pytest.fixture
def ada(db: None) -> Any:
    """Ada's account here."""
    return open_account("ada@example.org", "Ada Berg", PASSWORD, confirmed=True, language="en").account


@pytest.fixture
def browser() -> Client:
    """A browser."""
    return Client(SERVER_NAME="localhost", headers={"accept-language": "en"})


@pytest.fixture
def forum(operator) -> Any:
    """An application, and its secret as `kept`."""
    application, secret = add_application(operator, name="Forum", redirects=BACK)
    application.kept = secret
    return application


@pytest.fixture
def ada_s(ada, browser) -> Client:
    """Ada's browser, signed in."""
    browser.force_login(ada)
    return browser
