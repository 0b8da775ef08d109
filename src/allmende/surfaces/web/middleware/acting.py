"""Acting for someone: their eyes and hands for half an hour, with what must be one's own locked away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from allmende.foundation.journal.hands import lend_hands
from allmende.foundation.verdicts import Refused, require
from allmende.people.arrivals.queries.acting import acting_now
from allmende.people.arrivals.rules import may_act_for, may_do_for_another
from allmende.people.arrivals.views.acting import SESSION_KEY
from allmende.surfaces.web.middleware.refusals import RefusalMiddleware

OWN = (
    *(
        "allauth",
        "allmende.identity",
        "allmende.commons.consent",
        "allmende.commons.agreements",
        "allmende.surfaces.web.account",
    ),
    *("allmende.surfaces.backoffice", "allmende.rooms.calls.views.ballots", "allmende.rooms.posts.views.by_mail"),
    *("allmende.rooms.calls.views.rights", "allmende.rooms.calls.views.rating", "allmende.rooms.calls.views.jury"),
    *(
        "allmende.people.arrivals",
        "allmende.people.nominations",
        "allmende.people.desk",
        "allmende.commons.duties",
        "allmende.people.welcome",
    ),
    *("allmende.people.reasons", "allmende.commons.tokens", "allmende.commons.sheets", "allmende.surfaces.web.ladder"),
    *(
        "allmende.observers.webhooks",
        "allmende.observers.syndication",
        "allmende.observers.channels",
        "allmende.commons.mutes",
    ),
    *("allmende.observers.notices", "allmende.rooms.messages"),
)
"""Where the views live of what nobody does for another: signing in, consents, votes, offices."""
OWN_WORDS = (
    "vote",
    "ballot",
    "/support/",
    "consent",
    "agreement",
    "password",
    "account",
    "deletion",
    "privacy",
    "security",
    "guardian",
)
"""Words in the addresses of the same, wherever their views live."""
OPEN = ("arrivals:acting_end", "desk:here")


class ActingMiddleware:
    """While someone acts for another: `request.actor` is the person, `request.acting` says so, the journal knows both."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not (key := request.session.get(SESSION_KEY)):
            return self.get_response(request)
        own = request.actor  # type: ignore[attr-defined]
        acting = None if own.is_guest else acting_now(UUID(key), own.id)
        if acting is None or not may_act_for(own, acting.space, acting.person):
            del request.session[SESSION_KEY]
            return self.get_response(request)
        request.acting, request.actor = acting, acting.person  # type: ignore[attr-defined]
        request.actor.is_lent = True  # type: ignore[attr-defined]
        with lend_hands(acting.by_id, acting.person_id):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse what must be one's own (403)."""
        match = request.resolver_match
        if getattr(request, "acting", None) is None or match is None or match.view_name in OPEN:
            return None
        module = getattr(view, "__module__", "")
        is_ones_own = module.startswith(OWN) or any(word in match.route for word in OWN_WORDS)
        try:
            require(may_do_for_another(is_ones_own))
        except Refused as refusal:
            return RefusalMiddleware(self.get_response).process_exception(request, refusal)
        return None
