"""The people of a call: who they are, whom hosts add, and giving one's part back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.models import Space
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands.people import end_part, give_part
from allmende.rooms.calls.forms.people import PartForm
from allmende.rooms.calls.models import Call, CallState, PartKind
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.finding import find_place
from allmende.rooms.calls.queries.people import bodies_for, part_of, people_of
from allmende.rooms.calls.rules import is_blind, may_give_part, sees_behind
from allmende.rooms.calls.views.fetching import crumbs_to, get_call


def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is who in a call; hosts add somebody."""
    call = get_call(request, slug)
    may_give = may_give_part(request.actor, call)
    bodies = bodies_for(request.actor, request.space) if may_give else []
    form = PartForm(request.POST or None, bodies=bodies)
    if request.method == "POST":
        require(may_give)
        if form.is_valid() and _given(request, call, form):
            return redirect("calls:people", slug=call.slug)
    context = {
        "head": call_head(request.actor, call, "people"), "people": people_of(call), "form": form, "may_give": bool(may_give),
        "crumbs": crumbs_to(call, (_("People"), "")),
    }  # fmt: skip
    return render(request, "calls/people.html", context, status=422 if form.errors else 200)


def _given(request: HttpRequest, call: Call, form: PartForm) -> bool:
    values = form.cleaned_data
    body: Space | None = find_place(request.actor, request.space, values["body"]) if values.get("body") else None
    try:
        part = give_part(request.actor, call, values["person"], values["part"], does=values["does"], body=body)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        show_errors(form, refusal)
        return False
    messages.success(
        request, _("%(name)s is told: %(part)s.") % {"name": part.actor.name, "part": part.get_part_display()}
    )
    if part.part == PartKind.JURY and is_blind(call) and sees_behind(part.actor, call):
        messages.warning(
            request,
            _("The review is blind, and %(name)s knows who made what: others judge.") % {"name": part.actor.name},
        )
    return True


@require_POST
def part_removal(request: HttpRequest, slug: str, handle: str, part: str) -> HttpResponse:
    """Take a part away, or give one's own back."""
    call = get_call(request, slug)
    found = part_of(call, handle, part)
    if found is None:
        raise Http404
    own = found.actor_id == request.actor.id
    end_part(request.actor, call, found)
    told = _("%(name)s is told.") % {"name": found.actor.name}
    messages.success(request, _("You gave your part back. The hosts are told.") if own else told)
    still_sees = call.state != CallState.DRAFT or bool(may_give_part(request.actor, get_call(request, slug)))
    return redirect("calls:people", slug=call.slug) if still_sees else redirect("calls:index")
