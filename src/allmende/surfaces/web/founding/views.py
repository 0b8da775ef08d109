"""The wizard in the browser, the charter, and the opening by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.files.commands import store_picture
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.commands import open_doors
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.foundation.text.markdown import render_markdown
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.commands import system
from allmende.people.welcome import commands
from allmende.people.welcome.rules import may_sign
from allmende.surfaces.web.founding.link import opens_the_wizard
from allmende.surfaces.web.founding.queries import Answers, answers_so_far, is_unfounded, signatures_of
from allmende.surfaces.web.founding.wizard import (
    BY_KEY,
    REVIEW,
    STEPS,
    Step,
    first_gap,
    form_of,
    plan_of,
    said,
    typed,
)
from allmende.surfaces.web.spaces.previews import preview_of


def _require_link(key: str) -> None:
    """404 for a link that is not this node's, or whose founding is done."""
    if not opens_the_wizard(key) or not is_unfounded():
        raise Http404


@never_cache
@require_safe
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """Go on where the founding was left."""
    _require_link(key)
    return redirect("founding:step", key=key, step=first_gap(answers_so_far()))


@never_cache
def step(request: HttpRequest, key: str, step: str) -> HttpResponse:
    """One step: what is sent is kept as it was typed, whether one goes on or back."""
    _require_link(key)
    if step == REVIEW:
        return _review(request, key)
    here = BY_KEY.get(step)
    if here is None:
        raise Http404
    answers = answers_so_far()
    if request.method != "POST":
        return _page(request, key, here, answers, form_of(here, answers), is_asked=False)
    form = form_of(here, answers, request.POST, request.FILES)
    is_valid = form.is_valid()
    answers = commands.keep_answers(here.key, _kept(here, form, answers, request)).answers
    place = STEPS.index(here)
    if "back" in request.POST and place:
        return redirect("founding:step", key=key, step=STEPS[place - 1].key)
    if "more" in request.POST or "try" in request.POST or not is_valid:
        return _page(request, key, here, answers, form, is_asked=not ("more" in request.POST or "try" in request.POST))
    return redirect("founding:step", key=key, step=STEPS[place + 1].key if place + 1 < len(STEPS) else REVIEW)


def _kept(here: Step, form: forms.Form, answers: Answers, request: HttpRequest) -> dict[str, list[str]]:
    kept = {name: values for name, values in typed(request.POST).items() if name not in {"more", "try"}}
    if here.key != "look":
        return kept
    logo = said(answers, "look", "logo_id")
    if picture := form.cleaned_data.get("logo"):
        logo = str(store_picture(system(), picture, alt=said(answers, "name", "name"), open_to_all=True).id)
    if "without_logo" in request.POST:
        logo = ""
    return {**kept, "logo_id": [logo]} if logo else kept


def _page(
    request: HttpRequest, key: str, here: Step, answers: Answers, form: forms.Form, *, is_asked: bool
) -> HttpResponse:
    colour = request.GET.get("colour", request.POST.get("colour", said(answers, "look", "colour")))
    context: dict[str, Any] = {
        "step": here, "form": form, "key": key, "steps": _steps(key, here.key, answers), "is_asked": is_asked,
        "is_first": here is STEPS[0], "number": STEPS.index(here) + 1, "total": len(STEPS) + 1,
        "preview": preview_of(colour) if here.key == "look" else None,
        "logo": portrait_url(said(answers, "look", "logo_id") or None) if here.key == "look" else "",  # type: ignore[arg-type]
        "part": f"founding/steps/{here.key}.html", "language": said(answers, "name", "language"),
    }  # fmt: skip
    if request.htmx and here.key == "look":
        return render(request, "founding/steps/look.html#preview", context)
    return render(request, "founding/step.html", context, status=422 if is_asked and form.errors else 200)


def _steps(key: str, here: str, answers: Answers) -> list[dict[str, Any]]:
    """The way through the wizard, as the `phases` component takes it."""
    way = []
    for each in STEPS:
        is_done = each.key in answers and form_of(each, answers).is_valid()
        state = "now" if each.key == here else "done" if is_done else "next"
        way.append({"title": each.title, "when": "", "state": state, "href": _url(key, each.key)})
    all_done = all(one["state"] == "done" for one in way)
    state = "now" if here == REVIEW else "next"
    return [*way, {"title": _("Found"), "when": "", "state": state, "href": _url(key, REVIEW) if all_done else ""}]


def _url(key: str, step: str) -> str:
    return reverse("founding:step", args=[key, step])


def _review(request: HttpRequest, key: str) -> HttpResponse:
    """All answers at a glance, and the founding itself."""
    answers = answers_so_far()
    if (gap := first_gap(answers)) != REVIEW:
        return redirect("founding:step", key=key, step=gap)
    plan, refusal = plan_of(answers), None
    if request.method == "POST":
        try:
            founded = commands.found(plan)
        except Refused as refused:
            refusal = refused
        else:
            return render(request, "founding/founded.html", {
                "founded": founded, "own_url": commands.password_path(founded.circle[0]) if not founded.circle[0].account.last_login else "/",
            })  # fmt: skip
    context = {
        "plan": plan, "key": key, "steps": _steps(key, REVIEW, answers), "refusal": refusal, "logo": portrait_url(plan.logo),
        "rooms": [label for value, label in form_of(BY_KEY["rooms"], answers).fields["rooms"].choices if value in plan.rooms],  # type: ignore[attr-defined]
        "preset": plan.preset.label, "number": len(STEPS) + 1, "total": len(STEPS) + 1, "lines": _lines(key),
    }  # fmt: skip
    return render(request, "founding/review.html", context, status=refusal.status if refusal else 200)


def _lines(key: str) -> dict[str, str]:
    return {each.key: _url(key, each.key) for each in STEPS}


def _root(request: HttpRequest) -> Space:
    if request.space is None:
        raise Http404
    require(is_member(request.actor, request.space))
    return request.space


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    """The charter, who has signed it, and the place for one's own name."""
    root = _root(request)
    signatures = list(signatures_of(root))
    if not signatures:
        raise Http404
    charter = signatures[0].charter
    context = {
        "html": render_markdown(charter.text, top=2), "language": charter.language, "signatures": signatures,
        "may_sign": bool(may_sign(request.actor, root)),
    }  # fmt: skip
    return render(request, "founding/charter.html", context)


@require_POST
def signature(request: HttpRequest) -> HttpResponse:
    """Sign the charter."""
    commands.sign_charter(request.actor, _root(request))
    messages.success(request, _("Your name stands under the charter. Thank you for founding this!"))
    return redirect("home")


@require_POST
def opening(request: HttpRequest) -> HttpResponse:
    """Open the doors before the day."""
    if request.space is None:
        raise Http404
    open_doors(request.actor, request.space)
    messages.success(request, _("The doors are open. Everyone can come in now."))
    return redirect("home")
