"""One person, two accounts: see both side by side, see the effect in numbers, make one of them, undo it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.people.arrivals.commands.merging import merge, undo_merge
from allmende.people.arrivals.forms import MergeForm, show_errors
from allmende.people.arrivals.models import Merge
from allmende.people.arrivals.queries.merges import effects, effects_of, merge_of, merges_in, person_by_handle, side
from allmende.people.arrivals.rules import may_merge, may_see_accounts, may_undo_merge


def index(request: HttpRequest) -> HttpResponse:
    """Name two accounts; earlier merges stand below."""
    require(may_see_accounts(request.actor, request.space))
    return _index(request, MergeForm())


def _index(request: HttpRequest, form: MergeForm) -> HttpResponse:
    crumbs = [(_("Arrivals"), reverse("arrivals:index")), (_("One person, two accounts"), "")]
    context = {"form": form, "earlier": merges_in(request.space), "crumbs": crumbs}
    return render(request, "arrivals/merges.html", context, status=422 if form.errors else 200)


def comparison(request: HttpRequest) -> HttpResponse:
    """GET shows both with the effect in numbers; POST makes one of them."""
    require(may_see_accounts(request.actor, request.space))
    form = MergeForm(request.POST if request.method == "POST" else request.GET)
    people = {}
    if form.is_valid():
        for name in ("kept", "gone"):
            people[name] = person_by_handle(request.space, form.cleaned_data[name])
            if people[name] is None:
                form.add_error(name, _("Nobody in this community has this handle."))
    if form.errors:
        return _index(request, form)
    kept, gone = people["kept"], people["gone"]
    verdict = may_merge(request.actor, request.space, kept, gone)
    if request.method == "POST":
        try:
            made = merge(request.actor, request.space, kept, gone, reason=request.POST.get("reason", ""))
        except Refused as refusal:
            show_errors(form, refusal)
            return _index(request, form)
        return redirect("arrivals:merge", key=made.id)
    crumbs = [(_("One person, two accounts"), reverse("arrivals:merges")), (_("Side by side"), "")]
    context = {
        "sides": [side(kept, request.space), side(gone, request.space)], "kept": kept, "gone": gone, "verdict": verdict,
        "effects": effects(kept, gone) if verdict else [], "crumbs": crumbs,
    }  # fmt: skip
    return render(request, "arrivals/comparison.html", context)


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a merge did, and until when it can be undone."""
    made = _merge(request, key)
    crumbs = [(_("One person, two accounts"), reverse("arrivals:merges")), (made.kept.name, "")]
    context = {
        "merge": made,
        "effects": effects_of(made),
        "may_undo": may_undo_merge(request.actor, made),
        "crumbs": crumbs,
    }
    return render(request, "arrivals/merge.html", context)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make two of one again."""
    undo_merge(request.actor, _merge(request, key))
    return redirect("arrivals:merge", key=key)


def _merge(request: HttpRequest, key: UUID) -> Merge:
    require(may_see_accounts(request.actor, request.space))
    made = merge_of(request.space, key)
    if made is None:
        raise Http404
    return made
