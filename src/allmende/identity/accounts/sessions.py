"""The browsers in which someone is signed in."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from allmende.identity.accounts.models import Account


def sessions_of(account: Account) -> Iterator[Session]:
    """Yield the sessions of an account; all have to be opened for it, since what is in them is sealed."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            yield session
