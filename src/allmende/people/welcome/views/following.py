"""Hearing by mail of the opening."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused
from allmende.people.welcome import commands
from allmende.people.welcome.forms import FollowingForm
from allmende.people.welcome.models import Subscriber
from allmende.people.welcome.queries.tours import subscriber_behind


def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask to hear of the opening; after it there is nothing to wait for."""
    if request.space is None or not request.space.is_founding:
        raise Http404
    form = FollowingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            language = (get_language() or settings.LANGUAGE_CODE)[:2]
            commands.subscribe(request.space, email=form.cleaned_data["email"], language=language)
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return redirect("welcome:subscribe_asked")
    return render(request, "welcome/following.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def subscribe_asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "welcome/following_asked.html")


def _subscriber(one: UUID, key: str) -> Subscriber:
    found = subscriber_behind(one, key)
    if found is None:
        raise Http404
    return found


@require_safe
def subscription(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """An address behind the link of its mail: confirm it, or have it forgotten."""
    answer = render(request, "welcome/subscription.html", {"one": _subscriber(one, key)})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_POST
def confirmation(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """Let the address count."""
    commands.confirm_subscription(_subscriber(one, key))
    return redirect("welcome:subscription", one=one, key=key)


@require_POST
def removal(request: HttpRequest, one: UUID, key: str) -> HttpResponse:
    """Forget the address."""
    commands.unsubscribe(_subscriber(one, key))
    return redirect("home")
