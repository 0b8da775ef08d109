"""Signing in, and one page that says how I sign in, where I am signed in, and who knows of it."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ways import own_way
from allmende.identity.accounts.commands import end_other_sessions, end_session
from allmende.identity.accounts.proof import came_in_lately
from allmende.identity.accounts.security import overview
from allmende.identity.signon.commands import withdraw
from allmende.identity.signon.queries import open_ways


class SignInView(LoginView):
    """allauth's, with the providers at which one can sign in."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the ways from elsewhere."""
        return super().get_context_data(**kwargs) | {"ways": open_ways()}


class AddPasskeyView(AddWebAuthnView):
    """allauth's; recovery codes belong to the second step alone, so a first passkey shows none."""

    def get_success_url(self) -> str:
        """Back to the overview."""
        return reverse("security")


login = SignInView.as_view()
add_passkey = AddPasskeyView.as_view()


@require_safe
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """How I sign in, passkeys, second step, sign-ons, applications, sessions."""
    return render(request, "account/security.html", overview(request, request.user))


@require_POST
@login_required
def session_removal(request: HttpRequest) -> HttpResponse:
    """Sign out elsewhere: one session by its mark, or all others."""
    which = request.POST.get("which", "")
    if which == "others":
        ended = end_other_sessions(request.user, request.session.session_key or "")
    elif which:
        ended = end_session(request.user, which)
    else:
        raise Http404
    if ended:
        messages.success(request, _("Signed out there."))
    return redirect("security")


@require_POST
@login_required
def grant_removal(request: HttpRequest) -> HttpResponse:
    """Let an application no longer know who I am."""
    withdraw(request.user, request.POST.get("application", ""))
    messages.success(request, _("It no longer knows who you are here."))
    return redirect("security")


@login_required
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Ask for the password; whoever has nothing that could be asked for signs in once more."""
    if get_reauthentication_flows(request.user):
        return allauth.reauthenticate(request)
    return redirect(f"{reverse('sign_in_anew')}?{urlencode({'next': request.GET.get('next', '')})}")


@login_required
def sign_in_anew(request: HttpRequest) -> HttpResponse:
    """Whoever has no password proves who they are by signing in once more."""
    target = own_way(request, request.GET.get("next", "")) or reverse("security")
    if request.method == "POST":
        logout(request)
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if came_in_lately(request):
        return redirect(target)
    return render(request, "account/sign_in_anew.html", {"target": target})
