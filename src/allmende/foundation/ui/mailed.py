"""What guests do without an account: they ask in a form, and by the link of the mail that follows they confirm it or take it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused


class Mailed(Protocol):
    """A row of someone without an account."""

    @property
    def key(self) -> str:
        """What stands in the links of its mails: only we can make it."""


def asked_for(form: forms.Form, ask: Callable[..., object]) -> bool:
    """Ask for what a form says, in the language of the page, and say whether it was done; a refusal stands in the form."""
    if not form.is_valid():
        return False
    try:
        ask(**form.cleaned_data, language=(get_language() or settings.LANGUAGE_CODE)[:2])
    except Refused as refusal:
        show_errors(form, refusal)
        return False
    return True


def behind_link[Row: Mailed](rows: Callable[[], QuerySet[Any]]) -> Callable[..., Callable[..., HttpResponse]]:
    """Give a view the row that the link of a mail leads to; nobody keeps its page. 404 for a link that we did not make."""

    def behind(view: Callable[[HttpRequest, Row], HttpResponse]) -> Callable[..., HttpResponse]:
        @never_cache
        @wraps(view)
        def page(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
            found = rows().filter(pk=one).first()
            if found is None or not compare_digest(found.key.encode(), key.encode()):
                raise Http404
            return view(request, found)

        return page

    return behind
