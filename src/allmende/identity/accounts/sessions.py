"""Sessions that know whose they are: one table both for Django and for the list that a person sees and ends."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from allmende.foundation import clock
from allmende.foundation.composed import Composed
from allmende.identity.accounts.models import Account, Session
from allmende.identity.accounts.networks import shown_network

VISIT = "visit"
"""Where a session keeps device, network, since when and seen when."""
LOOKS = timedelta(hours=1)
"""How exactly "seen last" is kept: one write an hour, not one a page."""


_stored = Composed(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data"),
    str,
    datetime,
)


class SessionStore(DatabaseStore):
    """Django's own, with what the list shows written beside the sealed data."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our table."""
        return Session

    def load(self) -> dict[str, Any]:
        """What is kept of a session that has not expired; as Django's own, by a statement composed once."""
        for (sealed,) in _stored(self.session_key, timezone.now()):  # house: by the clock that wrote its end
            return self.decode(sealed)
        self._session_key = None
        return {}

    def decode(self, session_data: str) -> dict[str, Any]:
        """What is in a sealed session; the seal of one that was seen before isn't checked again."""
        return json.loads(_opened(session_data))  # type: ignore[no-any-return]

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Write the visit into columns."""
        row: Session = super().create_model_instance(data)
        visit = data.get(VISIT) or {}
        row.account_id = data.get(SESSION_KEY)
        row.device, row.network = visit.get("device", ""), visit.get("network", "")
        row.since, row.seen = parse_datetime(visit.get("since", "")), parse_datetime(visit.get("seen", ""))
        return row


def begin_visit(sender: object, request: HttpRequest, user: Account, **others: Any) -> None:
    """Note device, network and time where someone has just signed in (a receiver of Django's `user_logged_in`).

    `request.signed_in` says it to the middleware, which lets the browser remember.
    """
    request.signed_in = user.email  # type: ignore[attr-defined]
    now = clock.now().isoformat()
    device = request.headers.get("User-Agent", "")[:200]
    request.session[VISIT] = {"device": device, "network": shown_network(request), "since": now, "seen": now}


def visit_began(request: HttpRequest) -> datetime | None:
    """Return since when someone has been signed in here, which tells their sessions apart; None outside of one."""
    visit = request.session.get(VISIT) if hasattr(request, "session") else None
    return parse_datetime(visit["since"]) if visit else None


def note_look(request: HttpRequest) -> None:
    """Keep "seen last" up to date, at most once an hour; sessions from before they were kept begin here."""
    visit = request.session.get(VISIT)
    if visit is None:
        return begin_visit(None, request, request.user)
    seen = parse_datetime(visit["seen"])
    if seen is None or clock.now() - seen > LOOKS:
        request.session[VISIT] = {**visit, "seen": clock.now().isoformat(), "network": shown_network(request)}
    return None


@lru_cache(maxsize=1000)
def _opened(sealed: str) -> str:
    """The text of a session whose seal is good; of an empty one otherwise."""
    return json.dumps(DatabaseStore().decode(sealed))
