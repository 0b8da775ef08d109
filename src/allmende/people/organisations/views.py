"""The pages of organisations and networks, beside their space's own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import SpaceKind
from allmende.commons.spaces.rules import is_signed_in, may_act_for, may_open_space
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.organisations import commands
from allmende.people.organisations.forms import EarlyForm, FactsForm, InviteForm, ProfileForm, WordsForm
from allmende.people.organisations.models import Joining, Organisation
from allmende.people.organisations.queries import (
    bodies_page,
    checklists_of,
    find_body,
    find_joining,
    joinings_into,
    joinings_of,
    partners_of,
)
from allmende.people.organisations.queries.bodies import FILTERS
from allmende.people.organisations.rules import may_change_organisation, may_invite, may_set_facts


def get_body(request: HttpRequest, slug: str) -> Organisation:
    """Return an organisation or network that the reader sees, its look laid over the page; raises Http404."""
    body = find_body(request.actor, request.space, slug)
    if body is None:
        raise Http404
    request.place = body.space
    return body


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Organisations and networks of the community."""
    which = request.GET.get("show", "")
    which = which if which in FILTERS and not (which == "mine" and request.actor.is_guest) else ""
    after = request.GET.get("after", "")
    cards, following = bodies_page(request.actor, request.space, which, key_in(after))
    context = {
        "cards": cards, "which": which,
        "filters": [
            {"label": label, "url": f"?show={key}" if key else "?", "current": key == which}
            for key, label in FILTERS.items()
            if not (key == "mine" and request.actor.is_guest)
        ],
        "more_url": f"?show={which}&after={following}" if following else "",
        "may_found": may_open_space(request.actor, request.space, SpaceKind.ORGANISATION),
    }  # fmt: skip
    return render(
        request,
        "organisations/index.html#cards" if request.htmx and after else "organisations/index.html",
        context,
    )


def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Fields of work and links."""
    body = get_body(request, slug)
    require(may_change_organisation(request.actor, body.space))
    form = ProfileForm(request.POST or None, initial=ProfileForm.initial_of(body))
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_organisation(request.actor, body, **form.values())
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("space", slug=slug)
    return _part(request, body, "profile", form=form, status=422 if form.errors else 200)


def legal(request: HttpRequest, slug: str) -> HttpResponse:
    """Legal data, each piece with its own layer."""
    body = get_body(request, slug)
    require(may_set_facts(request.actor, body.space))
    form = FactsForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        try:
            commands.set_facts(request.actor, body, form.values())
        except Refused as refusal:
            _into(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("space", slug=slug)
    return _part(request, body, "legal", form=form, status=422 if form.errors else 200)


def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Who asks to come in and who is invited, for those who care for it; they invite here."""
    body = get_body(request, slug)
    require(may_invite(request.actor, body.space))
    form = InviteForm(request.POST or None, purpose=body.space.purpose)
    if request.method == "POST" and form.is_valid():
        try:
            joining = commands.invite(request.actor, body.space, form.found(), form.cleaned_data["words"])
        except Refused as refusal:
            _into(form, refusal)
        else:
            words = _("%(name)s is invited.") if joining.state == "waiting" else _("%(name)s belongs here now.")
            messages.success(request, words % {"name": joining.who.name})
            return redirect("organisations:requests", slug=slug)
    cards, following = joinings_into(body.space, key_in(request.GET.get("after", "")))
    context = {"form": form, "cards": cards, "more_url": f"?after={following}" if following else "", "inside": True}
    return _part(request, body, "requests", status=422 if form.errors else 200, **context)


