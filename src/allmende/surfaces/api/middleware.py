"""What holds for every request to the API, whatever it asks for: a good token or none, readable letters, and not too often."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.foundation.areas import Grant
from allmende.foundation.limits.quotas import Policy, Use, take
from allmende.foundation.problems import is_for_programs, problem
from allmende.identity.accounts.networks import counted_network


class ApiMiddleware:
    """Answers 401 to a token that isn't good, 422 to NUL in an address, 429 to who asks too often; says in headers what is left.

    Pages of other hosts may read what everyone can (CORS): to guests' GETs the answer is open. No more than that: a preflight
    is never answered, so no page elsewhere can send a token or change anything, and no cookie ever lends it more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_for_programs(request):
            return self.get_response(request)
        uses = [take(policy, who) for policy, who in _policies(request)] if settings.API_PER_MINUTE else []
        response = _turned_away(request, uses) or self.get_response(request)
        for name, value in _headers_of(uses).items():
            response.headers[name] = value
        if request.method == "GET" and not request.headers.get("Authorization") and request.actor.is_guest:  # type: ignore[attr-defined]
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Access-Control-Expose-Headers"] = "ETag, Link, RateLimit, RateLimit-Policy, Retry-After"
        return response


def _turned_away(request: HttpRequest, uses: list[Use]) -> HttpResponse | None:
    if too_many := next((use for use in uses if use.is_too_many), None):
        sentence = ngettext(
            "Too many requests: go on in %(n)d second.", "Too many requests: go on in %(n)d seconds.", too_many.again
        )
        answer = problem(request, 429, sentence % {"n": too_many.again})
        answer.headers["Retry-After"] = str(too_many.again)
        return answer
    if request.is_token_refused:  # type: ignore[attr-defined]
        return problem(request, 401, _("This token opens nothing: it is wrong, over, or taken back."))
    if "\0" in request.path_info:
        return problem(request, 404, _("There is nothing here for you."))
    unreadable = [name for name, values in request.GET.lists() if any("\0" in part for part in (name, *values))]
    if unreadable:
        sentence = _("This has letters that don't belong here.")
        return problem(
            request,
            422,
            sentence,
            errors=[{"pointer": name.replace("\0", ""), "detail": sentence} for name in unreadable],
        )
    return None


def _policies(request: HttpRequest) -> list[tuple[Policy, str]]:
    """Return what is counted for whom: a token, and the person behind it with all of theirs; guests by their network."""
    most = settings.API_PER_MINUTE
    grant: Grant | None = request.grant  # type: ignore[attr-defined]
    actor: Any = request.actor  # type: ignore[attr-defined]
    counted = [(Policy("token", most), str(grant.token))] if grant else []
    if not actor.is_guest:
        return [*counted, (Policy("person", 2 * most), str(actor.id))]
    return counted or [(Policy("address", most), counted_network(request))]


def _headers_of(uses: list[Use]) -> dict[str, str]:
    """Return the headers of draft-ietf-httpapi-ratelimit-headers-10: what is granted, and what of it is left until when."""
    if not uses:
        return {}
    granted = ", ".join(f'"{use.policy.name}";q={use.policy.quota};w={use.policy.seconds}' for use in uses)
    left = ", ".join(f'"{use.policy.name}";r={max(use.left, 0)};t={use.again}' for use in uses)
    return {"RateLimit-Policy": granted, "RateLimit": left}
