"""Calls being written: brief, phases, pictures, publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.audiences.models import Layer
from allmende.commons.files.commands import store_picture
from allmende.commons.files.queries import shown_with
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.modes import strictest_mode
from allmende.commons.spaces.queries import body_in, voices_of, who_will_see
from allmende.commons.spaces.reach import layers_of
from allmende.foundation.text.multilingual import text_for
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.calls.commands import change_call, draft_call, draft_from, publish_call, set_sections
from allmende.rooms.calls.forms import CallForm, PictureForm, SectionForms, offered_sections, sections_from, show_errors
from allmende.rooms.calls.models import Call, CallState, PhaseKind
from allmende.rooms.calls.models.roles import HINTS, SectionRole
from allmende.rooms.calls.models.template import Template
from allmende.rooms.calls.queries.templates import template_named, way_in_words
from allmende.rooms.calls.rules import (
    is_complete,
    may_bring_ideas,
    may_change_call,
    may_change_vote,
    may_draft_call,
    may_practise,
    may_publish_call,
    may_set_rights,
)
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, is_slug, number_from
from allmende.rooms.calls.views.templates import gallery


def new(request: HttpRequest) -> HttpResponse:
    """Begin a call in a space that one cares for."""
    space = _space(request)
    require(may_draft_call(request.actor, space))
    template = _template(request)
    if request.method != "POST" and "template" not in request.GET:
        return gallery(request, space)
    form = CallForm(request.POST or None, currency=space.currency, initial=_begun_with(template, space))
    if request.method == "POST" and form.is_valid():
        try:
            behalf = body_in(request.actor, request.POST.get("as", ""))
            call = _begin(request.actor, space, template, behalf=behalf, **form.cleaned_data)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("The draft is there. Now write the brief."))
            return redirect("calls:edit", slug=call.slug)
    context = {
        "form": form, "place": space, "crumbs": [(_("Calls"), reverse("calls:index")), (_("New call"), "")], "template": template,
        "lead": _("In “%(space)s”. You begin with a draft that only you see.") % {"space": space.title}, "voices": voices_of(request.actor), "as": request.POST.get("as", ""),
        "way": way_in_words(template) if template else [],
    }  # fmt: skip
    return render(request, "calls/new.html", context, status=422 if form.errors else 200)


def _template(request: HttpRequest) -> Template | None:
    """The template that was chosen; None for a blank call."""
    key = request.POST.get("template") or request.GET.get("template") or ""
    return template_named(request.space, key) if key and key != "blank" else None


def _begun_with(template: Template | None, space: Space) -> dict[str, Any]:
    usual: dict[str, Any] = {"ballot": "knapsack", "rule": "equal-shares"}
    if template is None:
        return usual
    with translation.override(space.language):
        title = text_for(template.titles)
    return usual | template.settings | {"title": title, "degree": template.degree}


def _begin(actor: Actor, space: Space, template: Template | None, *, behalf: Space | None, **details: Any) -> Call:
    if template is None:
        return draft_call(actor, space, behalf=behalf, **details)
    return draft_from(actor, space, template, behalf=behalf, **details)


def _space(request: HttpRequest) -> Space:
    slug = request.POST.get("space") or request.GET.get("space")
    if not slug:
        return request.space
    if not is_slug(slug):
        raise Http404
    found = Space.objects.visible_to(request.actor).select_related("root", "audience").filter(slug=slug).first()
    if found is None or request.space.id not in {found.id, found.root_id}:
        raise Http404
    return found


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the brief: title, sections, money and the way of voting."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    form = CallForm(request.POST or None, currency=call.currency, initial=CallForm.initial_of(call))
    sections = SectionForms(request.POST or None, initial=offered_sections(call), prefix="s")
    may_vote_change = may_change_vote(request.actor, call)
    if not may_vote_change:
        for name in ("budget", "ballot", "rule", "seats"):
            form.fields[name].disabled = True
    if request.method == "POST" and form.is_valid() and sections.is_valid():
        try:
            _save(request, call, form, sections)
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("calls:phases" if "next" in request.POST else "calls:edit", slug=call.slug)
    for number, section in enumerate(sections, 1):
        role = section["role"].value()
        section.hint = HINTS.get(role, "") or section.initial.get("hint", "")
        section.legend = SectionRole(role).label if role in HINTS else _("Section %(n)d") % {"n": number}
    hint = "" if may_vote_change else str(may_vote_change.reason)
    status = 422 if form.errors or sections.total_error_count() else 200
    return edit_page(request, call, "calls/edit.html", status=status, form=form, sections=sections, vote_hint=hint)


@transaction.atomic
def _save(request: HttpRequest, call: Call, form: CallForm, sections: Any) -> None:
    changes = {name: value for name, value in form.cleaned_data.items() if not form.fields[name].disabled}
    change_call(request.actor, call, revision=revision_in(request), **changes)
    set_sections(request.actor, call, sections_from(sections))


def revision_in(request: HttpRequest) -> int:
    """The version that the form was loaded with; one that is none suits no call."""
    revision = number_from(request.POST.get("version", ""))
    return -1 if revision is None else revision


@require_POST
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a picture to the brief; the first becomes the cover."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("calls:edit", slug=call.slug)
    file = store_picture(request.actor, form.cleaned_data["picture"], thing=call, alt=form.cleaned_data["alt"])
    if call.cover is None:
        change_call(request.actor, call, cover=file.id)
    messages.success(request, _("The picture is there."))
    return redirect("calls:edit", slug=call.slug)


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose who sees the call, read who that is, and publish."""
    call = get_call(request, slug)
    require(may_change_call(request.actor, call))
    if request.method == "POST":
        layer = request.POST.get("layer", "")
        try:
            published = publish_call(
                request.actor, call, Layer(int(layer)) if layer in {"2", "3", "4", "5"} else Layer.PRIVATE
            )
        except Refused as refusal:
            if refusal.status != 422:
                raise
            return _publication(request, call, problem=str(refusal.reason))
        waits = published.audience.layer < int(layer)
        messages.success(
            request, _("Published. The step further outward waits for review.") if waits else _("Published.")
        )
        return redirect("calls:call", slug=call.slug)
    return _publication(request, call)