@require_POST
def asking(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to join: an organisation for oneself, a network for an organisation that one represents."""
    body = get_body(request, slug)
    ours = request.POST.get("for", "")
    candidate = get_body(request, ours) if ours else None
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    joining = commands.ask_to_join(request.actor, body.space, candidate, words)
    name = {"name": body.space.title}
    waits = joining.state == "waiting"
    messages.success(request, (_("Asked. %(name)s will answer.") if waits else _("Welcome to %(name)s.")) % name)
    return redirect("space", slug=slug)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Invitations to the reader and to those whom they represent, and what they have asked for."""
    require(is_signed_in(request.actor))
    cards, following = joinings_of(request.actor, request.space, key_in(request.GET.get("after", "")))
    context = {"cards": cards, "more_url": f"?after={following}" if following else ""}
    return render(request, "organisations/mine.html", context)


@require_POST
def answer(request: HttpRequest, key: UUID, *, accepts: bool) -> HttpResponse:
    """Say yes or no to a request or an invitation."""
    joining = _joining(request, key)
    commands.answer(request.actor, joining, accepts=accepts)
    name = {"name": joining.who.name, "space": joining.into.title}
    messages.success(request, (_("%(name)s belongs to %(space)s now.") if accepts else _("Declined.")) % name)
    return _back(request, joining)


@require_POST
def removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a request or an invitation back."""
    joining = _joining(request, key)
    commands.take_back(request.actor, joining)
    messages.success(request, _("Taken back."))
    return _back(request, joining)


def _joining(request: HttpRequest, key: UUID) -> Joining:
    """Return a joining that the reader has a part in; raises Http404."""
    joining = find_joining(request.actor, request.space, key)
    if joining is None:
        raise Http404
    return joining


def _back(request: HttpRequest, joining: Joining) -> HttpResponse:
    if may_invite(request.actor, joining.into):
        return redirect("organisations:requests", slug=joining.into.slug)
    return redirect("organisations:mine")


@require_safe
def layers(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps outward: what has been practised, what is missing, and the networks that one belongs to."""
    body = _organisation(request, slug)
    require(may_change_organisation(request.actor, body.space))
    return _layers(request, body, EarlyForm())


def _layers(request: HttpRequest, body: Organisation, form: EarlyForm) -> HttpResponse:
    context = {
        "steps": checklists_of(request.actor, body.space), "form": form, "networks": partners_of(request.actor, body.space),
    }  # fmt: skip
    return _part(request, body, "layers", status=422 if form.errors else 200, **context)


@require_POST
def opening(request: HttpRequest, slug: str, layer: int) -> HttpResponse:
    """Open the next layer outward; with a reason, a curator of the community opens it before its time."""
    body = _organisation(request, slug)
    require(may_change_organisation(request.actor, body.space))
    if layer not in set(Layer):
        raise Http404
    form = EarlyForm(request.POST)
    if "reason" in request.POST and not form.is_valid():
        return _layers(request, body, form)
    reason = form.cleaned_data["reason"] if "reason" in request.POST and form.is_valid() else ""
    commands.open_layer(request.actor, body, Layer(layer), reason=reason)
    messages.success(request, _("The step is open."))
    return redirect("organisations:layers", slug=slug)


@require_POST
def parting(request: HttpRequest, slug: str, network: str) -> HttpResponse:
    """Leave a network, or let an organisation of one's network go."""
    body, around = _organisation(request, slug), get_body(request, network)
    commands.part(request.actor, around.space, body)
    words = {"name": body.space.title, "network": around.space.title}
    messages.success(request, _("%(name)s no longer belongs to %(network)s.") % words)
    return redirect("space", slug=network)


def _organisation(request: HttpRequest, slug: str) -> Organisation:
    body = get_body(request, slug)
    if body.space.purpose != SpaceKind.ORGANISATION:
        raise Http404
    return body


def _part(request: HttpRequest, body: Organisation, part: str, *, status: int = 200, **context: Any) -> HttpResponse:
    space = body.space
    is_network = space.purpose == SpaceKind.NETWORK
    context |= {
        "body": body, "place": space, "part": part, "is_network": is_network, "represents": may_act_for(request.actor, space),
        "crumbs": [
            (_("Organisations"), reverse("organisations:index")), (space.title, reverse("space", args=[space.slug])),
            (TITLES[part](), ""),
        ],
    }  # fmt: skip
    return render(request, f"organisations/{part}.html", context, status=status)


TITLES = {
    "profile": lambda: _("Fields and links"),
    "legal": lambda: _("Legal data"),
    "requests": lambda: _("Requests and invitations"),
    "layers": lambda: _("Steps outward"),
}


def _into(form: Any, refusal: Refused) -> None:
    """Show a refusal in the form it belongs to; what may not be is a page of its own."""
    if refusal.status not in {409, 422}:
        raise refusal
    show_errors(form, refusal)
