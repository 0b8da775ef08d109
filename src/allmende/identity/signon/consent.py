"""The page on which one lets an application know who one is; asked once for each application and what it wants to read.

Loads `oauthlib`; import it late.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal.httpkit import add_query_params
from allauth.idp.oidc.internal.clientkit import is_redirect_uri_allowed
from allauth.idp.oidc.internal.oauthlib import authorization_codes
from allauth.idp.oidc.models import Client
from allauth.idp.oidc.views import AuthorizationView, token
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.views.generic.edit import FormView

from allmende.identity.signon.commands import grant
from allmende.identity.signon.queries import has_granted

# A code is made by one process and taken by another.
authorization_codes.cache = caches["shared"]


class _AskOnce(FormView):
    """Stands behind allauth's own view: what was granted before is not asked again, unless the application wants it asked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        prompts = self._request_info.get("prompt") or ()  # type: ignore[attr-defined]
        if "consent" not in prompts and has_granted(request.user, self._request_info["client_id"], self._scopes):  # type: ignore[attr-defined, arg-type]
            return self._skip_consent()  # type: ignore[attr-defined]
        return super().get(request, *args, **kwargs)


class ConsentView(AuthorizationView, _AskOnce):
    """allauth's, with a memory for each application of its own."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; without a page (`prompt=none`) only an application to which this very person has granted it."""
        if "none" in request.GET.get("prompt", "").split() and (refusal := _refuse_silently(request)):
            return refusal
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the grant, and go back with a code."""
        application = Client.objects.get(id=self._request_info["client_id"])
        grant(self.request.user, application, form.cleaned_data["scopes"])  # type: ignore[arg-type]
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Also say where one goes on."""
        return super().get_context_data(**kwargs) | {"redirect_uri": self._request_info.get("redirect_uri", "")}


def _refuse_silently(request: HttpRequest) -> HttpResponse | None:
    """Return the error for an application that may not ask without a page; None where it may, or where allauth says it better."""
    asked, back = request.GET, request.GET.get("redirect_uri", "")
    application = Client.objects.filter(id=asked.get("client_id", "")).first()
    if application is None or not is_redirect_uri_allowed(
        back, application.get_redirect_uris(), allow_uri_wildcards=False
    ):
        return None
    if not request.user.is_authenticated:
        error = "login_required"
    elif not has_granted(request.user, application.id, asked.get("scope", "openid").split()):
        error = "consent_required"
    else:
        return None
    answer = HttpResponse(status=302)
    answer["Location"] = add_query_params(
        back, {"error": error, **({"state": asked["state"]} if "state" in asked else {})}
    )
    return answer


consent = ConsentView.as_view()

__all__ = ["consent", "token"]  # the codes of one are taken by the other: both from the cache that is set above
