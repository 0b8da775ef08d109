"""Help in the page: what it is for, what one does there, what others asked, and a person to ask."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.foundation.guides import path_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.desk import commands
from allmende.people.desk.forms import GuestForm, HelpForm, TipForm
from allmende.people.desk.queries.guidance import guidance_for, room_of, tips_in
from allmende.people.desk.rules import may_ask_as_guest, may_ask_for_help, may_write_tip


@require_safe
def here(request: HttpRequest) -> HttpResponse:
    """Help for the page that one comes from: over that page by script, a page of its own without."""
    reader, root = request.actor, request.space
    found = guidance_for(reader, root, came_from(request))
    asks = root is not None and bool(may_ask_for_help(reader, root))
    as_guest = root is not None and not asks and bool(may_ask_as_guest(reader, root))
    context = {
        "found": found, "asks": asks, "as_guest": as_guest,
        "form": GuestForm(initial={"page": found.path}) if as_guest else HelpForm(initial={"page": found.path}),
        "may_write": root is not None and bool(may_write_tip(reader, root)),
    }  # fmt: skip
    answer = render(request, "desk/here.html#here" if request.htmx else "desk/here.html", context)
    answer.headers["Cache-Control"] = "private, no-store"  # it depends on where one comes from
    return answer


def came_from(request: HttpRequest) -> str:
    """Return the path of the page of this house that a request comes from; empty for none."""
    path, referer = request.GET.get("page", ""), request.headers.get("Referer", "")
    if not path and referer.partition("://")[2].startswith(f"{request.get_host()}/"):
        path = path_in(referer)
    return path if path != request.path and len(path) <= 300 else ""


@require_http_methods(["GET", "HEAD", "POST"])
def tip_new(request: HttpRequest) -> HttpResponse:
    """Write a help text of the community's own for a page, or keep an answer that others need too."""
    require(may_write_tip(request.actor, request.space))
    form = TipForm(request.POST or None, initial={"page": request.GET.get("page", "")[:300]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            commands.write_tip(
                request.actor, request.space, commands.kind_of(said["page"]), said["question"], said["answer"], for_guests=said["for_guests"]
            )  # fmt: skip
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("It stands in the help of that page from now on."))
            return redirect("desk:tips")
    return render(request, "desk/tip.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def tips(request: HttpRequest) -> HttpResponse:
    """Every help text of the community's own, by page."""
    require(may_write_tip(request.actor, request.space))
    return render(
        request, "desk/tips.html", {"tips": [(tip, room_of(tip.route)) for tip in tips_in(request.space)[:300]]}
    )


@require_POST
def tip_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a help text out."""
    require(may_write_tip(request.actor, request.space))
    commands.remove_tip(request.actor, get_object_or_404(tips_in(request.space), id=key))
    messages.success(request, _("It is out of the help."))
    return redirect("desk:tips")
