"""The media origin serves uploaded files and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import set_urlconf


class MediaHostMiddleware:
    """Gives requests to the media host their own addresses: no page, no session, no cookie answers there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0]
        if host == settings.MEDIA_HOST and host != settings.NODE_HOST:
            request.urlconf = settings.MEDIA_URLCONF  # type: ignore[attr-defined]
            set_urlconf(settings.MEDIA_URLCONF)
        return self.get_response(request)
