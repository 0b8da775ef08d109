"""The import wizard: choose a file, look at the dry run, decide, watch it come in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.counting import Problem, Rule
from allmende.foundation.tasks.models import Job
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.imports import confirm_import, take_file
from allmende.rooms.calls.forms import BallotFileForm, show_errors
from allmende.rooms.calls.models import ElectionImport, ImportState
from allmende.rooms.calls.queries.links import call_url
from allmende.rooms.calls.queries.problems import in_words
from allmende.rooms.calls.rules import may_import
from allmende.rooms.calls.tasks import import_ballot_file, read_ballot_file


def index(request: HttpRequest) -> HttpResponse:
    """Choose a ballot file; earlier imports stand below."""
    require(may_import(request.actor, request.space))
    form = BallotFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = take_file(request.actor, request.space, file.name, file.chunks())
        except Refused as refusal:
            if refusal.status not in {413, 422}:
                raise
            show_errors(form, refusal)
        else:
            if row.state == ImportState.READING:
                _enqueue(row, read_ballot_file)
            return redirect("calls:import", key=row.id)
    earlier = ElectionImport.objects.filter(actor=request.actor, space=request.space).order_by("-id")[:20]
    crumbs = [(_("Calls"), reverse("calls:index")), (_("Import an election"), "")]
    context = {"form": form, "earlier": earlier, "crumbs": crumbs}
    return render(request, "calls/imports.html", context, status=422 if form.errors else 200)


def _enqueue(row: ElectionImport, task: Any) -> None:
    result = task.enqueue(str(row.id))
    ElectionImport.objects.filter(id=row.id).update(job=result.id)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far the import is: it asks again by itself while something is being done."""
    row = _row(request, key)
    job = Job.objects.filter(id=row.job).first() if row.job else None
    is_busy = row.state in {ImportState.READING, ImportState.IMPORTING}
    percent = job.percent if job else 0
    context = {
        "percent": percent, "percent_note": f"{percent} %", "crumbs": [(_("Import an election"), reverse("calls:imports")), (row.name, "")],
        "row": row, "job": job, "is_busy": is_busy and not (job and job.state == "dead"),
        "has_failed": is_busy and job is not None and job.state == "dead",
        "problems": [(p["line"], in_words(Problem(p["code"], p["line"], p["params"]))) for p in row.problems],
        "rules": _rules(row), "call_url": call_url(row.call.slug) if row.call else "",
    }  # fmt: skip
    return render(request, "calls/import.html#state" if request.htmx else "calls/import.html", context)


def _rules(row: ElectionImport) -> list[dict[str, Any]]:
    names = {
        Rule.GREEDY: _("Most votes first"), Rule.GREEDY_PER_COST: _("Most votes for the cost first"),
        Rule.EQUAL_SHARES: _("Equal shares"),
    }  # fmt: skip
    found = row.summary.get("winners", {})
    reproduced = row.summary.get("reproduced_by", [])
    return [
        {"key": rule.value, "name": name, "funded": len(found[rule.value]), "official": rule.value in reproduced}
        for rule, name in names.items()
        if rule.value in found
    ]


@require_POST
def confirmation(request: HttpRequest, key: UUID) -> HttpResponse:
    """Import what the dry run showed."""
    row = _row(request, key)
    rule = request.POST.get("rule", Rule.GREEDY)
    if rule not in set(Rule):
        raise Refused(_("Choose one of the rules."), 422)
    row = confirm_import(request.actor, row, Rule(rule))
    _enqueue(row, import_ballot_file)
    return redirect("calls:import", key=row.id)


def _row(request: HttpRequest, key: UUID) -> ElectionImport:
    """An import is its maker's alone."""
    require(may_import(request.actor, request.space))
    rows = ElectionImport.objects.filter(actor=request.actor, space=request.space).select_related("call")
    return get_object_or_404(rows, id=key)
