"""Applications that sign in with us: add, change, give another secret, remove. A secret is shown once, in the answer to the post."""

from __future__ import annotations

from typing import Any

from allauth.idp.oidc.models import Client
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, Text
from allmende.identity.signon import commands, queries
from allmende.surfaces.backoffice.forms import ApplicationForm, ChangedApplicationForm
from allmende.surfaces.backoffice.views import crumbs, operators_only, tell


def _found(request: HttpRequest, client_id: str) -> Client:
    application = queries.application(request.actor, client_id)
    if application is None:
        raise Http404
    return application


def _values_of(found: Client) -> dict[str, str]:
    after = "\n".join(found.get_post_logout_redirect_uris())
    return {"name": found.name, "redirects": found.redirect_uris, "logout_redirects": after}


def _page(request: HttpRequest, found: Client, form: ChangedApplicationForm | None = None, **more: Any) -> HttpResponse:
    form = form or ChangedApplicationForm(initial=_values_of(found))
    context = {"application": found, "form": form, "issuer": settings.NODE_URL, "crumbs": _way(found.name), **more}
    return render(request, "backoffice/application.html", context, status=422 if form.errors else 200)


def _way(title: Text) -> list[tuple[Text, str]]:
    return crumbs(title, (_("Applications that sign in with us"), reverse("backoffice:applications")))


@require_safe
@operators_only
def index(request: HttpRequest) -> HttpResponse:
    """All of them."""
    context = {
        "applications": queries.applications(request.actor),
        "crumbs": crumbs(_("Applications that sign in with us")),
    }
    return render(request, "backoffice/applications.html", context)


@never_cache
@operators_only
def new(request: HttpRequest) -> HttpResponse:
    """Add one, and show its secret."""
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            application, secret = commands.add_application(request.actor, **form.cleaned_data)
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return _page(request, _found(request, application.id), secret=secret, is_new=True)
    context = {"form": form, "crumbs": _way(_("Add an application"))}
    return render(request, "backoffice/application_new.html", context, status=422 if form.errors else 200)


@operators_only
def application(request: HttpRequest, client_id: str) -> HttpResponse:
    """One of them."""
    found = _found(request, client_id)
    form = ChangedApplicationForm(request.POST or None, initial=_values_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_application(request.actor, found, **form.cleaned_data)
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("backoffice:application", client_id)
    return _page(request, found, form)


@never_cache
@require_POST
@operators_only
def secret(request: HttpRequest, client_id: str) -> HttpResponse:
    """Give it another secret, and show that."""
    found = _found(request, client_id)
    try:
        return _page(request, found, secret=commands.rotate_secret(request.actor, found))
    except Refused as refusal:
        tell(request, refusal)
        return redirect("backoffice:application", client_id)


@require_POST
@operators_only
def removal(request: HttpRequest, client_id: str) -> HttpResponse:
    """Remove it; its tokens end."""
    commands.remove_application(request.actor, _found(request, client_id))
    messages.success(request, _("The application is removed."))
    return redirect("backoffice:applications")
