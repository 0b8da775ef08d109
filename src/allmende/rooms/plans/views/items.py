"""What a plan agrees: its lines as tables, a line by itself, and its seats."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, Text, require
from allmende.rooms.plans import commands
from allmende.rooms.plans.forms import SeatForm, show_errors, whole
from allmende.rooms.plans.forms.items import ITEM_FORMS, ItemForm
from allmende.rooms.plans.models import ITEMS, AnyItem, Plan
from allmende.rooms.plans.queries import agreed_of, find_item, find_seat, rows_of
from allmende.rooms.plans.rules import may_change_plan
from allmende.rooms.plans.views.fetching import get_plan
from allmende.rooms.plans.views.plans import BACK_IN_THE_FORM, frame_of

WORDS: dict[str, tuple[Text, Text, Text]] = {
    "goals": (gettext_lazy("Goals"), gettext_lazy("A number and a day: what is to be otherwise, and how we will know."), gettext_lazy("Put down a goal")),
    "risks": (gettext_lazy("Risks"), gettext_lazy("What can go wrong, who watches it, and what is done before it happens."), gettext_lazy("Put down a risk")),
    "promises": (gettext_lazy("Thanks"), gettext_lazy("What we promise those who take part, and who sees to it."), gettext_lazy("Promise thanks")),
    "budget": (gettext_lazy("Budget"), gettext_lazy("What it costs: as planned, and in the end as spent."), gettext_lazy("Add a line")),
}  # fmt: skip
"""What the page of each kind is called, what it is for, and what one does there."""


def items(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The lines of one kind; POST adds one."""
    plan = get_plan(request, key)
    if kind not in ITEMS:
        raise Http404
    form = ITEM_FORMS[kind](request.POST or None, plan=plan)
    status = 200
    if request.method == "POST":
        require(may_change_plan(request.actor, plan))
        status = 422
        try:
            if form.is_valid():
                commands.add_item(request.actor, plan, kind, **_given(form))
                messages.success(request, _("It stands in the plan."))
                return redirect("plans:items", key=key, kind=kind)
        except Refused as refusal:
            status = _shown(form, refusal)
    agreed = agreed_of(request.actor, plan)
    title, lead, add = WORDS[kind]
    context = frame_of(request, plan, (title, "")) | {
        "kind": kind, "at": {kind: True}, "title": title, "lead": lead, "add": add, "rows": rows_of(plan, kind, agreed), "form": form, "agreed": agreed,
    }  # fmt: skip
    return render(request, "plans/items.html", context, status=status)


def item(request: HttpRequest, key: UUID, kind: str, line: UUID) -> HttpResponse:
    """A line by itself, to be changed."""
    plan = get_plan(request, key)
    found = _line(plan, kind, line)
    require(may_change_plan(request.actor, plan))
    form = ITEM_FORMS[kind](request.POST or None, plan=plan, item=found)
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                commands.change_item(request.actor, found, whole(request.POST.get("revision", "")), **_given(form))
                messages.success(request, _("Saved."))
                return redirect("plans:items", key=key, kind=kind)
        except Refused as refusal:
            status = _shown(form, refusal)
            theirs = _theirs(plan, kind, line, request) if status == 409 else None
            found = _line(plan, kind, line)
    context = frame_of(request, plan, (WORDS[kind][0], "")) | {
        "kind": kind, "item": found, "form": form, "title": found.title, "theirs": theirs,
    }  # fmt: skip
    return render(request, "plans/item.html", context, status=status)


def _theirs(plan: Plan, kind: str, line: UUID, request: HttpRequest) -> Any:
    """The line as somebody else saved it meanwhile."""
    rows = rows_of(plan, kind, agreed_of(request.actor, plan))
    return next((row for row in rows if row.id == line), None)


@require_POST
def item_removal(request: HttpRequest, key: UUID, kind: str, line: UUID) -> HttpResponse:
    """Take a line out."""
    commands.remove_item(request.actor, _line(get_plan(request, key), kind, line))
    messages.success(request, _("It no longer stands in the plan."))
    return redirect("plans:items", key=key, kind=kind)


def seats(request: HttpRequest, key: UUID) -> HttpResponse:
    """The eight seats; POST offers an empty one to somebody."""
    plan = get_plan(request, key)
    form = SeatForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require(may_change_plan(request.actor, plan))
        status = 422
        try:
            if form.is_valid():
                side, _dash, duty = request.POST.get("seat", "").partition("-")
                commands.offer_seat(request.actor, plan, side, duty, form.cleaned_data["person"])
                messages.success(request, _("Asked. The seat shows who is meant until they have answered."))
                return redirect("plans:seats", key=key)
        except Refused as refusal:
            status = _shown(form, refusal)
    agreed = agreed_of(request.actor, plan)
    wanted = request.POST.get("seat") or request.GET.get("seat", "")
    context = frame_of(request, plan, (_("Seats"), "")) | {"seats": agreed.seats, "form": form, "wanted": wanted}
    return render(request, "plans/seats.html", context, status=status)


@require_POST
def seat_taking(request: HttpRequest, key: UUID, seat: UUID) -> HttpResponse:
    """Take the seat that one is offered."""
    plan = get_plan(request, key)
    commands.take_seat(request.actor, _seat(plan, seat))
    messages.success(request, _("The seat is yours. You look after the plan with the others."))
    return redirect("plans:seats", key=key)


@require_POST
def seat_removal(request: HttpRequest, key: UUID, seat: UUID) -> HttpResponse:
    """Decline or leave a seat, or take its offer back."""
    plan = get_plan(request, key)
    commands.leave_seat(request.actor, _seat(plan, seat))
    messages.success(request, _("The seat is empty again."))
    return redirect("plans:seats", key=key)


def _seat(plan: Plan, key: UUID) -> Any:
    found = find_seat(plan, key)
    if found is None:
        raise Http404
    return found


def _line(plan: Plan, kind: str, key: UUID) -> AnyItem:
    found = find_item(plan, kind, key)
    if found is None:
        raise Http404
    return found


def _given(form: ItemForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in form.fields}


def _shown(form: Any, refusal: Refused) -> int:
    if refusal.status not in BACK_IN_THE_FORM:
        raise refusal
    show_errors(form, refusal)
    return refusal.status
