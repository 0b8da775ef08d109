"""What the operations of all rooms share: who calls, how lists go on, what makes a repetition harmless, what a problem is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Field, Header, Schema
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from allmende.foundation.verdicts import Refused

MOST_PER_PAGE = 100

IdempotencyKey = Header(
    ...,
    alias="Idempotency-Key",
    min_length=1,
    max_length=100,
    pattern=r"^[!-~]+$",
    description="Chosen by the caller for this one intent, such as a UUID: the same request with the same key is done once.",
)


class Fault(Schema):
    """One thing that is wrong in what was sent."""

    pointer: str = Field(description="JSON pointer into the body, or the name of the parameter.", examples=["#/title"])
    detail: str = Field(examples=["Give your contribution a title."])


class Problem(Schema):
    """Problem details (RFC 9457); `detail` and `errors` are sentences in the caller's language."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Gone"])
    status: int = Field(examples=[410])
    detail: str = Field("", examples=["The time for handing in ended on 9 March 2026, 13:00."])
    instance: str = Field(examples=["/api/v1/calls/a-cooler-schoolyard/contributions"])
    errors: list[Fault] = []


class Amount(Schema):
    """Money as a whole number of minor units (cents) and its currency (ISO 4217)."""

    model_config = {"extra": "forbid"}

    minor: int = Field(ge=1, le=10**13, strict=True, examples=[125_050])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])


class Session(APIKeyCookie):
    """Signed in on the web pages: their session's cookie, and with what changes something the token of a page."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """Return who calls. Raises Refused: 401 for guests, 403 without the token."""
        if request.actor.is_guest:  # type: ignore[attr-defined]
            raise Refused(_("Sign in to take part."), 401)
        if check_csrf(request):
            raise Refused(_("The header X-CSRFToken is missing or wrong: take it from a page of this session."), 403)
        return request.actor  # type: ignore[attr-defined]

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Never asked: the session was read before."""
        raise NotImplementedError


def link_next(request: HttpRequest, response: HttpResponse, **cursor: str) -> str:
    """Name the following page in the header `Link` (RFC 8288), and return its address."""
    query = request.GET.dict() | cursor
    url = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    response.headers["Link"] = f'<{url}>; rel="next"'
    return url
