"""The fields that a call asks for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.template import set_template
from allmende.rooms.calls.forms.contributions import FieldForms, fields_from
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.proposals import proposals, proposed_fields
from allmende.rooms.calls.queries.template import Asked, template_of
from allmende.rooms.calls.rules import may_change_call
from allmende.rooms.calls.views.editing import edit_page, revision_in
from allmende.rooms.calls.views.fetching import get_call


def fields(request: HttpRequest, slug: str) -> HttpResponse:
    """Say which fields each contribution fills in."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    standing = [_initial(field) for field in template_of(call.id)]
    is_proposed = not standing and request.GET.get("proposed") == "1"
    initial = proposed_fields(call) if is_proposed else standing
    rows = FieldForms(request.POST or None, initial=initial, prefix="field")
    if request.method == "POST" and rows.is_valid():
        try:
            set_template(request.actor, call, fields_from(rows), revision=revision_in(request))
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            return _page(request, call, rows, refusal, is_proposed=is_proposed)
        messages.success(request, _("Saved. Whoever writes meanwhile loses nothing."))
        return redirect("calls:fields", slug=call.slug)
    return _page(request, call, rows, None, is_proposed=is_proposed)


def _page(
    request: HttpRequest, call: Call, rows: object, refusal: Refused | None, *, is_proposed: bool
) -> HttpResponse:
    """The page; a refusal names its fields by their place among those that have a name."""
    named = [form for form in rows if not form.is_bound or form.cleaned_data.get("label")] if rows.is_bound else []  # type: ignore[attr-defined]
    for key, text in refusal.errors.items() if refusal else ():
        place, _dash, name = key.partition("-")
        named[int(place)].add_error(name, str(text))
    for number, form in enumerate(rows, 1):  # type: ignore[arg-type, var-annotated]
        form.legend = _("Field %(n)d") % {"n": number}
    problem = str(refusal.reason) if refusal else ""
    status = 422 if refusal or rows.total_error_count() else 200  # type: ignore[attr-defined]
    return edit_page(
        request,
        call,
        "calls/fields.html",
        status=status,
        rows=rows,
        problem=problem,
        is_proposed=is_proposed,
        proposals=[] if template_of(call.id) else proposals(call, "fields"),
    )


def _initial(field: Asked) -> dict[str, object]:
    return {
        "key": field.key, "label": field.label, "kind": field.kind, "help": field.help, "is_required": field.is_required,
        "most": field.most, "unit": field.unit, "choices": "\n".join(field.choices),
    }  # fmt: skip
