"""Choosing columns and form of a list, and fetching it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.sheets.commands import AT_ONCE, take_along
from allmende.commons.sheets.models import Export
from allmende.commons.sheets.queries import (
    chosen_columns,
    column_choices,
    export_of,
    preview_of,
    progress_of,
    query_of,
    sheet_of,
)
from allmende.commons.sheets.rules import may_fetch, may_take_along
from allmende.commons.sheets.tasks import write_export
from allmende.foundation import clock
from allmende.foundation.sheets import FORMS, PDF, Query, Sheet
from allmende.foundation.verdicts import Refused, require


@require_safe
def sheet(request: HttpRequest, key: str) -> HttpResponse:
    """A list before it is taken along: its columns, and what its first rows look like."""
    found, query = sheet_of(key), query_of(request.GET)
    require(may_take_along(request.actor, request.space, found, query))
    return _page(request, found, query, chosen_columns(request.actor, found))


def _page(
    request: HttpRequest, found: Sheet, query: Query, chosen: list[str], refusal: Refused | None = None
) -> HttpResponse:
    headings, *rows = preview_of(request.actor, request.space, found, query)
    context: dict[str, Any] = {
        "sheet": found, "columns": column_choices(found, chosen), "headings": headings, "rows": rows, "refusal": refusal,
        "query": urlencode(query), "crumbs": [(found.title, found.url(query)), (_("Take along"), "")], "at_once": AT_ONCE,
        "back": found.url(query),
    }  # fmt: skip
    return render(request, "sheets/sheet.html", context, status=refusal.status if refusal else 200)


@require_POST
def exports(request: HttpRequest, key: str) -> HttpResponse:
    """The list as a file; a long one is written meanwhile."""
    found, query, form = sheet_of(key), query_of(request.GET), request.POST.get("form", "")
    columns = request.POST.getlist("columns")
    try:
        taken = take_along(request.actor, request.space, found, query, columns, form, then=write_export.enqueue)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return _page(request, found, query, columns, refusal)
    if taken.export:
        return redirect("sheets:export", key=taken.export.id)
    return HttpResponse(taken.content, content_type=FORMS[form][1], headers=_headers(found.key, form))


@require_safe
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """How far a long list is, and where it can be fetched."""
    row = _own(request, key)
    context = {
        "export": row,
        "progress": progress_of(row),
        "sheet": sheet_of(row.sheet),
        "crumbs": [(_("Take along"), "")],
    }
    return render(request, "sheets/export.html#state" if request.htmx else "sheets/export.html", context)


@require_safe
def export_file(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """A long list that is ready, for whoever asked for it and may still have it."""
    row = _own(request, key)
    require(may_fetch(request.actor, row))
    require(may_take_along(request.actor, row.root, sheet_of(row.sheet), row.query))
    content = default_storage.open(row.path)
    return FileResponse(
        content, content_type=PDF if row.form == "pdf" else FORMS[row.form][1], headers=_headers(row.sheet, row.form)
    )


def _own(request: HttpRequest, key: UUID) -> Export:
    row = export_of(request.actor, key)
    if row is None:
        raise Http404
    return row


def _headers(name: str, form: str) -> dict[str, str]:
    filename = f"{name}-{clock.now().date().isoformat()}.{form}"
    return {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "no-store"}
