"""Who is to be seen or heard in a contribution, and that each agrees; for its authors, the hosts, and the person concerned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from allmende.commons.agreements.models import Appearance
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import appearing as commands
from allmende.rooms.calls.forms.appearing import AppearanceForm
from allmende.rooms.calls.models import Call, Contribution
from allmende.rooms.calls.queries.appearing import appearance_in, consents_of
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.rules import is_author, may_hand_in_again, may_name_people, may_read_consents
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution


@never_cache
def consents(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who is to be seen or heard; POST names somebody, or says that nobody is."""
    call, contribution = _here(request, slug, number)
    form = AppearanceForm(request.POST or None)
    if request.method == "POST":
        require(may_name_people(request.actor, contribution))
        if "nobody" in request.POST:
            commands.say_nobody(request.actor, contribution, nobody=request.POST["nobody"] == "yes")
            messages.success(request, _("Saved."))
            return redirect("calls:consents", slug=call.slug, number=number)
        if form.is_valid() and _named(request, contribution, form):
            messages.success(request, _("Noted."))
            return redirect("calls:consents", slug=call.slug, number=number)
    page = consents_of(request.actor, contribution)
    if not page.people and not may_read_consents(request.actor, contribution):
        raise Http404
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context: dict[str, Any] = {
        "call": call, "contribution": contribution, "page": page, "form": form, "url": url,
        "is_mine": is_author(request.actor, contribution), "may_name": may_name_people(request.actor, contribution),
        "may_again": bool(may_hand_in_again(request.actor, contribution)), "reads_all": bool(may_read_consents(request.actor, contribution)),
        "crumbs": crumbs_to(call, (contribution.title or _("Draft"), url), (_("Who is to be seen or heard"), "")),
    }  # fmt: skip
    return render(request, "calls/consents.html", context, status=422 if form.errors else 200)


def _named(request: HttpRequest, contribution: Contribution, form: AppearanceForm) -> bool:
    try:
        commands.name_person(request.actor, contribution, **form.cleaned_data)
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        show_errors(form, refusal)
        return False
    return True


@require_POST
def consent_answer(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Agree to be seen or heard, or not (any more)."""
    call, contribution = _here(request, slug, number)
    agrees = request.POST.get("answer") == "yes"
    commands.answer(request.actor, contribution, _appearance(request, contribution, key), agrees=agrees)
    said = (
        _("You agree. You can take that back here at any time.") if agrees else _("Noted. It is out of sight at once.")
    )
    messages.success(request, said)
    return redirect("calls:consents", slug=call.slug, number=number)


@require_POST
def consent_withdrawal(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Note that somebody told that they agree no longer."""
    call, contribution = _here(request, slug, number)
    commands.note_withdrawal(request.actor, contribution, _appearance(request, contribution, key))
    messages.success(request, _("Noted. It is out of sight at once."))
    return redirect("calls:consents", slug=call.slug, number=number)


@require_POST
def consent_cut(request: HttpRequest, slug: str, number: int, key: UUID) -> HttpResponse:
    """Say that somebody is in it no longer."""
    call, contribution = _here(request, slug, number)
    commands.cut_out(request.actor, contribution, _appearance(request, contribution, key))
    messages.success(request, _("Noted."))
    return redirect("calls:consents", slug=call.slug, number=number)


@require_POST
def again(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand in again what was out of sight."""
    call, contribution = _here(request, slug, number)
    try:
        commands.hand_in_again(request.actor, contribution)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        messages.error(request, " ".join(map(str, refusal.errors.values())))
        return redirect("calls:consents", slug=call.slug, number=number)
    messages.success(request, _("Handed in. A host looks at it first; you hear as soon as it is in."))
    return redirect(contribution_url(call.slug, contribution.number, contribution.title))


def _here(request: HttpRequest, slug: str, number: int) -> tuple[Call, Contribution]:
    call = get_call(request, slug)
    return call, get_contribution(request, call, number)


def _appearance(request: HttpRequest, contribution: Contribution, key: UUID) -> Appearance:
    found = appearance_in(request.actor, contribution, key)
    if found is None:
        raise Http404
    return found
