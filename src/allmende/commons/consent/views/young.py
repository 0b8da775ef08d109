"""How old I am, whom I ask, what my guardian says; and what curators do to protect the young."""

from __future__ import annotations

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allmende.commons.consent import commands
from allmende.commons.consent.commands.guardians import labels_of, open_link
from allmende.commons.consent.forms import AgeForm, AnswerForm, GuardianForm
from allmende.commons.consent.models import Guardianship, GuardianState, Scope
from allmende.commons.consent.queries import young as queries
from allmende.commons.consent.queries.finding import guardianship_by
from allmende.commons.consent.rules import may_ask_guardian
from allmende.commons.consent.views.fetching import crumbs_of_mine
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Denied, Refused, require
from allmende.foundation.ways import own_way
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import age_band_of


def age(request: HttpRequest) -> HttpResponse:
    """Say how old one is."""
    require(is_signed_in(request.actor))
    actor = request.actor
    onward = own_way(request, request.POST.get("next") or request.GET.get("next", ""))
    protection = queries.protection_of(request.space)
    form = AgeForm(
        request.POST or None, asks_birth_date=protection.asks_birth_date, initial={"band": age_band_of(actor)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            commands.say_age(actor, form.said())
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("Noted. No birth date is kept."))
            return redirect("consent:guardian" if form.said() == AgeBand.UNDER_16 else onward or "privacy")
    context = {
        "form": form, "next": onward, "last": queries.last_age_change(actor), "vettings": queries.my_vettings(actor),
        "crumbs": crumbs_of_mine((_("My age"), "")),
    }  # fmt: skip
    return render(request, "consent/age.html", context, status=422 if form.errors else 200)


def guardian(request: HttpRequest) -> HttpResponse:
    """Ask a guardian, and see what they have said."""
    require(is_signed_in(request.actor))
    actor = request.actor
    form = GuardianForm(request.POST or None, initial={"language": actor.language})
    if request.method == "POST" and form.is_valid():
        try:
            commands.ask_guardian(actor, **form.cleaned_data, at=request.space)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("The mail is on its way. Tell your guardian that it comes."))
            return redirect("consent:guardian")
    held, verdict = queries.guardianship_of(actor), may_ask_guardian(actor)
    context = {
        "form": form, "held": held, "scopes": queries.scopes_of(held), "events": queries.events_of(actor),
        "refusal": verdict if isinstance(verdict, Denied) else None,
        "crumbs": crumbs_of_mine((_("My guardian"), "")),
    }  # fmt: skip
    return render(request, "consent/guardian.html", context, status=422 if form.errors else 200)


@never_cache
def answer(request: HttpRequest, key: UUID, signature: str) -> HttpResponse:
    """What a guardian sees behind the link of their mail: opening it changes nothing, sending the form does."""
    asked = _asked(key)
    with override(asked.language):
        try:
            return _answer(request, asked, signature)
        except Refused as refusal:
            if refusal.status != 410:
                raise
            context = {"asked": asked, "reason": str(refusal.reason), "page_language": asked.language}
            return render(request, "consent/link.html", context, status=410)


def _answer(request: HttpRequest, asked: Guardianship, signature: str) -> HttpResponse:
    held = open_link(asked, signature)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, initial={"allows": held.allows})
    says_no = data is not None and data.get("answer") == "no"
    if data is not None and (says_no or form.is_valid()):
        network = get_adapter(request).get_client_ip(request)
        allows = [] if says_no else form.allowed()
        held = commands.answer(held, signature, allows, reader=request.actor, network=network, at=request.space)
        context = {"held": held, "scopes": labels_of(held.allows), "page_language": held.language}
        return render(request, "consent/answered.html", context)
    context = {
        "held": held, "form": form, "was_granted": held.state == GuardianState.GRANTED, "scopes": list(Scope), "page_language": held.language,
    }  # fmt: skip
    return render(request, "consent/answer.html", context, status=422 if form.errors else 200)


@require_POST
def link_again(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mail the link that is good now to the guardian; says the same whatever became of it."""
    commands.send_link_again(_asked(key), at=request.space)
    return render(request, "consent/link.html", {"is_sent": True})


def _asked(key: UUID) -> Guardianship:
    if (asked := guardianship_by(key)) is None:
        raise Http404
    return asked
