"""Bringing a table of ideas into a call: choose a file, look at the dry run, decide, watch it come in, take it back."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation import clock
from allmende.foundation.sheets import CSV, csv_lines
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.ideas import choose_idea_columns, confirm_ideas, drop_ideas, take_ideas, undo_ideas
from allmende.rooms.calls.forms import IdeaFileForm, show_errors
from allmende.rooms.calls.models import Call, IdeaImport
from allmende.rooms.calls.queries.idea_lines import FIELDS
from allmende.rooms.calls.queries.ideas import idea_import, idea_import_page, idea_imports, rejected_lines
from allmende.rooms.calls.rules import may_bring_ideas, may_undo_ideas
from allmende.rooms.calls.tasks import import_idea_table, read_idea_table, undo_idea_table
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a table; earlier imports stand below."""
    call = get_call(request, slug)
    require(may_bring_ideas(request.actor, call))
    form = IdeaFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = take_ideas(request.actor, call, file.name, file.chunks(), then=read_idea_table.enqueue)
        except Refused as refusal:
            if refusal.status not in {413, 422}:
                raise
            show_errors(form, refusal)
        else:
            return redirect("calls:idea_import", slug=call.slug, key=row.id)
    crumbs = crumbs_to(call, (_("Bring ideas in"), ""))
    context = {"call": call, "form": form, "earlier": idea_imports(call), "crumbs": crumbs, "fields": FIELDS}
    return render(request, "calls/idea_imports.html", context, status=422 if form.errors else 200)


def page(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """How far an import is: it asks again by itself while something is being done."""
    call, row = _row(request, slug, key)
    shown = idea_import_page(row)
    above = (_("Bring ideas in"), reverse("calls:ideas", args=[call.slug]))
    context = {
        "call": call, "row": row, "page": shown, "percent_note": f"{shown.percent} %", "crumbs": crumbs_to(call, above, (row.name, "")),
        "choices": [("", _("leave out")), *FIELDS.items()], "may_undo": may_undo_ideas(request.actor, row),
        "has_file": row.rejected and clock.now() <= row.until,
    }  # fmt: skip
    return render(request, "calls/idea_import.html#state" if request.htmx else "calls/idea_import.html", context)


@require_POST
def columns(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Read the table again with other columns."""
    call, row = _row(request, slug, key)
    choose_idea_columns(request.actor, row, request.POST.getlist("column"), then=read_idea_table.enqueue)
    return redirect("calls:idea_import", slug=call.slug, key=row.id)


@require_POST
def confirmation(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Bring in what the dry run showed."""
    call, row = _row(request, slug, key)
    confirm_ideas(request.actor, row, then=import_idea_table.enqueue)
    return redirect("calls:idea_import", slug=call.slug, key=row.id)


@require_POST
def removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Let go of a table that shall not come in."""
    call, row = _row(request, slug, key)
    drop_ideas(request.actor, row)
    return redirect("calls:ideas", slug=call.slug)


@require_POST
def undoing(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take back what a table brought."""
    call, row = _row(request, slug, key)
    undo_ideas(request.actor, row, then=undo_idea_table.enqueue)
    return redirect("calls:idea_import", slug=call.slug, key=row.id)


def rejected(request: HttpRequest, slug: str, key: UUID) -> StreamingHttpResponse:
    """The lines that stay out, as CSV, with what to mend behind each."""
    _call, row = _row(request, slug, key)
    if not row.rejected or clock.now() > row.until:
        raise Http404
    answer = StreamingHttpResponse(csv_lines(rejected_lines(row)), content_type=CSV)
    answer["Content-Disposition"] = 'attachment; filename="rejected.csv"'
    return answer


def _row(request: HttpRequest, slug: str, key: UUID) -> tuple[Call, IdeaImport]:
    """An import is for the hosts of its call."""
    call = get_call(request, slug)
    require(may_bring_ideas(request.actor, call))
    row = idea_import(call, key)
    if row is None:
        raise Http404
    return call, row
