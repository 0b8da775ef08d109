"""Coming in by a key from a mail: the invitation, where one stands, and invitation links. Opening one changes nothing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Denied, Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.commands.steps import standing_url
from allmende.people.nominations.forms import CodeForm, ReasonForm, RefusalForm
from allmende.people.nominations.models import Invitation
from allmende.people.nominations.models.addresses import masked
from allmende.people.nominations.queries.page import standing_of
from allmende.people.nominations.rules import (
    can_be_appealed,
    is_link_good,
    is_outside,
    is_valid,
    may_accept,
    may_enter_by,
)
from allmende.people.nominations.views.fetching import get_invitation, get_link, get_standing


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites whom where, and the next step for whoever holds the link."""
    return _landing(request, get_invitation(request, token), token)


def _landing(
    request: HttpRequest,
    invited: Invitation,
    token: str,
    form: CodeForm | None = None,
    status: int = 200,
    refusal: RefusalForm | None = None,
) -> HttpResponse:
    reader, verdict = request.actor, is_valid(invited)
    if isinstance(verdict, Denied):
        context = {"invitation": invited, "problem": verdict.reason, "place": invited.nomination.place}
        return render(request, "nominations/invitation_over.html", context, status=verdict.status)
    here = reverse("nominations:invitation", args=[token])
    proven = not reader.is_guest and commands.is_proven(reader, invited)
    context = {
        "invitation": invited, "nomination": invited.nomination, "place": invited.nomination.place, "token": token,
        "address": masked(invited.nomination.email), "proven": proven, "form": form or CodeForm(), "refusal": refusal or RefusalForm(),
        "code_sent": invited.code_for_id is not None and invited.code_for_id == reader.id,
        "belongs": not is_outside(reader, invited.nomination.place), "may_accept": may_accept(reader, invited),
        "sign_up_url": f"{reverse('account_signup')}?next={here}", "sign_in_here": f"{reverse('account_login')}?next={here}",
    }  # fmt: skip
    return render(request, "nominations/invitation.html", context, status=status)


@never_cache
@require_POST
def acceptance(request: HttpRequest, token: str) -> HttpResponse:
    """Accept: at once where the account has confirmed the address; else with the code that is sent to it."""
    invited, reader = get_invitation(request, token), request.actor
    require(may_accept(reader, invited))
    form = CodeForm(request.POST if "code" in request.POST else None)
    if not commands.is_proven(reader, invited) and not form.is_bound:
        commands.send_code(reader, invited)
        messages.info(request, _("We have sent a code to %(address)s.") % {"address": masked(invited.nomination.email)})
        return redirect("nominations:invitation", token=token)
    if form.is_bound and not form.is_valid():
        return _landing(request, invited, token, form, 422)
    try:
        commands.accept(reader, invited, form.cleaned_data["code"] if form.is_bound else "")
    except Refused as refusal:
        if refusal.status != 422:
            raise
        show_errors(form, refusal)
        return _landing(request, invited, token, form, 422)
    messages.success(request, _("Welcome. It is good that you are here."))
    return redirect(_onward(request, invited.nomination.place))


@never_cache
@require_POST
def refusal(request: HttpRequest, token: str) -> HttpResponse:
    """Turn it down, with a sentence or without; then read where one stands."""
    invited = get_invitation(request, token)
    form = RefusalForm(request.POST)
    if not form.is_valid():
        return _landing(request, invited, token, refusal=form, status=422)
    nomination = commands.refuse(request.actor, invited, form.cleaned_data["words"])
    return redirect(standing_url(nomination))


def _onward(request: HttpRequest, place: Any) -> str:
    return reverse("space", args=[place.slug]) if place.root_id else reverse("welcome:path")


@never_cache
def standing(request: HttpRequest, key: UUID, signature: str) -> HttpResponse:
    """Where a nominee without an account stands, and the form of an appeal after a no."""
    about = get_standing(request, key, signature)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.appeal(None, about, form.cleaned_data["reason"])
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Someone else looks at it, and writes to you."))
            return redirect(request.path)
    context = {
        "nomination": about, "place": about.place, "form": form, "standing": standing_of(about),
        "can_appeal": bool(can_be_appealed(about)),
    }  # fmt: skip
    return render(request, "nominations/standing.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation link leads, and who made it."""
    found, reader = get_link(request, token), request.actor
    good = is_link_good(found)
    if isinstance(good, Denied) and is_outside(reader, found.space):
        context = {"problem": good.reason, "place": found.space}
        return render(request, "nominations/invitation_over.html", context, status=good.status)
    here = reverse("nominations:link", args=[token])
    context = {
        "link": found, "place": found.space, "token": token, "may_enter": may_enter_by(reader, found),
        "belongs": not is_outside(reader, found.space),
        "sign_up_url": f"{reverse('account_signup')}?next={here}", "sign_in_here": f"{reverse('account_login')}?next={here}",
    }  # fmt: skip
    return render(request, "nominations/link.html", context)


@never_cache
@require_POST
def link_use(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by a link."""
    place = commands.enter_by(request.actor, get_link(request, token))
    messages.success(request, _("Welcome. It is good that you are here."))
    return redirect(_onward(request, place))
