"""The import wizard: choose a file, look at the dry run, decide, watch it come in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.counting import Rule
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.imports import confirm_import, take_file
from allmende.rooms.calls.forms import BallotFileForm, show_errors
from allmende.rooms.calls.models import ElectionImport
from allmende.rooms.calls.queries.imports import import_of, import_page, my_imports
from allmende.rooms.calls.rules import may_import
from allmende.rooms.calls.tasks import import_ballot_file, read_ballot_file


def index(request: HttpRequest) -> HttpResponse:
    """Choose a ballot file; earlier imports stand below."""
    require(may_import(request.actor, request.space))
    form = BallotFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = take_file(request.actor, request.space, file.name, file.chunks(), then=read_ballot_file.enqueue)
        except Refused as refusal:
            if refusal.status not in {413, 422}:
                raise
            show_errors(form, refusal)
        else:
            return redirect("calls:import", key=row.id)
    crumbs = [(_("Calls"), reverse("calls:index")), (_("Import an election"), "")]
    context = {"form": form, "earlier": my_imports(request.actor, request.space), "crumbs": crumbs}
    return render(request, "calls/imports.html", context, status=422 if form.errors else 200)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the import is: it asks again by itself while something is being done."""
    row = _row(request, key)
    shown = import_page(row)
    crumbs = [(_("Import an election"), reverse("calls:imports")), (row.name, "")]
    context = {"page": shown, "row": row, "percent_note": f"{shown.percent} %", "crumbs": crumbs}
    return render(request, "calls/import.html#state" if request.htmx else "calls/import.html", context)


@require_POST
def confirmation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import what the dry run showed."""
    row = _row(request, key)
    rule = request.POST.get("rule", Rule.GREEDY)
    if rule not in set(Rule):
        raise Refused(_("Choose one of the rules."), 422)
    confirm_import(request.actor, row, Rule(rule), then=import_ballot_file.enqueue)
    return redirect("calls:import", key=row.id)


def _row(request: HttpRequest, key: UUID) -> ElectionImport:
    """An import is its maker's alone."""
    require(may_import(request.actor, request.space))
    row = import_of(request.actor, request.space, key)
    if row is None:
        raise Http404
    return row
