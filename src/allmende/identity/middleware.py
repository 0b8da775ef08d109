"""Who is asking: every request carries an actor, or a guest."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from allmende.identity.accounts.known_devices import remember_device
from allmende.identity.accounts.sessions import note_look
from allmende.identity.actors.models import Guest, Reader


def reader_of(request: HttpRequest) -> Reader:
    """Return the actor of the signed-in account, or a guest."""
    if request.user.is_authenticated:
        return request.user.actor
    return Guest(language=get_language() or "")


class ReaderMiddleware:
    """Sets `request.actor`: at once where there is a session, else a guest, whose language is known once it is asked for.

    After a sign-in the device is remembered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.actor = reader_of(request)  # type: ignore[attr-defined]
        else:
            request.actor = SimpleLazyObject(lambda: reader_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            note_look(request)
        if address := getattr(request, "signed_in", ""):
            remember_device(request, response, address)
        return response
