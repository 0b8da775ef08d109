"""Contributions being written: begun, saved by themselves, handed in, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.agreements.queries import rights_of
from allmende.commons.agreements.words import Step
from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.authorship.queries import authors_of
from allmende.commons.files.commands import store_picture
from allmende.commons.files.queries import Shown, shown_with
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import body_in, sentence_for, voices_of, who_will_see
from allmende.foundation import clock
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused, Verdict, require
from allmende.rooms.calls.commands import (
    draft_contribution,
    save_contribution,
    submit_contribution,
    withdraw_contribution,
)
from allmende.rooms.calls.commands.content import marks_of
from allmende.rooms.calls.forms import PictureForm, show_errors
from allmende.rooms.calls.forms.contributions import ContributionForm
from allmende.rooms.calls.models import Call, Contribution, ContributionState
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.pens import others_writing
from allmende.rooms.calls.queries.rights import owning_of_call
from allmende.rooms.calls.queries.similar import similar_to
from allmende.rooms.calls.queries.sources import sources_shown
from allmende.rooms.calls.rules import may_contribute, may_revise
from allmende.rooms.calls.views.conflicts import Both, as_typed, marks_in, put_together
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_from

BACK_IN_THE_FORM = {409, 410, 422}
"""Refusals that come back in the form with all that was typed: another window was faster, the time is over, bad input."""


def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a contribution: GET explains, POST makes the draft; the same form sent twice makes one."""
    call = get_call(request, slug)
    _require_here(request, may_contribute(request.actor, call))
    brought = {"title": request.GET.get("title", "")[:120], "text": request.GET.get("summary", "")[:4000]}
    form = ContributionForm(request.POST or None, call=call, initial=brought)
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            number = once(
                request.actor.id,
                request.POST.get("once", "")[:100],
                lambda: draft_contribution(request.actor, call, behalf=_behalf(request), **form.cleaned_data).number,
            )
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status = refusal.status
        else:
            return redirect("calls:write", slug=call.slug, number=number)
    return _page(request, call, None, form, status=status if form.errors else 200)


def _behalf(request: HttpRequest) -> Space | None:
    return body_in(request.actor, request.POST.get("as", ""))


def _require_here(request: HttpRequest, verdict: Verdict) -> None:
    """Refuse the page; but what was typed while the time ran out, or the space was archived, isn't lost: the command says so in the form."""
    if not verdict and not (request.method == "POST" and verdict.status in {409, 410}):
        require(verdict)


def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Write on: save, or save and hand in."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    _require_here(request, may_revise(request.actor, contribution))
    initial = ContributionForm.initial_of(contribution)
    form = ContributionForm(request.POST or None, call=call, initial=initial)
    if request.method != "POST":
        return _page(request, call, contribution, form)
    if not form.is_valid():
        return _page(request, call, contribution, form, status=422)
    was = marks_in(request)
    try:
        revision = _revision(request)
        contribution = save_contribution(request.actor, contribution, revision, was=was, **form.cleaned_data)
        if "submit" in request.POST:
            contribution = submit_contribution(request.actor, contribution)
            messages.success(request, _handed_in(contribution))
        else:
            messages.success(request, _("Saved."))
        return redirect(contribution_url(call.slug, contribution.number, contribution.title))
    except Refused as refusal:
        if refusal.status not in BACK_IN_THE_FORM:
            raise
        return _refused(request, call, number, form, was, refusal)


def _refused(
    request: HttpRequest, call: Call, number: int, form: ContributionForm, was: dict[str, str] | None, refusal: Refused
) -> HttpResponse:
    """The form again with all that was typed; where two saved the same, with both texts."""
    stored, both = get_contribution(request, call, number), list[Both]()
    if refusal.status == 409 and refusal.errors and was is not None:
        form, both = put_together(call, stored, form, was)
    show_errors(form, refusal)
    return _page(request, call, stored, form, both=both, status=refusal.status)


def _handed_in(contribution: Contribution) -> str:
    if contribution.state == ContributionState.HELD:
        return _("Handed in. A host looks at it first; you hear as soon as it is in.")
    return _("Handed in. Thank you!")


@require_POST
def draft(request: HttpRequest, slug: str, number: int) -> JsonResponse:
    """Save a draft by itself; the answer carries the new version, or what another window saved (409).

    A field that can't be as it is stays what it was and is named; all others are saved.
    """
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    form = ContributionForm(request.POST, call=call)
    form.is_valid()
    try:
        saved = _save_what_can_be(request, contribution, form)
    except Refused as refusal:
        return _refused_draft(request, call, number, refusal)
    errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
    typed = as_typed(call, saved)
    put_together_with = {name: text for name, text in typed.items() if text != request.POST.get(name, text)}
    return JsonResponse({
        "version": saved.revision, "saved_at": clock.now().isoformat(), "errors": errors, "was": marks_of(saved),
        "fields": {name: text for name, text in put_together_with.items() if name not in errors},
    })  # fmt: skip