def _publication(request: HttpRequest, call: Call, problem: str = "") -> HttpResponse:
    choices = []
    for layer in layers_of(call.place)[1:]:
        mode = strictest_mode(call.place, Layer.PRIVATE, layer, request.actor)
        note = _("First reviewed by the curators.") if mode == "reviewed" else ""
        choices.append({
            "level": int(layer), "who": " ".join(filter(None, [who_will_see(call.place, layer, request.actor), note])),
            "refusal": _("This space keeps such things inside.") if mode == "closed" else "",
        })  # fmt: skip
    return edit_page(
        request, call, "calls/publication.html", status=422 if problem else 200, choices=choices, problem=problem,
        complete=is_complete(call), may_publish=may_publish_call(request.actor, call), may_practise=bool(may_practise(request.actor, call)),
        usual=int(Layer.TEAM if call.place.root_id else Layer.COMMUNITY),
    )  # fmt: skip


def edit_page(request: HttpRequest, call: Call, template: str, *, status: int, **context: Any) -> HttpResponse:
    """Answer with a step of writing a call."""
    parts = [
        (_("Brief"), reverse("calls:edit", args=[call.slug]), template.endswith("edit.html")),
        (_("Fields"), reverse("calls:fields", args=[call.slug]), template.endswith("fields.html")),
        (_("Dates"), reverse("calls:phases", args=[call.slug]), template.endswith("phases.html")),
    ]
    if call.is_campaign or call.state == CallState.DRAFT:
        campaign = (_("Campaign"), reverse("calls:campaign", args=[call.slug]), template.endswith("campaign.html"))
        parts.insert(1 if call.phase(PhaseKind.SUPPORT) else 3, campaign)
    parts += [
        (_("Workshop"), reverse("calls:workshops", args=[call.slug]), False),
        (_("People"), reverse("calls:people", args=[call.slug]), False),
        (_("Prizes"), reverse("calls:prizes", args=[call.slug]), template.endswith("prizes.html")),
    ]
    if may_set_rights(request.actor, call):
        parts.append((_("Rights"), reverse("calls:rights", args=[call.slug]), template.endswith("rights.html")))
    if call.phase(PhaseKind.RATE):
        parts.append((_("Criteria"), reverse("calls:criteria", args=[call.slug]), False))
    if call.phase(PhaseKind.JURY):
        jury = "calls:jury_criteria" if call.state == CallState.DRAFT else "calls:jury"
        parts.append((_("Jury"), reverse(jury, args=[call.slug]), False))
    parts += [
        (_("Questions"), reverse("calls:questions", args=[call.slug]), False),
        (_("Dry run"), reverse("calls:dry_run", args=[call.slug]), template.endswith("dry_run.html")),
        (_("Publication"), reverse("calls:publication", args=[call.slug]), template.endswith("publication.html")),
    ]
    if may_bring_ideas(request.actor, call):
        parts.append((_("Bring ideas in"), reverse("calls:ideas", args=[call.slug]), False))
    context |= {
        "call": call, "parts": parts, "crumbs": crumbs_to(call, (_("Edit"), "")), "files": shown_with(call.id), "picture_form": PictureForm(),
    }  # fmt: skip
    return render(request, template, context, status=status)
