"""Whom to ask for what in a space, giving duties, and one's own absence."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allmende.commons.duties import commands
from allmende.commons.duties.forms import AbsenceForm, DutyForm
from allmende.commons.duties.models import Absence, Assignment, Duty
from allmende.commons.duties.queries import absences_of, duty_cards, overloaded, space_at
from allmende.commons.duties.roster import today_in
from allmende.commons.duties.rules import may_assign, may_see_duties
from allmende.commons.spaces.models import Space
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require


def _get_space(request: HttpRequest, slug: str) -> Space:
    space = space_at(request.actor, request.space, slug)
    if space is None:
        raise Http404
    request.place = space
    return space


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom to ask for what; curators give duties here."""
    space = _get_space(request, slug)
    require(may_see_duties(request.actor, space))
    form = DutyForm(request.POST or None)
    if request.method == "POST":
        require(may_assign(request.actor, space))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            given = commands.assign(request.actor, space, Duty(data["duty"]), data["holder"], data["deputy"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s carries: %(duty)s.") % {"name": given.holder.name, "duty": given.get_duty_display()})  # fmt: skip
            return redirect("duties:index", slug=space.slug)
    return _page(request, space, form)


def _page(request: HttpRequest, space: Space, form: DutyForm) -> HttpResponse:
    assigns = bool(may_assign(request.actor, space))
    crumbs = [(_("Spaces"), reverse("spaces")), (space.title, reverse("space", args=[space.slug])), (_("Duties"), "")]
    context = {
        "place": space, "crumbs": crumbs, "cards": duty_cards(request.actor, space), "form": form, "may_assign": assigns,
        "overloaded": overloaded(space.root or space) if assigns else [],
        "absences": absences_of(request.actor, today_in(request.space)),
    }  # fmt: skip
    return render(request, "duties/index.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """End a duty: one's own, or as a curator another's."""
    space = _get_space(request, slug)
    require(may_see_duties(request.actor, space))
    held = Assignment.objects.select_related("space__root", "holder").filter(space=space)  # house: of a space they see
    commands.end_duty(request.actor, get_object_or_404(held, id=key))
    messages.success(request, _("The duty is free again."))
    return redirect("duties:index", slug=space.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Say when one is away."""
    require(may_see_duties(request.actor, request.space))
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.go_away(request.actor, request.space, form.cleaned_data["starts"], form.cleaned_data["ends"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("Have a good time. Your deputies stand in by themselves."))
            return redirect("duties:absence")
    context = {"absence": form, "absences": absences_of(request.actor, today_in(request.space))}
    return render(request, "duties/absence.html", context, status=422 if form.errors else 200)


@require_POST
def absence_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Be here again."""
    require(may_see_duties(request.actor, request.space))
    commands.come_back(request.actor, get_object_or_404(Absence, id=key, actor=request.actor))
    messages.success(request, _("Good that you are here."))
    return redirect("duties:absence")
