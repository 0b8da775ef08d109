"""A call's way: its editor, and the dry run that tells what someone can do at some moment."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.foundation import clock
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import set_phases
from allmende.rooms.calls.commands.phases import EARLIEST, LATEST
from allmende.rooms.calls.forms.phases import moment, phase_set, with_another
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.dry_run import PARTS, calendar, dry_run, person_named, someone
from allmende.rooms.calls.rules import may_change_call, may_dry_run
from allmende.rooms.calls.views.editing import edit_page, revision_in
from allmende.rooms.calls.views.fetching import get_call


def phases(request: HttpRequest, slug: str) -> HttpResponse:
    """Say from when to when a call is in which phase, and what each opens to whom."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    if request.method != "POST":
        return _editor(request, call, phase_set(None, call.way, call.zone), version=call.revision)
    if "another" in request.POST:
        typed = phase_set(with_another(request.POST), call.way, call.zone)
        return _editor(request, call, typed, version=request.POST.get("version", ""))
    given = phase_set(request.POST, call.way, call.zone)
    if not given.is_valid():
        return _editor(
            request, call, given, version=request.POST.get("version", ""), problems=given.non_form_errors(), status=422
        )
    rows: list[int] = []
    try:
        numbered = given.given()
        rows = [row for row, _phase in numbered]
        set_phases(request.actor, call, [phase for _row, phase in numbered], revision=revision_in(request))
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        said = given.show(refusal, rows)
        return _editor(request, call, given, version=request.POST.get("version", ""), problems=said, status=422)
    messages.success(request, _("The dates are set."))
    return redirect("calls:phases" if "stay" in request.POST else "calls:call", slug=call.slug)


def _editor(
    request: HttpRequest, call: Call, forms: Any, *, version: object, problems: Any = (), status: int = 200
) -> HttpResponse:
    return edit_page(
        request, call, "calls/phases.html", status=status, phases=forms, version=version, problems=problems
    )


@require_safe
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell a host what a person, or whoever has a part, can do at a moment, by the rules themselves."""
    call = get_call(request, slug)
    require(may_dry_run(request.actor, call))
    there, problem = ZoneInfo(call.zone), ""
    at = clock.now()
    if typed := request.GET.get("at", ""):
        try:
            found = moment("").clean(typed).replace(tzinfo=there)
            at = found if EARLIEST <= found < LATEST else at
        except (ValidationError, OverflowError, AttributeError):
            problem = _("Write the moment as a date and a time, such as 2026-03-10 12:00.")
    who, part = request.GET.get("who", "").removeprefix("@").strip(), request.GET.get("part", "member")
    reader = person_named(call, who) if who else someone(call, part if part in PARTS else "member")
    if reader is None:
        problem = _("Nobody of that name belongs here.") if who else _("Nobody has this part yet.")
    parts = {
        "guest": _("a guest"), "member": _("a member"), "author": _("an author"), "juror": _("a member of the jury"), "host": _("a host"),
    }  # fmt: skip
    choices = [{"value": key, "label": label, "current": key == part and not who} for key, label in parts.items()]
    return edit_page(
        request, call, "calls/dry_run.html", status=200, run=dry_run(call, reader, at), problem=problem, choices=choices, who=who,
        at=at.astimezone(there).strftime("%Y-%m-%dT%H:%M"), moment=at, wide=mark_safe(calendar(call, at)),
        narrow=mark_safe(calendar(call, at, narrow=True)),
    )  # fmt: skip
