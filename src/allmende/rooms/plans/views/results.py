"""Results: the tree of a space, one by itself, writing one down, and the word to everyone who took part."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.lineage.drawing import drawing_of
from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.commons.threads.queries import talk_of
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.once.commands import once
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.plans import commands
from allmende.rooms.plans.forms import show_errors, whole
from allmende.rooms.plans.forms.results import EntryForm, ResultForm, WordForm
from allmende.rooms.plans.models import Plan, Result
from allmende.rooms.plans.queries import (
    entries_of,
    find_plan,
    find_result,
    parents_for,
    result_url,
    sources_for,
    sources_shown,
    tree_of,
    words_in,
)
from allmende.rooms.plans.rules import may_add_result, may_change_result, may_note, may_say_word
from allmende.rooms.plans.views.fetching import at_hand, chosen_source, get_place, source_of
from allmende.rooms.plans.views.plans import BACK_IN_THE_FORM

MOST_SOURCES = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The results of a space as a tree, and what was said to everyone."""
    place = get_place(request, request.GET.get("in", ""))
    context = {
        "where": place, "tree": tree_of(request.actor, place), "words": words_in(place),
        "may_add": bool(may_add_result(request.actor, place)), "may_say": bool(may_say_word(request.actor, place)),
        "crumbs": [(place.title, reverse("space", args=[place.slug])), (_("Results"), "")],
    }  # fmt: skip
    return render(request, "plans/results.html", context)


def get_result(request: HttpRequest, key: UUID) -> Result:
    """Return a result that the reader sees; raises Http404."""
    found = find_result(request.actor, key)
    if found is None or request.space.id not in {found.place_id, found.place.root_id}:
        raise Http404
    request.place = found.place
    return found


@require_safe
def result(request: HttpRequest, key: UUID) -> HttpResponse:
    """One result: how far it is, what happened, and what it came of."""
    return _page(request, get_result(request, key))


def _page(request: HttpRequest, found: Result, form: EntryForm | None = None, status: int = 200) -> HttpResponse:
    reader = request.actor
    below = [node for node in _all(tree_of(reader, found.place)) if node.id == found.id]
    may_change = bool(may_change_result(reader, found))
    context = {
        "result": found, "where": found.place, "crumbs": _crumbs(found.place, (found.title, "")),
        "drawing": drawing_of(found, reader, result_url(found.id)), "sources": sources_shown(reader, found.id), "below": below[0].children if below else [],
        "entries": entries_of(found), "may_change": may_change, "may_note": bool(may_note(reader, found)),
        "form": form or EntryForm(), "choices": sources_for(reader, found.place, found.id) if may_change else [],
        "talk": None if found.is_binned else talk_of(reader, found, request.GET, space=found.place).shown,
        "url": result_url(found.id), "plan": found.plan if found.plan and find_plan(reader, found.plan_id) else None,
    }  # fmt: skip
    return render(request, "plans/result.html", context, status=status)


def _all(nodes: list[Any]) -> list[Any]:
    """Every node of a tree."""
    return [*nodes, *(deeper for node in nodes for deeper in _all(node.children))]


def new(request: HttpRequest) -> HttpResponse:
    """Write down a result in a space; `from` names what it came of, `plan` the plan it belongs to."""
    place = get_place(request, request.GET.get("in", ""))
    require(may_add_result(request.actor, place))
    source, plan = source_of(request), _plan(request, place)
    initial = {"title": source.title[:160]} if source else {}
    form = ResultForm(
        request.POST or None, parents=parents_for(request.actor, place), currency=place.currency, initial=initial
    )
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                return redirect(result_url(_made(request, place, form, source, plan)))
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status = refusal.status
    token = request.POST.get("once", "")[:100] or str(clock.new_id())
    crumbs = _crumbs(place, (_("Write down a result"), ""))
    context = {"form": form, "where": place, "result": None, "source": source, "crumbs": crumbs, "once": token}
    return render(request, "plans/result_write.html", context, status=status)


