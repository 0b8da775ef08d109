"""The media origin serves uploaded files and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import resolve


class MediaHostMiddleware:
    """Answers for the media host itself: no page, no session, no cookie, none of the other middleware is met there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().rsplit(":", 1)[0]
        if host != settings.MEDIA_HOST or host == settings.NODE_HOST:
            return self.get_response(request)
        try:
            match = resolve(request.path_info, urlconf=settings.MEDIA_URLCONF)
            response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        except Http404:  # no such address
            response = HttpResponseNotFound("404", content_type="text/plain")
        return response
