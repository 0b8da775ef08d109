"""What people see when a page is missing or something broke: a page, or a notice where htmx asked for a part of one."""

from __future__ import annotations

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from allmende.foundation.problems import is_for_programs, problem

logger = logging.getLogger("allmende.failures")

BESIDE = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
"""Where htmx puts what failed: beside the page, so that nothing is swapped away and no words get lost."""

AWAY = ("database is locked", "unable to open database", "disk i/o error")
"""What SQLite says when it can't work just now."""

FULL = ("database or disk is full", "no space left on device")
"""What SQLite and PostgreSQL say when there is no room left."""

LAST_WORDS = "<!doctype html><title>500</title><h1>500</h1><p>Das lag an uns. That was our fault. Colpa nostra.</p>"


def _answer(request: HttpRequest, status: int, detail: str) -> HttpResponse:
    if is_for_programs(request):
        return problem(request, status, detail)
    if getattr(request, "htmx", False):
        return _beside(render(request, f"{status}.html#fragment", status=status))
    return render(request, f"{status}.html", status=status)


def _beside(answer: HttpResponse) -> HttpResponse:
    for name, value in BESIDE.items():
        answer.headers[name] = value
    return answer


def token_missing(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the page's token is missing or too old; what was written stays where it is."""
    if getattr(request, "htmx", False):
        return _beside(render(request, "403_csrf.html#fragment", status=403))
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read. Rendered without the shell's values, since the host itself may be wrong; 413: too long."""
    if isinstance(exception, RequestDataTooBig):
        return _answer(request, 413, _("Too much at once"))
    if is_for_programs(request):
        return problem(request, 400)
    return HttpResponse(render_to_string("400.html"), status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 of Django's own; ours are refusals with a reason."""
    return _answer(request, 403, _("You may not do this."))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: it is not there, or not for this reader; the answer is the same."""
    return _answer(request, 404, _("There is nothing here for you."))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: says so with a code that also stands in the log, and needs nothing that may be broken too; 503: the database is away."""
    error = sys.exc_info()[1]
    if is_database_away(error):
        # It may have failed before anyone's language was known.
        language = getattr(request, "LANGUAGE_CODE", "") or translation.get_language_from_request(request)
        with translation.override(language):
            return _come_back(request, 507 if is_full(error) else 503)
    code = secrets.token_hex(2).upper()
    logger.error("Code %s: %s %s failed", code, request.method, request.path)
    if is_for_programs(request):
        return problem(request, 500, f"That was our fault. Code {code}.")
    is_fragment = getattr(request, "htmx", False)
    template = "errors/failed.html#fragment" if is_fragment else "500.html"
    try:
        return HttpResponseServerError(
            render_to_string(template, {"code": code}), headers=BESIDE if is_fragment else None
        )
    except (TemplateDoesNotExist, TemplateSyntaxError):
        return HttpResponseServerError(LAST_WORDS)


def is_database_away(error: BaseException | None) -> bool:
    """Say whether something failed because the database can't be reached or can't work just now, which passes by itself."""
    if isinstance(error, InterfaceError):
        return True
    return isinstance(error, OperationalError) and (
        connection.vendor == "postgresql" or any(words in str(error).lower() for words in (*AWAY, *FULL))
    )


def is_full(error: BaseException | None) -> bool:
    """Say whether the database could not write because there is no room left."""
    return any(words in str(error).lower() for words in FULL)


def _come_back(request: HttpRequest, status: int) -> HttpResponse:
    """503: nothing was done, and it works again in a moment, without anyone's help. 507: once there is room again (RFC 4918, 11.5)."""
    if status == 507:
        sentence = _("There is no room left on this server. Whoever runs it has to make some; nothing was changed.")
    else:
        sentence = _("The database can't be reached just now; nothing was changed. Try again in a moment.")
    if is_for_programs(request):
        answer: HttpResponse = problem(request, status, sentence)
    elif request.headers.get("HX-Request"):
        answer = _beside(
            HttpResponse(render_to_string("errors/failed.html#fragment", {"why": sentence}), status=status)
        )
    else:
        answer = HttpResponse(render_to_string(f"{status}.html"), status=status)
    answer.headers["Retry-After"], answer.headers["Cache-Control"] = "5" if status == 503 else "60", "no-store"
    return answer
