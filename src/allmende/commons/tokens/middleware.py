"""A program shows its token in the header `Authorization` (RFC 6750), in the API and nowhere else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from allmende.commons.tokens.commands import note_use
from allmende.commons.tokens.queries import find_token, grant_of, reader_for
from allmende.foundation.problems import is_for_programs
from allmende.identity.accounts.sessions import SessionStore
from allmende.identity.actors.models import Guest


class TokenMiddleware:
    """Sets `request.grant`: what the token opens, None without one; and who reads, in the place of any session.

    A token that isn't good leaves a guest and `request.is_token_refused`: the API says so, whatever was asked for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.grant, request.is_token_refused = None, False  # type: ignore[attr-defined]
        if is_for_programs(request) and "Authorization" in request.headers:
            _forget_session(request)
            _read(request)
        return self.get_response(request)


def _forget_session(request: HttpRequest) -> None:
    """Whoever shows a token is asked by nothing else: no cookie that came along lends it more."""
    request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
    request.session, request.user = SessionStore(), AnonymousUser()


def _read(request: HttpRequest) -> None:
    scheme, _space, secret = request.headers["Authorization"].partition(" ")
    token = find_token(secret.strip()) if scheme.lower() == "bearer" else None
    if token is None:
        request.actor, request.is_token_refused = Guest(), True  # type: ignore[attr-defined]
        return
    note_use(token)
    request.actor, request.grant = reader_for(token), grant_of(token)  # type: ignore[attr-defined]
