"""Until its opening day a community is its founders' and booked tours' alone; everyone else meets one page, wherever they knock."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from allmende.commons.spaces.closed import shut_out_of
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import may_enter
from allmende.foundation.problems import is_for_programs, problem
from allmende.people.welcome.queries.passes import COOKIE, is_pass
from allmende.surfaces.web.founding.threshold import closed_page

OPEN_NAMESPACES = frozenset({"founding", "mfa", "socialaccount", "consent"})
OPEN_ROUTES = frozenset(
    {
        *("manifest", "app_icon", "service_worker", "offline", "speculation", "token"),
        *("language", "imprint", "terms", "icon", "privacy", "security", "security_txt", "personas"),
        *("welcome:path", "welcome:agreements", "welcome:entry", "welcome:commit", "welcome:tours", "welcome:tour"),
        *("welcome:tour_asked", "welcome:booking", "welcome:booking_confirmation", "welcome:booking_removal"),
        *("welcome:visit", "welcome:subscribe", "welcome:subscribe_asked", "welcome:subscription"),
        *("welcome:subscription_confirmation", "welcome:subscription_removal"),
        *("nominations:ask", "nominations:asked", "nominations:request", "nominations:confirm", "nominations:standing"),
        *("notices:stop", "notices:stop_removal"),
        *("nominations:invitation", "nominations:acceptance", "nominations:refusal"),
    }
)
"""What stands on the threshold: signing in, what binds us by law, asking to come in, booking a tour, the way of whoever was admitted."""
SIGN_IN = "/accounts/"


class FoundingMiddleware:
    """Lets only those into a community in its founding phase who belong to it or have a tour's pass.

    The one place that says so: it stands before every page, feed and operation of the API, also those that do not exist.
    What is answered meanwhile is kept nowhere. Under the host of another community of the node nothing of it is there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        root: Space | None = request.space  # type: ignore[attr-defined]
        if root is not None and root.some_are_closed:  # type: ignore[attr-defined]
            request.actor.shut_out = shut_out_of(request.actor, root)  # type: ignore[attr-defined]
        if root is None or not root.is_founding:
            return self.get_response(request)
        answer = self.get_response(request) if _comes_in(request, root) else _threshold(request, root)
        answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


def _comes_in(request: HttpRequest, root: Space) -> bool:
    return (
        _stands_outside(request, root)
        or bool(may_enter(request.actor, root))  # type: ignore[attr-defined]
        or is_pass(request.COOKIES.get(COOKIE, ""), root)
    )


def _stands_outside(request: HttpRequest, root: Space) -> bool:
    """Whether what is asked for stands on the threshold, before the door."""
    if request.path_info.startswith(SIGN_IN):
        return True
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return False
    if match.view_name == "space_look":
        return match.kwargs.get("slug") == root.slug
    if match.view_name == "file":
        return root.logo is not None and match.kwargs.get("file_id") == root.logo
    return match.view_name in OPEN_ROUTES or bool(OPEN_NAMESPACES & set(match.namespaces))


def _threshold(request: HttpRequest, root: Space) -> HttpResponse:
    if is_for_programs(request):
        return problem(request, 403, str(getattr(may_enter(request.actor, root), "reason", "")))  # type: ignore[attr-defined]
    return closed_page(request, root)
