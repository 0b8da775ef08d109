"""What the degrees of participation mean: one page, the same for everyone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.commons.participation.queries import explained


@require_safe
def degrees(request: HttpRequest) -> HttpResponse:
    """Explain the five degrees, each with its promise."""
    context = {"degrees": explained(), "crumbs": [(_("Home"), "/"), (_("Degrees of participation"), "")]}
    return render(request, "participation/degrees.html", context)