def _save_what_can_be(request: HttpRequest, contribution: Contribution, form: ContributionForm) -> Contribution:
    revision = _revision(request)
    told = {"was": marks_in(request), "by_itself": True}
    try:
        return save_contribution(request.actor, contribution, revision, **told, **form.cleaned_data)
    except Refused as refusal:
        if refusal.status != 422 or not refusal.errors.keys() & form.cleaned_data.keys():
            raise
        show_errors(form, refusal)  # takes the fields named out of the cleaned data
        return save_contribution(request.actor, contribution, revision, **told, **form.cleaned_data)


def _refused_draft(request: HttpRequest, call: Call, number: int, refusal: Refused) -> JsonResponse:
    body: dict[str, Any] = {"message": str(refusal.reason)}
    if refusal.status == 409:
        stored = get_contribution(request, call, number)
        body |= {"version": stored.revision, "fields": as_typed(call, stored), "was": marks_of(stored)}
    else:
        body["errors"] = {name: str(text) for name, text in refusal.errors.items()}
    return JsonResponse(body, status=refusal.status)


def _revision(request: HttpRequest) -> int:
    revision = number_from(request.POST.get("version", ""))
    if revision is None:
        raise Refused(_("This form is out of date. Load the page again."), 409)
    return revision


@require_POST
def picture(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Add a picture to one's contribution; the first becomes its face."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(may_revise(request.actor, contribution))
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        text = ContributionForm(call=call, initial=ContributionForm.initial_of(contribution))
        return _page(request, call, contribution, text, picture_form=form, status=422)
    file = store_picture(request.actor, form.cleaned_data["picture"], thing=contribution, alt=form.cleaned_data["alt"])
    if contribution.picture is None:
        save_contribution(request.actor, contribution, contribution.revision, picture=file.id)
    messages.success(request, _("The picture is there."))
    return redirect("calls:write", slug=call.slug, number=number)


@require_POST
def submission(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hand in a draft as it was saved."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    try:
        contribution = submit_contribution(request.actor, contribution)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        form = ContributionForm(as_typed(call, contribution), call=call)
        form.is_valid()
        show_errors(form, refusal)
        return _page(request, call, contribution, form, status=422)
    messages.success(request, _handed_in(contribution))
    return redirect(contribution_url(call.slug, contribution.number, contribution.title))


@require_POST
def withdrawal(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take one's contribution back."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    withdraw_contribution(request.actor, contribution)
    messages.success(request, _("Withdrawn. Only you see it now."))
    return redirect(contribution_url(call.slug, contribution.number, contribution.title))


def _page(
    request: HttpRequest, call: Call, contribution: Contribution | None, form: ContributionForm, *,
    picture_form: PictureForm | None = None, both: Sequence[Both] = (), status: int = 200,
) -> HttpResponse:  # fmt: skip
    layer = Layer(call.shared_layer or Layer.TEAM)
    is_new = contribution is None
    title = (contribution.title if contribution else "") or _("New contribution")
    context = {
        "heading": title, "lead": call.summary, "crumbs": crumbs_to(call, (title, "")),
        "action": reverse("calls:begin", args=[call.slug]) if is_new else reverse("calls:write", args=[call.slug, contribution.number]),
        "call": call, "contribution": contribution, "form": form, "picture_form": picture_form or PictureForm(),
        "files": shown_with(contribution.id) if contribution else Shown(),
        "who_will_see": sentence_for(call.audience) if call.audience.kind == Kind.SIGNED else who_will_see(call.place, layer, request.actor),
        "owning": owning_of_call(call, Step.HAND_IN), "layer": int(layer), "both": both, "asks_consents": bool((asked := rights_of(call)) and asked.images_id),
        "voices": voices_of(request.actor) if is_new else [], "as": request.POST.get("as", ""),
        "is_draft": contribution is None or contribution.state == ContributionState.DRAFT, "token": clock.new_id(),
        "closes": next((phase.closes for phase in call.way if phase.is_on()), None),
    }  # fmt: skip
    if contribution:
        context |= {
            "marks": marks_of(contribution).items(), "team": authors_of(contribution.id),
            "pens": others_writing(contribution.id, request.actor.id), "sources": sources_shown(request.actor, contribution.id),
            "similar": similar_to(request.actor, contribution) if contribution.state == ContributionState.DRAFT else [],
        }  # fmt: skip
    return render(request, "calls/write.html", context, status=status)
