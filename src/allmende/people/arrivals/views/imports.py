"""The wizard: choose a file of people, look at the dry run, decide, watch them come in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.people.arrivals.commands.imports import choose_columns, confirm_import, drop_import, take_file
from allmende.people.arrivals.forms import PeopleFileForm, show_errors
from allmende.people.arrivals.models import PeopleImport
from allmende.people.arrivals.queries.imports import field_choices, import_of, import_page, my_imports, read_as
from allmende.people.arrivals.rules import may_import_people
from allmende.people.arrivals.tasks import import_people_file, read_people_file


def index(request: HttpRequest) -> HttpResponse:
    """Choose a file; earlier imports stand below."""
    require(may_import_people(request.actor, request.space))
    form = PeopleFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = take_file(request.actor, request.space, file.name, file.chunks(), then=read_people_file.enqueue)
        except Refused as refusal:
            if refusal.status not in {413, 422}:
                raise
            show_errors(form, refusal)
        else:
            return redirect("arrivals:import", key=row.id)
    crumbs = [(_("Arrivals"), reverse("arrivals:index")), (_("Import people"), "")]
    context = {"form": form, "earlier": my_imports(request.actor, request.space), "crumbs": crumbs}
    return render(request, "arrivals/imports.html", context, status=422 if form.errors else 200)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the import is: it asks again by itself while something is being done."""
    row = _row(request, key)
    shown = import_page(row)
    crumbs = [(_("Import people"), reverse("arrivals:imports")), (row.name, "")]
    context = {
        "page": shown, "row": row, "percent_note": f"{shown.percent} %", "crumbs": crumbs, "read_as": read_as(row),
        "choices": field_choices(),
    }  # fmt: skip
    return render(request, "arrivals/import.html#state" if request.htmx else "arrivals/import.html", context)


@require_POST
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """Read the file again with other columns."""
    row = _row(request, key)
    choose_columns(request.actor, row, request.POST.getlist("column"), then=read_people_file.enqueue)
    return redirect("arrivals:import", key=row.id)


@require_POST
def confirmation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Bring in what the dry run showed."""
    row = _row(request, key)
    sends = request.POST.get("welcome") == "on"
    confirm_import(request.actor, row, sends_welcome=sends, then=import_people_file.enqueue)
    return redirect("arrivals:import", key=row.id)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let go of a file that shall not come in."""
    drop_import(request.actor, _row(request, key))
    return redirect("arrivals:imports")


def _row(request: HttpRequest, key: UUID) -> PeopleImport:
    """An import is its maker's alone."""
    require(may_import_people(request.actor, request.space))
    row = import_of(request.actor, request.space, key)
    if row is None:
        raise Http404
    return row
