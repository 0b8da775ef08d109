"""The pages of a community's phases."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.models import Space
from allmende.commons.stages import commands
from allmende.commons.stages.forms import StageForm
from allmende.commons.stages.models import Criterion, Stage
from allmende.commons.stages.queries import changes_by, moves_of, stages_of, strip_of
from allmende.commons.stages.rules import may_keep_stages, may_see_criteria
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require

TOLD = {409, 422}


def _root(request: HttpRequest) -> Space:
    if request.space is None:
        raise Http404
    return request.space


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The phases; for members also what each is to reach, and how the community went on so far."""
    root = _root(request)
    may_keep, inside = bool(may_keep_stages(request.actor, root)), bool(may_see_criteria(request.actor, root))
    context = {
        "strip": strip_of(root), "stages": stages_of(root), "may_keep": may_keep, "inside": inside,
        "moves": moves_of(root) if inside else [], "crumbs": [(_("About"), reverse("about")), (_("Phases of the community"), "")],
    }  # fmt: skip
    return render(request, "stages/index.html", context)


@require_POST
def setting_out(request: HttpRequest) -> HttpResponse:
    """Set the phases out."""
    return _done(
        request, lambda root: commands.set_out(request.actor, root), _("The phases are set out. Make them your own.")
    )


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a phase."""
    root = _root(request)
    require(may_keep_stages(request.actor, root))
    stage = _stage(root, number)
    form = StageForm(request.POST or None, stage=stage)
    status = 422
    if request.method == "POST" and form.is_valid():
        version = request.POST.get("version", "")
        try:
            commands.change_stage(request.actor, stage, int(version) if version.isdecimal() else -1, **form.changes)
        except Refused as refusal:
            if refusal.status not in TOLD:
                raise
            show_errors(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Saved."))
            return redirect("stages:index")
    context = {"stage": stage, "form": form, "crumbs": [*_crumbs(), (stage.name, "")]}
    return render(request, "stages/edit.html", context, status=status if form.errors else 200)


@require_POST
def tick(request: HttpRequest, key: int) -> HttpResponse:
    """Tick what has been reached."""
    criterion = _criterion(request, key)
    return _done(
        request, lambda _root: commands.tick(request.actor, criterion, request.POST.get("evidence", "")), _("Ticked.")
    )


@require_POST
def tick_removal(request: HttpRequest, key: int) -> HttpResponse:
    """Take a tick back."""
    criterion = _criterion(request, key)
    return _done(request, lambda _root: commands.untick(request.actor, criterion), _("The tick is taken back."))


def move(request: HttpRequest) -> HttpResponse:
    """Lead the community on: first what that changes, and what has not been reached."""
    root = _root(request)
    require(may_keep_stages(request.actor, root))
    stages = stages_of(root)
    now = next((stage for stage in stages if stage.is_now), None)
    following = next((stage for stage in stages if now and stage.number == now.number + 1), None)
    if now is None or following is None:
        raise Http404
    problem, status, reason = "", 200, request.POST.get("reason", "")
    if request.method == "POST":
        after = request.POST.get("after", "")
        try:
            commands.move_on(request.actor, root, int(after) if after.isdecimal() and len(after) < 4 else -1, reason)
        except Refused as refusal:
            if refusal.status not in TOLD:
                raise
            problem, status = str(refusal.reason), refusal.status
        else:
            messages.success(request, _("The community is in its next phase: %(name)s.") % {"name": following.name})
            return redirect("stages:index")
    context = {
        "now": now, "following": following, "unmet": [one for one in now.criteria.all() if one.met is None], "reason": reason[:500],
        "changes": changes_by(root, following), "problem": problem, "crumbs": [*_crumbs(), (_("On to the next phase"), "")],
    }  # fmt: skip
    return render(request, "stages/move.html", context, status=status)


def _done(request: HttpRequest, act: object, said: str) -> HttpResponse:
    try:
        act(_root(request))  # type: ignore[operator]
    except Refused as refusal:
        if refusal.status not in TOLD:
            raise
        messages.warning(request, str(refusal.reason))
    else:
        messages.success(request, said)
    return redirect("stages:index")


def _stage(root: Space, number: int) -> Stage:
    found = next((stage for stage in stages_of(root) if stage.number == number), None)
    if found is None:
        raise Http404
    return found


def _criterion(request: HttpRequest, key: int) -> Criterion:
    root = _root(request)
    require(may_see_criteria(request.actor, root))
    found = next((one for stage in stages_of(root) for one in stage.criteria.all() if one.pk == key), None)
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [(_("About"), reverse("about")), (_("Phases of the community"), reverse("stages:index"))]
