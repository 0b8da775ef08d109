"""What I have consented to: one page, nothing ticked beforehand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.consent import commands
from allmende.commons.consent.queries.consents import consents_of
from allmende.commons.consent.rules.consents import may_consent
from allmende.commons.consent.views.fetching import crumbs_of_mine
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every purpose with what I said about it, and when."""
    require(is_signed_in(request.actor))
    rows = [(row, may_consent(request.actor, row.purpose.key)) for row in consents_of(request.actor)]
    context = {"rows": rows, "crumbs": crumbs_of_mine((_("Consents"), ""))}
    return render(request, "consent/consents.html", context)


@require_POST
def giving(request: HttpRequest, purpose: str) -> HttpResponse:
    """Say yes."""
    commands.give_consent(request.actor, purpose)
    messages.success(request, _("Noted. You can take it back here at any time."))
    return redirect("consent:consents")


@require_POST
def withdrawal(request: HttpRequest, purpose: str) -> HttpResponse:
    """Take it back."""
    commands.withdraw_consent(request.actor, purpose)
    messages.success(request, _("Taken back. From now on it is not done any more."))
    return redirect("consent:consents")
