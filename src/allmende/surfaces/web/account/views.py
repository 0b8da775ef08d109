"""Settings, and signing in as a persona while the demo runs."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import require
from allmende.identity.accounts.models import Account
from allmende.identity.actors.commands import change_profile
from allmende.surfaces.demo import personas
from allmende.surfaces.web.account.forms import SettingsForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def settings_page(request: HttpRequest) -> HttpResponse:
    """Language and time zone, how it looks, how one signs in."""
    require(is_signed_in(request.actor))
    actor = request.actor
    form = SettingsForm(request.POST or None, initial={"language": actor.language, "zone": actor.zone})
    if request.method == "POST" and form.is_valid():
        change_profile(actor, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        return redirect("settings")
    context = {"form": form, "email": request.user.email}
    return render(request, "web/settings.html", context, status=422 if form.errors else 200)


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as someone of the demo community; there is no such page on a real node."""
    if not settings.DEMO:
        raise Http404
    known = personas()
    if request.method != "POST":
        shown = [{"persona": persona, "portrait": _portrait_of(persona.address)} for persona in known]
        return render(request, "web/personas.html", {"personas": shown})
    address = request.POST.get("address", "")
    if address not in {persona.address for persona in known if persona.address}:
        raise Http404
    login(request, get_object_or_404(Account, email=address), backend=BACKEND)
    return redirect("home")


def _portrait_of(address: str) -> str:
    portrait_id = Account.objects.filter(email=address).values_list("actor__portrait", flat=True).first()
    return portrait_url(portrait_id)
