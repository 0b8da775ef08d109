"""Sign-in providers: add, try, change, switch off, remove. What is saved counts from the next request on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.verdicts import Refused, Text
from allmende.identity.signon import commands, queries
from allmende.identity.signon.models import Provider
from allmende.surfaces.backoffice.forms import ChangedProviderForm, ProviderForm
from allmende.surfaces.backoffice.views import crumbs, operators_only


def _found(request: HttpRequest, key: str) -> Provider:
    provider = queries.provider(request.actor, key)
    if provider is None:
        raise Http404
    return provider


def _way(title: Text) -> list[tuple[Text, str]]:
    return crumbs(title, (_("Sign-in providers"), reverse("backoffice:providers")))


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """All of them."""
    context = {"providers": queries.providers(request.actor), "crumbs": crumbs(_("Sign-in providers"))}
    return render(request, "backoffice/providers.html", context)


@operators_only
def new(request: HttpRequest) -> HttpResponse:
    """Add one; then its own page says what to enter there, and tries it."""
    form = ProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            provider = commands.add_provider(request.actor, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("issuer", str(refusal.reason))
        else:
            return redirect("backoffice:provider", provider.key)
    context = {"form": form, "crumbs": _way(_("Add a provider"))}
    return render(request, "backoffice/provider_new.html", context, status=422 if form.errors else 200)


@operators_only
def provider(request: HttpRequest, key: str) -> HttpResponse:
    """One of them: what it must know of us, and what can be changed."""
    found = _found(request, key)
    form = ChangedProviderForm(request.POST or None, initial={"name": found.name, "client_id": found.client_id})
    if request.method == "POST" and form.is_valid():
        commands.change_provider(request.actor, found, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("backoffice:provider", key)
    context = {
        "provider": found, "form": form, "crumbs": _way(found.name), "return_address": queries.return_address(key),
        "people": queries.people_connected(request.actor, key),
    }  # fmt: skip
    return render(request, "backoffice/provider.html", context, status=422 if form.errors else 200)


@require_POST
@operators_only
def trial(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the provider who it is and for its keys; say what is wrong."""
    found = _found(request, key)
    problem = import_string("allmende.identity.signon.discovery.problem_with")(found.issuer)
    if problem:
        messages.error(request, _("It does not work yet: %(problem)s") % {"problem": problem})
    else:
        messages.success(request, _("It answers as it should."))
    return redirect("backoffice:provider", key)


@require_POST
@operators_only
def opening(request: HttpRequest, key: str) -> HttpResponse:
    """Let people sign in there."""
    commands.switch_provider(request.actor, _found(request, key), is_open=True)
    return redirect("backoffice:provider", key)


@require_POST
@operators_only
def closing(request: HttpRequest, key: str) -> HttpResponse:
    """Let nobody sign in there, without losing who is connected."""
    commands.switch_provider(request.actor, _found(request, key), is_open=False)
    return redirect("backoffice:provider", key)


@require_POST
@operators_only
def removal(request: HttpRequest, key: str) -> HttpResponse:
    """Remove it with its connections."""
    commands.remove_provider(request.actor, _found(request, key))
    messages.success(request, _("The provider is removed."))
    return redirect("backoffice:providers")
