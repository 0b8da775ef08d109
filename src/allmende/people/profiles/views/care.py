"""Endorsements, and profiles of those without an account."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.people.profiles import commands
from allmende.people.profiles.commands.care import person_of_key
from allmende.people.profiles.forms import ClaimForm, EndorsementForm, ManagedForm, show_refusal
from allmende.people.profiles.models import Endorsement, Managed
from allmende.people.profiles.queries.people import care_of, claim_for, endorsement_for, skill_for
from allmende.people.profiles.rules import may_claim, may_endorse, may_make_managed
from allmende.people.profiles.views.fetching import found_or_404, get_person


def endorse(request: HttpRequest, handle: str, detail: UUID) -> HttpResponse:
    """Endorse a skill in a sentence."""
    person = get_person(request, handle)
    skill = found_or_404(skill_for(request.actor, person, detail))
    require(may_endorse(request.actor, skill, request.space))
    form = EndorsementForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.endorse(request.actor, skill, request.space, form.cleaned_data["sentence"])
            messages.success(request, _("Thank you. It shows as soon as %(name)s says yes.") % {"name": person.name})
            return redirect("person", handle=handle)
        except Refused as refusal:
            show_refusal(form, refusal)
    context = {"form": form, "person": person, "skill": skill}
    return render(request, "profiles/endorse.html", context, status=422 if form.errors else 200)


@require_POST
def endorsement_acceptance(request: HttpRequest, endorsement: UUID) -> HttpResponse:
    """Let it show."""
    found = _endorsement(request, endorsement)
    commands.accept_endorsement(request.actor, found)
    messages.success(request, _("It shows under your skill now."))
    return redirect("person", handle=found.detail.actor.handle)


@require_POST
def endorsement_removal(request: HttpRequest, endorsement: UUID) -> HttpResponse:
    """Take it back, from either side."""
    found = _endorsement(request, endorsement)
    commands.withdraw_endorsement(request.actor, found)
    messages.success(request, _("The endorsement is gone."))
    return redirect("person", handle=found.detail.actor.handle)


def _endorsement(request: HttpRequest, endorsement: UUID) -> Endorsement:
    return found_or_404(endorsement_for(request.actor, endorsement))


def new(request: HttpRequest) -> HttpResponse:
    """Make a profile for someone without an account."""
    require(may_make_managed(request.actor, request.space))
    form = ManagedForm(request.POST if request.method == "POST" else None, initial={"language": request.space.language})
    if request.method == "POST" and form.is_valid():
        try:
            person = commands.make_managed(request.actor, request.space, **form.cleaned_data)
            return redirect("profiles:edit", handle=person.handle)
        except Refused as refusal:
            show_refusal(form, refusal)
    return render(request, "profiles/managed_form.html", {"form": form}, status=422 if form.errors else 200)


def claim(request: HttpRequest, handle: str) -> HttpResponse:
    """Say that a profile is one's own."""
    managed = _managed(request, handle)
    require(may_claim(request.actor, managed))
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        commands.claim(request.actor, managed, form.cleaned_data["words"])
        messages.success(request, _("%(name)s will look at it and answer by mail.") % {"name": managed.manager.name})
        return redirect("person", handle=handle)
    context = {"form": form, "person": managed.actor, "managed": managed}
    return render(request, "profiles/claim.html", context, status=422 if form.errors else 200)


@require_POST
def claim_acceptance(request: HttpRequest, claim: UUID) -> HttpResponse:
    """Give the profile to whom it is about."""
    return _decided(request, claim, commands.accept_claim, _("It is theirs now."))


@require_POST
def claim_refusal(request: HttpRequest, claim: UUID) -> HttpResponse:
    """It is somebody else's."""
    return _decided(request, claim, commands.decline_claim, _("They have been told."))


def _decided(request: HttpRequest, claim: UUID, decide: Any, sentence: str) -> HttpResponse:
    found = found_or_404(claim_for(request.actor, claim))
    decide(request.actor, found)
    messages.success(request, sentence)
    return redirect("person", handle=found.managed.actor.handle)


@require_POST
def managed_removal(request: HttpRequest, handle: str) -> HttpResponse:
    """Empty a profile in one's care."""
    commands.erase_managed(request.actor, _managed(request, handle))
    messages.success(request, _("Nothing is left of this profile."))
    return redirect("people")


def erasure(request: HttpRequest, person: UUID, key: str) -> HttpResponse:
    """The page behind the link in the mail: see what is shown of one, and have it emptied without an account."""
    found = person_of_key(str(person), key)
    if found is None:
        raise Http404
    if request.method == "POST":
        commands.erase_as_asked(found)
        return render(request, "profiles/erased.html")
    return render(request, "profiles/erasure.html", {"person": found})


def _managed(request: HttpRequest, handle: str) -> Managed:
    person = get_person(request, handle)
    return found_or_404(care_of(person))
