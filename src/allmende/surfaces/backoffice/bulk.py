"""One thing for many: choose, see in numbers what will happen, say yes, read what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.bulk import commands
from allmende.commons.bulk.deeds import Deed, deed_of
from allmende.commons.bulk.models import Batch, State
from allmende.commons.bulk.rules import may_carry_out, may_see_batch
from allmende.commons.bulk.tasks import job_of, set_out
from allmende.foundation.text.cleaning import clean_line
from allmende.surfaces.backoffice.rules import may_see_office
from allmende.surfaces.backoffice.views import asked, crumbs, only

FILTER = "f-"
"""What the fields begin with that carry a list's filter along."""


def chosen_from(request: HttpRequest) -> dict[str, str]:
    """Return the filter that a list sent along."""
    return {
        name.removeprefix(FILTER): asked(request.POST, name, 200) for name in request.POST if name.startswith(FILTER)
    }


@require_POST
@only(may_see_office)
def choosing(request: HttpRequest) -> HttpResponse:
    """Freeze what is chosen: the ticked rows, or all that fit the filter."""
    key = request.POST.get("deed", "")
    deed = deed_of(key)
    if deed is None or not deed.may(request.actor, request.space):
        raise Http404
    if request.POST.get("all"):
        rows = deed.find(request.actor, request.space, chosen_from(request))
    else:
        rows = (clean_line(key[:80]) for key in request.POST.getlist("key"))
    batch = commands.choose(request.actor, request.space, key, rows)
    set_out(batch)
    return redirect("backoffice:batch", batch.id)


@require_safe
@only(may_see_office)
def batch(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is asked, weighed, being done, or done."""
    found, deed = _found(request, key)
    return _page(
        request, found, deed, deed.form(root=request.space) if deed.form and found.state == State.ASKING else None
    )


@require_POST
@only(may_see_office)
def details(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take what the deed asks for, and weigh."""
    found, deed = _found(request, key)
    if deed.form is None:
        raise Http404
    form = deed.form(request.POST, root=request.space)
    if not form.is_valid():
        return _page(request, found, deed, form)
    set_out(commands.say_more(request.actor, found, form.cleaned_data))
    return redirect("backoffice:batch", key)


@require_POST
@only(may_see_office)
def doing(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say yes; said twice, it is done once."""
    found, _deed = _found(request, key)
    if found.state not in {State.DOING, State.DONE}:
        set_out(commands.begin(request.actor, found))
    return redirect("backoffice:batch", key)


def _found(request: HttpRequest, key: UUID) -> tuple[Batch, Deed]:
    found = Batch.objects.filter(id=key).first()
    deed = deed_of(found.deed) if found else None
    if (
        found is None
        or deed is None
        or not may_see_batch(request.actor, found)
        or not deed.may(request.actor, request.space)
    ):
        raise Http404
    return found, deed


def _page(request: HttpRequest, found: Batch, deed: Deed, form: Any) -> HttpResponse:
    refusals = sorted(found.refusals.items(), key=lambda pair: -pair[1])
    is_asking = form is not None
    context = {
        "batch": found, "deed": deed, "form": form, "refusals": refusals, "total": len(found.keys),
        "effect": "" if is_asking else deed.effect(found.fits, found.given), "may_do": may_carry_out(request.actor, found),
        "is_busy": found.state in {State.WEIGHING, State.DOING}, "is_weighed": found.state == State.WEIGHED and not is_asking,
        "is_done": found.state == State.DONE, "back_url": reverse(deed.back), "crumbs": crumbs(deed.label),
        "job": None if is_asking else job_of(found), "busy_label": _("Is weighed") if found.state == State.WEIGHING else _("Is being done"),
    }  # fmt: skip
    template = "backoffice/batch.html#state" if request.htmx and not is_asking else "backoffice/batch.html"
    return render(request, template, context, status=422 if is_asking and form.errors else 200)
