"""What there is to win, written by the hosts."""

from __future__ import annotations

from typing import Any

from babel.numbers import get_currency_symbol
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from allmende.commons.audiences.models import Layer
from allmende.foundation.money import Money
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import set_prizes
from allmende.rooms.calls.forms.prizes import PlanForm, PrizeForms, initial_of
from allmende.rooms.calls.models import Call
from allmende.rooms.calls.queries.prizes import plan_of
from allmende.rooms.calls.queries.proposals import proposals, proposed_prizes
from allmende.rooms.calls.rules import is_fixed, may_plan_prizes
from allmende.rooms.calls.views.editing import edit_page, revision_in
from allmende.rooms.calls.views.fetching import get_call


def prizes(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what there is to win, and who decides it."""
    call = get_call(request, slug)
    require(may_plan_prizes(request.actor, call))
    plan, standing = plan_of(call) or (None, ())
    currency = plan.currency if plan and is_fixed(call) else call.currency
    is_proposed = not standing and request.GET.get("proposed") == "1"
    forms = PrizeForms(
        request.POST or None,
        initial=proposed_prizes(call) if is_proposed else initial_of(standing),
        prefix="p",
        currency=currency,
    )
    plan_form = PlanForm(request.POST or None, initial={"shown_on": int(plan.shown_on if plan else Layer.PUBLIC)})
    if request.method == "POST" and forms.is_valid() and plan_form.is_valid():
        try:
            set_prizes(
                request.actor, call, forms.prizes(), shown_on=plan_form.cleaned_data["shown_on"], revision=revision_in(request)
            )  # fmt: skip
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            plan_form.add_error(None, str(refusal.reason))
            forms.show_errors(refusal)
        else:
            messages.success(request, _("Saved. The brief says what there is to win."))
            return redirect("calls:call", slug=call.slug)
    for number, form in enumerate(forms, 1):
        form.legend = _("Prize %(n)d") % {"n": number}
    status = 422 if plan_form.errors or forms.total_error_count() else 200
    return edit_page(
        request, call, "calls/prizes.html", status=status, forms=forms, plan_form=plan_form, sign=get_currency_symbol(currency, get_language() or "en"),
        revision=plan.revision if plan else 0, is_fixed=is_fixed(call), sums=_sums(call, standing, currency),
        is_proposed=is_proposed, proposals=[] if standing else proposals(call, "prizes"),
    )  # fmt: skip


def _sums(call: Call, standing: Any, currency: str) -> str:
    """All prizes together, beside the budget of the call."""
    total = sum(prize.total for prize in standing)
    if not total:
        return ""
    language = get_language() or "en"
    said = {"total": Money(total, currency).format(language)}
    if call.budget is None or call.currency != currency:
        return _("All prizes together: %(total)s.") % said
    said["budget"] = call.money(call.budget).format(language)
    if total > call.budget:
        return _("All prizes together: %(total)s. That is more than the budget of the call, %(budget)s.") % said
    return _("All prizes together: %(total)s. The budget of the call is %(budget)s.") % said
