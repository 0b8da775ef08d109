"""The page of someone on the way in, and what they do on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.welcome import commands
from allmende.people.welcome.forms import CommitForm
from allmende.people.welcome.models import Path, PathState
from allmende.people.welcome.queries.agreements import to_read
from allmende.people.welcome.queries.commitments import commitments_of
from allmende.people.welcome.queries.paths import path_of, promises_of, way_of
from allmende.people.welcome.rules import may_commit, may_pause


@require_safe
def path(request: HttpRequest) -> HttpResponse:
    """How far the reader is on the way in, and what comes next."""
    return _page(request, _own(request))


def _own(request: HttpRequest) -> Path:
    """Return the reader's own path; 404 for whoever has none."""
    require(is_signed_in(request.actor))
    found = path_of(request.actor, request.space) if request.space else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, own: Path, form: CommitForm | None = None) -> HttpResponse:
    way = way_of(own)
    form = form or CommitForm(choices=commitments_of(own.space))
    context: dict[str, Any] = {
        "way": way, "agreements": to_read(way.agreements), "path": own, "form": form, "is_paused": own.state == PathState.PAUSED,
        "is_asked": own.state == PathState.ASKED, "has_arrived": own.state == PathState.ARRIVED,
        "has_parted": own.state == PathState.PARTED, "may_commit": may_commit(request.actor, own),
        "may_pause": bool(may_pause(request.actor, own)), "own": [line for line in way.choices if line.form == "own"],
        "may_step_in": own.state == PathState.CHOOSING and not way.agreements and not way.choices,
        "crumbs": [(_("Home"), reverse("home")), (_("Your way in"), "")],
    }  # fmt: skip
    return render(request, "welcome/path.html", context, status=422 if form.errors else 200)


@require_POST
def agreements(request: HttpRequest) -> HttpResponse:
    """Accept the agreements that were read."""
    own = _own(request)
    commands.agree(request.actor, own, request.POST.getlist("agreement"))
    messages.success(request, _("Thank you. You can read them again at any time."))
    return redirect("welcome:path")


@require_POST
def entry(request: HttpRequest) -> HttpResponse:
    """Step in where nothing else is asked."""
    commands.step_in(request.actor, _own(request))
    messages.success(request, _("Welcome! You belong here now."))
    return redirect("welcome:path")


@require_POST
def commitment(request: HttpRequest) -> HttpResponse:
    """Make a commitment."""
    own = _own(request)
    form = CommitForm(request.POST, choices=commitments_of(own.space))
    if form.is_valid():
        try:
            made = commands.commit(request.actor, own, form.cleaned_data["commitment"], form.cleaned_data["words"])
        except Refused as refusal:
            if refusal.status == 404:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Thank you! “%(title)s”: we look forward to it.") % {"title": made.title})
            return redirect("welcome:path")
    return _page(request, own, form)


@require_POST
def report(request: HttpRequest, promise: UUID) -> HttpResponse:
    """Say that a commitment is kept."""
    own = _own(request)
    commands.report(request.actor, get_object_or_404(promises_of(own), id=promise))
    messages.success(request, _("Good to hear! Someone who cares for the community looks at it now."))
    return redirect("welcome:path")


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """Pause: nothing runs out meanwhile."""
    commands.pause(request.actor, _own(request))
    messages.success(request, _("Take your time. Nothing runs out while you pause."))
    return redirect("welcome:path")


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Go on after a pause."""
    commands.resume(request.actor, _own(request))
    messages.success(request, _("Good to have you back."))
    return redirect("welcome:path")
