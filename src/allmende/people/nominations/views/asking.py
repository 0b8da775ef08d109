"""Guests at the door: asking to be nominated, applying, confirming one's address, coming in where it is open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.forms import ApplicationForm, AskForm
from allmende.people.nominations.models import RequestState
from allmende.people.nominations.queries.entry import way_in
from allmende.people.nominations.rules import may_apply, may_ask, rule_of
from allmende.people.nominations.views.fetching import crumbs_to, get_asked, get_place
from allmende.people.nominations.views.limits import slow_down


def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to be nominated: a form without an account."""
    place = get_place(request, slug)
    require(may_ask(request.actor, place))
    form = AskForm(request.POST or None, initial=_about(request))
    return _asking(request, place, form, "nominations/ask.html", _("Ask to be nominated"))


def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Apply: the questions of the space."""
    place = get_place(request, slug)
    require(may_apply(request.actor, place))
    form = ApplicationForm(request.POST or None, questions=rule_of(place).asked, initial=_about(request))
    return _asking(request, place, form, "nominations/apply.html", _("Apply"))


def _about(request: HttpRequest) -> dict[str, str]:
    """What we know of someone with an account."""
    return {} if request.actor.is_guest else {"name": request.actor.name, "email": request.user.email}


def _asking(request: HttpRequest, place: Any, form: Any, template: str, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        slow_down(request, "ask", most=10, seconds=3600)
        try:
            commands.ask(request.actor, place, **form.values())
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            return redirect("nominations:asked", slug=place.slug)
    context = {"place": place, "form": form, "crumbs": crumbs_to(place, (title, ""))}
    return render(request, template, context, status=422 if form.errors else 200)


@require_safe
def asked(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next: the same for everyone, whatever is known of the address."""
    return render(request, "nominations/asked.html", {"place": get_place(request, slug)})


@never_cache
@require_safe
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: what was asked, where it stands, and the button that confirms it."""
    found = get_asked(request, token)
    context = {"asked": found, "place": found.place, "token": token, "waits": found.state == RequestState.UNCONFIRMED}
    return render(request, "nominations/request.html", context)


@never_cache
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Confirm the address."""
    commands.confirm(get_asked(request, token))
    return redirect("nominations:request", token=token)


@never_cache
@require_safe
def door(request: HttpRequest, slug: str) -> HttpResponse:
    """The open door: for those who have just signed up."""
    place = get_place(request, slug)
    way = way_in(request.actor, place)
    if way is None or not way.by_post:
        return redirect("space", slug=place.slug)
    return render(request, "nominations/door.html", {"place": place, "way": way})


@require_POST
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Come into an open community."""
    place = get_place(request, slug)
    commands.enter(request.actor, place)
    messages.success(request, _("Welcome. It is good that you are here."))
    return redirect("welcome:path")
