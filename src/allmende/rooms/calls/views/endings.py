"""A word for everyone who handed something in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.endings import end_contributions
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.endings import EndingForm, ForAllForm
from allmende.rooms.calls.queries.endings import ASKS, endings_page
from allmende.rooms.calls.rules import may_end_contributions
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, number_from


def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what becomes of each contribution, twenty at a time, and write to those who made it."""
    call = get_call(request, slug)
    require(may_end_contributions(request.actor, call))
    page = endings_page(request.actor, call, number_from(request.GET.get("after", "")) or 0)
    data = request.POST if request.method == "POST" else None
    forms = [
        EndingForm(
            data, prefix=f"c{row.number}", initial={"ending": row.ending, "word": row.word}, is_listed=row.is_listed
        )
        for row in page.rows
    ]
    for_all = ForAllForm(data, prefix="all", initial=page.for_all, questions=ASKS)
    valid = [for_all.is_valid(), *(form.is_valid() for form in forms)]  # each says its faults
    if data is not None and all(valid):
        said = {row.id: text for row, form in zip(page.rows, forms, strict=True) if (text := form.said())}
        try:
            end_contributions(request.actor, call, said, for_all=for_all.words())
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(for_all, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(f"{reverse('calls:words', args=[call.slug])}{f'?after={page.next}' if page.next else ''}")
    context = {
        "call": call, "rows": list(zip(page.rows, forms, strict=True)), "for_all": for_all, "page": page, "asks": ASKS.items(),
        "crumbs": crumbs_to(call, (_("Outcome"), "")),
    }  # fmt: skip
    return render(request, "calls/words.html", context, status=422 if data is not None and not all(valid) else 200)
