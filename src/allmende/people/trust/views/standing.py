"""One's own standing, thanking, and the levels of a community."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.trust import commands
from allmende.people.trust.forms import LockForm, RungForm, ThanksForm
from allmende.people.trust.models import Level
from allmende.people.trust.models.rungs import YOUNG_UNTIL, is_young, rungs_of
from allmende.people.trust.queries.drawing import picture_of
from allmende.people.trust.queries.graph import neighbourhood
from allmende.people.trust.queries.levels import standing_page
from allmende.people.trust.queries.measures import my_measures, thanks_to
from allmende.people.trust.queries.survey import findings_of
from allmende.people.trust.rules import may_lock_level, may_see_standing, may_set_rungs, may_survey, may_thank


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """My standing: what I may, what comes next, what counted, and what was decided about me, also after I had to go."""
    require(is_signed_in(request.actor))
    actor, root = request.actor, request.space
    measures = my_measures(actor, root)
    if not measures:
        require(may_see_standing(actor, root))
    context = {
        "measures": measures, "standing": standing_page(actor, root) if may_see_standing(actor, root) else None,
        "thanks": thanks_to(actor, root), "may_set": bool(may_set_rungs(actor, root)),
        "may_survey": bool(may_survey(actor, root)),
    }  # fmt: skip
    return render(request, "trust/mine.html", context)


@require_safe
def around(request: HttpRequest) -> HttpResponse:
    """My neighbourhood, as a picture and as a list."""
    require(may_see_standing(request.actor, request.space))
    found = neighbourhood(request.actor, request.space)
    return render(request, "trust/around.html", {"around": found, "picture": picture_of(request.actor, found)})


@require_http_methods(["GET", "HEAD", "POST"])
def levels(request: HttpRequest) -> HttpResponse:
    """What a community asks for its levels and gives with them, for its curators to set."""
    root = request.space
    require(may_set_rungs(request.actor, root))
    rungs = rungs_of(root)
    forms = [
        RungForm(request.POST or None, prefix=f"l{rung.level}", initial=RungForm.initial_of(rung)) for rung in rungs
    ]
    problem = ""
    valid = [form.is_valid() for form in forms]
    if request.method == "POST" and all(valid):
        try:
            changes = [form.change(Level(rung.level)) for form, rung in zip(forms, rungs, strict=True)]
            commands.set_rungs(request.actor, root, changes)
        except Refused as refusal:
            problem = str(refusal.reason)
        else:
            messages.success(request, _("Saved. Everyone is reckoned anew by tomorrow."))
            return redirect("trust:levels")
    rows = [(Level(rung.level).label, form) for rung, form in zip(rungs, forms, strict=True)]
    context = {"rows": rows, "problem": problem, "is_young": is_young(root), "young_until": YOUNG_UNTIL}
    failed = problem or any(form.errors for form in forms)
    return render(request, "trust/levels.html", context, status=422 if failed else 200)


@require_safe
def graph(request: HttpRequest) -> HttpResponse:
    """What the trust graph shows of the whole community, each with what helps."""
    require(may_survey(request.actor, request.space))
    kept, findings = findings_of(request.space)
    return render(request, "trust/graph.html", {"kept": kept, "findings": findings})


def member_here(request: HttpRequest, handle: str) -> Actor:
    """Return a member of the community by handle; 404 for everyone else, also to who asks from outside."""
    if not may_see_standing(request.actor, request.space):
        require(is_signed_in(request.actor))
        raise Http404
    here = Membership.objects.filter(space=request.space).values("actor_id")  # house: members know who belongs
    return get_object_or_404(Actor, handle=handle, erased=None, id__in=here)


@require_http_methods(["GET", "HEAD", "POST"])
def thank(request: HttpRequest, handle: str) -> HttpResponse:
    """Thank someone in a sentence."""
    member = member_here(request, handle)
    require(may_thank(request.actor, request.space, member))
    form = ThanksForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.thank(request.actor, request.space, member, form.cleaned_data["text"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("%(name)s reads your thanks now.") % {"name": member.name})
            return redirect("person_made", handle=member.handle)
    return render(request, "trust/thank.html", {"form": form, "member": member}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, handle: str) -> HttpResponse:
    """Hold someone's level where it is said to be, with a reason."""
    member = member_here(request, handle)
    require(may_lock_level(request.actor, request.space, member))
    form = LockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            commands.lock_level(
                request.actor, request.space, member, Level(data["level"]), data["until"], data["reason"]
            )
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            messages.success(request, _("The level is held, and %(name)s is told why.") % {"name": member.name})
            return redirect("person", handle=member.handle)
    return render(request, "trust/lock.html", {"form": form, "member": member}, status=422 if form.errors else 200)


@require_POST
def unlock(request: HttpRequest, handle: str) -> HttpResponse:
    """Let a level move again."""
    member = member_here(request, handle)
    commands.unlock_level(request.actor, request.space, member)
    messages.success(request, _("The level moves by itself again."))
    return redirect("person", handle=member.handle)
