"""Addresses of the operations, read when the first of them is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from allmende.foundation.problems import problem
from allmende.surfaces.api.v1 import api

NOT_ALLOWED = 405


def in_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer HEAD as GET (the server leaves the body out), and a method that an address doesn't know as problem details too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        response = view(request, *args, **named)
        if response.status_code == NOT_ALLOWED and request.method == "HEAD":  # where it has no operation of its own
            request.method = "GET"
            response = view(request, *args, **named)
        if response.status_code != NOT_ALLOWED:
            return response
        said = problem(request, NOT_ALLOWED)
        said.headers["Allow"] = response.headers["Allow"]
        return said

    return wrapped


urlpatterns, _app, _namespace = api.urls
for pattern in urlpatterns:
    pattern.callback = in_problems(pattern.callback)
