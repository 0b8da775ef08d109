"""What is kept and why, everything about me as one file, and leaving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.consent import commands
from allmende.commons.consent.commands.leaving import GRACE
from allmende.commons.consent.forms import DepartureForm
from allmende.commons.consent.models import Takeout
from allmende.commons.consent.queries.finding import takeout_of
from allmende.commons.consent.queries.privacy import kept_of_everyone, my_privacy, takeout_page
from allmende.commons.consent.rules import may_depart, may_fetch_takeout
from allmende.commons.consent.tasks import pack_everything
from allmende.commons.consent.views.fetching import crumbs_of_mine
from allmende.commons.files.storage import open_private
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import Denied, require


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is kept, what for and for how long, in plain words; for members also what they can do about it."""
    context = {"kept": kept_of_everyone(), "mine": my_privacy(request.actor, request.space)}
    return render(request, "consent/privacy.html", context)


@require_POST
def takeouts(request: HttpRequest) -> HttpResponse:
    """Ask for everything."""
    require(is_signed_in(request.actor))
    takeout = commands.ask_for_everything(request.actor, then=pack_everything.enqueue, at=request.space)
    return redirect("consent:takeout", key=takeout.id)


@require_safe
def takeout(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the archive is; it asks again by itself while it is being made."""
    page = takeout_page(_takeout(request, key))
    context = {"page": page, "crumbs": crumbs_of_mine((_("My data"), ""))}
    return render(request, "consent/takeout.html#state" if request.htmx else "consent/takeout.html", context)


@require_safe
def takeout_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Hand the archive to its person, and to nobody else."""
    row = _takeout(request, key)
    require(may_fetch_takeout(request.actor, row))
    name = f"allmende-{row.asked:%Y-%m-%d}.zip"
    try:
        content = open_private(row.path)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "no-store, private"
    return response


def _takeout(request: HttpRequest, key: UUID) -> Takeout:
    require(is_signed_in(request.actor))
    if (row := takeout_of(request.actor, key)) is None:
        raise Http404
    return row


def departure(request: HttpRequest) -> HttpResponse:
    """Have one's account deleted after a time to think it over."""
    require(is_signed_in(request.actor))
    form = DepartureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        commands.ask_to_leave(request.actor, keeps_contributions=form.cleaned_data["keeps"] == "yes", at=request.space)
        logout(request)
        messages.success(request, _("Your account will be deleted in 14 days. Sign in before then, and it stays."))
        return redirect("home")
    verdict = may_depart(request.actor)
    context = {
        "form": form, "days": GRACE.days, "refusal": verdict if isinstance(verdict, Denied) else None,
        "crumbs": crumbs_of_mine((_("Delete my account"), "")),
    }  # fmt: skip
    return render(request, "consent/departure.html", context, status=422 if form.errors else 200)