def _made(request: HttpRequest, place: Space, form: ResultForm, source: Thing | None, plan: Plan | None) -> UUID:
    values = _values(request, form) | {"plan": plan, "sources": [*([source] if source else []), *_fed_by(request)]}
    token = request.POST.get("once", "")[:100]
    make = lambda: str(commands.add_result(request.actor, place, **values).id)  # noqa: E731
    return UUID(once(request.actor.id, f"result {token}" if token else "", make))


def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Move a result on, or change its words."""
    found = get_result(request, key)
    require(may_change_result(request.actor, found))
    parents = parents_for(request.actor, found.place, found)
    form = ResultForm(
        request.POST or None, parents=parents, currency=found.currency, initial=ResultForm.initial_of(found)
    )
    status, theirs = 200, None
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                commands.change_result(
                    request.actor, found, whole(request.POST.get("revision", "")), **_values(request, form)
                )
                messages.success(request, _("Saved."))
                return redirect(result_url(key))
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status = refusal.status
            theirs = get_result(request, key) if status == 409 else None
    context = {
        "form": form, "where": found.place, "result": found, "theirs": theirs, "url": result_url(key),
        "crumbs": _crumbs(found.place, (found.title, result_url(key)), (_("Change"), "")),
    }  # fmt: skip
    return render(request, "plans/result_write.html", context, status=status)


@require_POST
def entries(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note what happened with a result."""
    found = get_result(request, key)
    require(may_note(request.actor, found))
    form = EntryForm(request.POST)
    try:
        if form.is_valid():
            commands.note_entry(request.actor, found, form.cleaned_data["day"], form.cleaned_data["text"])
            return redirect(f"{result_url(key)}#happened")
    except Refused as refusal:
        if refusal.status not in BACK_IN_THE_FORM:
            raise
        show_errors(form, refusal)
    return _page(request, found, form, 422)


@require_POST
def sources(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say that a result came of something; with `remove`, take it back."""
    found = get_result(request, key)
    if gone := key_in(request.POST.get("remove", "")):
        commands.drop_source_of(request.actor, found, gone)
    else:
        require(may_change_result(request.actor, found))
        commands.name_source_of(request.actor, found, chosen_source(request))
    return redirect(f"{result_url(key)}#came-of")


def word(request: HttpRequest, slug: str) -> HttpResponse:
    """Say a word to everyone who took part in a space."""
    place = get_place(request, slug)
    require(may_say_word(request.actor, place))
    form = WordForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                commands.say_word(request.actor, place, form.cleaned_data["text"])
                messages.success(request, _("Said. Everyone who took part is told."))
                return redirect(f"{reverse('plans:results')}?in={place.slug}")
        except Refused as refusal:
            if refusal.status not in BACK_IN_THE_FORM:
                raise
            show_errors(form, refusal)
            status = refusal.status
    crumbs = _crumbs(place, (_("A word to everyone"), ""))
    return render(request, "plans/word.html", {"form": form, "where": place, "crumbs": crumbs}, status=status)


def _crumbs(place: Space, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    tree = f"{reverse('plans:results')}?in={place.slug}"
    return [(place.title, reverse("space", args=[place.slug])), (_("Results"), tree), *more]


def _values(request: HttpRequest, form: ResultForm) -> dict[str, Any]:
    """What the form says, the result above it fetched; the form offers only what the reader sees."""
    values = dict(form.cleaned_data)
    above = key_in(values.pop("parent"))
    return values | {"parent": find_result(request.actor, above) if above else None}


def _fed_by(request: HttpRequest) -> list[Thing]:
    """What else it came of, as far as the reader sees it and it is shared."""
    keys = [key for text in request.GET.getlist("with")[:MOST_SOURCES] if (key := key_in(text))]
    return list(at_hand(request).filter(id__in=keys).order_by("id")) if keys else []


def _plan(request: HttpRequest, place: Space) -> Plan | None:
    key = key_in(request.GET.get("plan", ""))
    plan = find_plan(request.actor, key) if key else None
    return plan if plan is not None and plan.place_id == place.id else None
