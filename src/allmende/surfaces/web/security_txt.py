"""Whom to tell of a weakness (RFC 9116): the operator's contact, the same under every host name of the node."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from allmende.foundation import clock

GOOD_FOR = timedelta(days=180)
"""How long what it says holds; the RFC asks for less than a year. It is said anew each day."""


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """The file that those look for who have found something. Raises Http404 where the operator named no contact."""
    told = settings.CONFIG
    if not told.security_contact:
        raise Http404
    languages = told.security_languages or dict.fromkeys([told.language, "en"])
    lines = [
        *(f"Contact: {contact}" for contact in told.security_contact),
        f"Expires: {clock.now() + GOOD_FOR:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {', '.join(languages)}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8")
