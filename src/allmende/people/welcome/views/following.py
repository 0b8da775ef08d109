"""Hearing by mail of the opening."""

from __future__ import annotations

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.foundation.ui.mailed import asked_for, behind_link
from allmende.people.welcome import commands
from allmende.people.welcome.forms import FollowingForm
from allmende.people.welcome.models import Subscriber
from allmende.people.welcome.queries.tours import subscribers


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask to hear of the opening; after it there is nothing to wait for."""
    if request.space is None or not request.space.is_founding:
        raise Http404
    form = FollowingForm(request.POST or None)
    if asked_for(form, partial(commands.subscribe, request.space)):
        return redirect("welcome:subscribe_asked")
    return render(request, "welcome/following.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def subscribe_asked(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way; the same for everyone."""
    return render(request, "welcome/following_asked.html")


@require_safe
@behind_link(subscribers)
def subscription(request: HttpRequest, one: Subscriber) -> HttpResponse:
    """An address behind the link of its mail: confirm it, or have it forgotten."""
    return render(request, "welcome/subscription.html", {"one": one})


@require_POST
@behind_link(subscribers)
def confirmation(request: HttpRequest, one: Subscriber) -> HttpResponse:
    """Let the address count."""
    commands.confirm_subscription(one)
    return redirect("welcome:subscription", one.id, one.key)


@require_POST
@behind_link(subscribers)
def removal(request: HttpRequest, one: Subscriber) -> HttpResponse:
    """Forget the address."""
    commands.unsubscribe(one)
    return redirect("home")
