"""Speaking with a Mastodon-compatible server: the parts of its REST API that a channel needs (docs.joinmastodon.org/api)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from allmende.foundation import clock
from allmende.foundation.http import open_session
from allmende.foundation.sealing import unseal
from allmende.observers.channels.models import Channel

SCOPES = "read:accounts read:statuses read:notifications write:statuses write:media"
PURPOSE = "channel"
"""What secrets of channels are sealed for."""
LONGEST_REST = 86_400
OWN_STATUSES = 40
MOST_REPLIES = 200
"""Replies to one status that are read at a time."""


@dataclass(frozen=True)
class Answer:
    """What a server answered: its status (0: none came), the JSON in it, and for how many seconds it wants rest."""

    status: int
    body: Any = None
    rest: int = 0

    @property
    def is_good(self) -> bool:
        """Whether it did what was asked."""
        return 200 <= self.status < 300

    def says(self, *names: str) -> tuple[str, ...] | None:
        """Return these values of a good answer as text; None where the server left one out."""
        if not (self.is_good and isinstance(self.body, dict) and all(self.body.get(name) for name in names)):
            return None
        return tuple(str(self.body[name])[:500] for name in names)


def base_of(host: str) -> str:
    """Return scheme and host of a server; without encryption only where the operator named it as one inside."""
    return f"{'http' if host.partition(':')[0] in settings.PRIVATE_HOSTS else 'https'}://{host}"


def ask(method: str, host: str, path: str, *, token: str = "", **kwargs: Any) -> Answer:
    """Ask a server once. Nothing is raised: what can't be reached has the status 0."""
    headers = kwargs.pop("headers", {}) | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with open_session() as session:
            answer = session.request(method, base_of(host) + path, headers=headers, allow_redirects=False, **kwargs)
            body = answer.json() if "json" in answer.headers.get("Content-Type", "") else None
    except (OSError, ValueError):  # what requests raises is an OSError, what is no JSON a ValueError
        return Answer(0)
    return Answer(answer.status_code, body, _rest(answer.headers) if answer.status_code in {429, 503} else 0)


def _rest(headers: Any) -> int:
    """Seconds until a server listens again: `Retry-After`, or Mastodon's `X-RateLimit-Reset` (ISO 8601); a day at most."""
    after = headers.get("Retry-After", "")
    if after.isascii() and after.isdigit() and len(after) < 9:
        return min(int(after), LONGEST_REST) or 1
    try:
        reset = datetime.fromisoformat(headers.get("X-RateLimit-Reset", ""))
        seconds = int((reset - clock.now()).total_seconds()) + 1
    except (ValueError, TypeError):
        return 60
    return min(max(seconds, 1), LONGEST_REST)


def register(host: str, back: str, website: str) -> Answer:
    """Make ourselves known to a server as an application."""
    data = {"client_name": "Allmende", "redirect_uris": back, "scopes": SCOPES, "website": website}
    return ask("POST", host, "/api/v1/apps", data=data)


def sign_in_url(channel: Channel, back: str, state: str, challenge: str) -> str:
    """Return where somebody lets us post in the name of an account (authorization code with PKCE)."""
    asked = {
        "response_type": "code", "client_id": channel.client_id, "redirect_uri": back, "scope": SCOPES, "state": state,
        "code_challenge": challenge, "code_challenge_method": "S256", "force_login": "true",
    }  # fmt: skip
    return f"{base_of(channel.host)}/oauth/authorize?{urlencode(asked)}"


def token_for(channel: Channel, code: str, back: str, verifier: str) -> Answer:
    """Exchange the code that somebody brought back for a token."""
    data = {
        "grant_type": "authorization_code", "code": code, "client_id": channel.client_id, "scope": SCOPES,
        "client_secret": unseal(PURPOSE, channel.client_secret), "redirect_uri": back, "code_verifier": verifier,
    }  # fmt: skip
    return ask("POST", channel.host, "/oauth/token", data=data)


def revoke(channel: Channel) -> Answer:
    """Give a token back."""
    secret, token = unseal(PURPOSE, channel.client_secret), unseal(PURPOSE, channel.token)
    data = {"client_id": channel.client_id, "client_secret": secret, "token": token}
    return ask("POST", channel.host, "/oauth/revoke", data=data)


def account_of(host: str, token: str) -> Answer:
    """Ask whose token it is."""
    return ask("GET", host, "/api/v1/accounts/verify_credentials", token=token)


def speak(channel: Channel, method: str, path: str, **kwargs: Any) -> Answer:
    """Ask a channel's server in the name of its account."""
    return ask(method, channel.host, path, token=unseal(PURPOSE, channel.token), **kwargs)


def put_up(channel: Channel, key: str, status: dict[str, Any]) -> Answer:
    """Post a status; the same key again within an hour is the same status."""
    headers = {"Idempotency-Key": key}
    return speak(channel, "POST", "/api/v1/statuses", json=status | {"visibility": "public"}, headers=headers)


def put_right(channel: Channel, remote: str, status: dict[str, Any]) -> Answer:
    """Change a status."""
    return speak(channel, "PUT", f"/api/v1/statuses/{remote}", json=status)


def take_down(channel: Channel, remote: str) -> Answer:
    """Delete a status."""
    return speak(channel, "DELETE", f"/api/v1/statuses/{remote}")


def hang_up(channel: Channel, name: str, content: bytes, media_type: str, alt: str) -> Answer:
    """Upload a picture with its words."""
    files = {"file": (name, content, media_type)}
    return speak(channel, "POST", "/api/v2/media", files=files, data={"description": alt})


def own_status_with(channel: Channel, url: str) -> dict[str, Any] | None:
    """Return the account's latest status in which an address stands; None where there is none, or the server does not say."""
    answer = speak(
        channel, "GET", f"/api/v1/accounts/{channel.account_id}/statuses", params={"limit": OWN_STATUSES, "exclude_reblogs": "true"}
    )  # fmt: skip
    found = (row for row in rows_of(answer.body) if url in str(row.get("content", "")))
    return next(found, None)


def replies_to(channel: Channel, remote: str) -> Answer:
    """Ask what was answered to a status, at whatever depth."""
    return speak(channel, "GET", f"/api/v1/statuses/{remote}/context")


def mentions_since(channel: Channel) -> Answer:
    """Ask who named the account since the last time."""
    asked = {"types[]": "mention", "limit": 40, **({"since_id": channel.seen} if channel.seen else {})}
    return speak(channel, "GET", "/api/v1/notifications", params=asked)


def rows_of(body: Any) -> Iterable[dict[str, Any]]:
    """Return the objects of a list that a server sent, whatever it sent."""
    return [row for row in body[:MOST_REPLIES] if isinstance(row, dict)] if isinstance(body, list) else []
