"""Views whose libraries are heavy, loaded when one of them is first asked for; and how one leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

type View = Callable[..., HttpResponse]


def late(path: str, *, for_programs: bool = False) -> View:
    """Return a view by its dotted path, imported at its first request. `for_programs`: it proves itself otherwise than by our token."""

    def view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = import_string(path)(request, *args, **kwargs)
        return answer

    view.csrf_exempt = for_programs  # type: ignore[attr-defined]
    return view


def leaving(view: View) -> View:
    """Lead to another host by a page of ours instead of a redirect after a form.

    Our content security policy lets forms go to ourselves alone, and browsers hold every redirect that follows against it.
    """

    @wraps(view)
    def with_a_page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        target = answer.headers.get("Location", "")
        host = urlsplit(target).netloc
        leads_away = answer.status_code == 302 and (
            host not in {"", request.get_host()} or not target.startswith(("/", "http"))
        )
        if not leads_away or (request.method == "GET" and not _comes_from_us(request)):
            return answer
        page = render(request, "signon/leaving.html", {"target": target, "host": host or urlsplit(target).scheme})
        page.headers["Cache-Control"] = "no-store"
        return page

    return with_a_page


def _comes_from_us(request: HttpRequest) -> bool:
    return urlsplit(request.headers.get("Referer", "")).netloc == request.get_host()
