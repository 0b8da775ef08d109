"""Nominating: the lists, the form, one nomination's page, and what members say to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_member
from allmende.foundation.gathered import gathered, how_many, put
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.people.nominations import commands
from allmende.people.nominations.commands.neighbours import budget_of
from allmende.people.nominations.forms import ConcernForm, NominationForm, PersonForm, ReasonForm, VouchForm
from allmende.people.nominations.models import Nomination, Tie
from allmende.people.nominations.queries.lists import (
    nominated_by,
    open_nominations,
    page_of,
    requests_in,
    to_vouch,
)
from allmende.people.nominations.queries.page import page_for
from allmende.people.nominations.rules import (
    may_appeal,
    may_ask_to_vouch,
    may_decide,
    may_nominate,
    may_renew,
    may_speak,
    may_take_back,
    may_take_up,
    may_withdraw,
)
from allmende.people.nominations.views.fetching import crumbs, get_nomination, get_request

SHOWS = ("vouch", "requests", "mine")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Who looks for people who vouch, who asks to be nominated, and whom I nominated."""
    reader, root = request.actor, request.space
    require(is_member(reader, root))
    vouch, asking, mine = to_vouch(reader, root), requests_in(reader, root), nominated_by(reader, root)
    which = request.GET.get("show", "")
    [[to_vouch_for]], [[asks]] = gathered([how_many(put(rows.values_list("id"))) for rows in (vouch, asking)])
    which = which if which in SHOWS else "vouch" if to_vouch_for else "requests" if asks else "mine"
    rows, following = page_of(
        {"vouch": vouch, "requests": asking, "mine": mine}[which], key_in(request.GET.get("after", ""))
    )
    tabs = [
        {"label": _("To vouch"), "url": "?show=vouch", "current": which == "vouch", "icon": "user-heart", "count": to_vouch_for},
        {"label": _("Requests"), "url": "?show=requests", "current": which == "requests", "icon": "hand-stop", "count": asks},
        {"label": _("Nominated by me"), "url": "?show=mine", "current": which == "mine", "icon": "user-plus", "count": None},
    ]  # fmt: skip
    context = {
        "which": which, "rows": rows, "tabs": tabs, "more_url": f"?show={which}&after={following}" if following else "",
        "may_nominate": may_nominate(reader, root), **_budget(request),
    }  # fmt: skip
    return render(request, "nominations/index.html", context)


def _budget(request: HttpRequest) -> dict[str, int]:
    budget, used = budget_of(request.actor, request.space), open_nominations(request.actor, request.space)
    return {"budget": budget, "used": used, "left": max(budget - used, 0)}


def new(request: HttpRequest) -> HttpResponse:
    """Nominate someone, perhaps someone who asked for it (`?request=`)."""
    reader, root = request.actor, request.space
    require(is_member(reader, root))
    asked = get_request(request, key) if (key := key_in(request.GET.get("request", ""))) else None
    if asked:
        require(may_take_up(reader, asked))
    initial = {
        "place": request.GET.get("in", root.slug), "language": asked.language if asked else root.language, "tie": Tie.WEAK,
    }  # fmt: skip
    form = NominationForm(request.POST or None, initial=initial, reader=reader, root=root, request=asked)
    if not asked and not form.places:
        require(may_nominate(reader, root))
    if request.method == "POST" and form.is_valid() and (made := _nominate(request, form, asked)):
        return redirect("nominations:nomination", key=made.id)
    context = {
        "form": form, "asked": asked, "only_place": len(form.places) == 1, **_budget(request),
        "crumbs": crumbs((_("Nominate someone"), "")),
    }  # fmt: skip
    return render(request, "nominations/new.html", context, status=422 if form.errors else 200)


def _nominate(request: HttpRequest, form: NominationForm, asked: Any) -> Nomination | None:
    """Nominate, and say what came of it; None with the reasons in the form."""
    values = form.values()
    if asked:
        values |= {"name": asked.name, "email": asked.email, "request": asked}
    place = asked.place if asked else form.places[form.cleaned_data["place"]]
    try:
        made = commands.nominate(request.actor, place, **values)
    except Refused as refusal:
        if refusal.status == 403:
            raise
        show_errors(form, refusal)
        return None
    if made.nominator_id == request.actor.id:
        messages.success(request, _("Nominated. Now others vouch; perhaps you ask someone."))
    else:
        messages.info(
            request, _("%(name)s is nominated already. Your word counts: will you vouch?") % {"name": made.name}
        )
    return made


@require_safe
def nomination(request: HttpRequest, key: UUID) -> HttpResponse:
    """One nomination: who, why, who has spoken, the way so far and what comes next."""
    return show(request, get_nomination(request, key))


def show(request: HttpRequest, about: Nomination, *, status: int = 200, **forms: Any) -> HttpResponse:
    """Show a nomination's page, with forms that have something to say."""
    reader = request.actor
    page = page_for(reader, about)
    voice = page.my_voice if page.my_voice and page.my_voice.stance != "asked" else None
    initial = {"text": voice.text, "tie": voice.tie} if voice else None
    context = {
        "page": page, "nomination": about, "voice": voice, "crumbs": crumbs((about.name, "")),
        "vouch_form": VouchForm(initial=initial), "concern_form": ConcernForm(initial=initial, prefix="c"),
        "person_form": PersonForm(), "reason_form": ReasonForm(), "appeal_form": ReasonForm(prefix="a"),
        "may_speak": may_speak(reader, about), "may_take_back": may_take_back(reader, about),
        "may_ask": may_ask_to_vouch(reader, about), "may_withdraw": may_withdraw(reader, about),
        "may_decide": may_decide(reader, about), "may_appeal": may_appeal(reader, about),
        "may_renew": may_renew(reader, about), **forms,
    }  # fmt: skip
    return render(request, "nominations/nomination.html", context, status=status)


def _refused(request: HttpRequest, about: Nomination, refusal: Refused, **forms: Any) -> HttpResponse:
    """Show the page again with what can be mended in its form; what can't is a page of its own."""
    if refusal.status in {403, 404}:
        raise refusal
    for form in forms.values():
        show_errors(form, refusal)
    return show(request, about, status=422, **forms)


@require_POST
def vouching(request: HttpRequest, key: UUID) -> HttpResponse:
    """Vouch."""
    about, form = get_nomination(request, key), VouchForm(request.POST)
    if not form.is_valid():
        return show(request, about, status=422, vouch_form=form)
    commands.vouch(request.actor, about, text=form.cleaned_data["text"], tie=Tie(form.cleaned_data["tie"]))
    messages.success(request, _("Thank you. You vouch for %(name)s.") % {"name": about.name})
    return redirect("nominations:nomination", key=about.id)


@require_POST
def concern(request: HttpRequest, key: UUID) -> HttpResponse:
    """Raise a concern."""
    about, form = get_nomination(request, key), ConcernForm(request.POST, prefix="c")
    if not form.is_valid():
        require(may_speak(request.actor, about))
        return show(request, about, status=422, concern_form=form)
    commands.raise_concern(request.actor, about, text=form.cleaned_data["text"])
    messages.success(request, _("The curators read your concern, and nobody else."))
    return redirect("nominations:nomination", key=about.id)


@require_POST
def voice_removal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take back what one said."""
    about = get_nomination(request, key)
    commands.take_back(request.actor, about)
    messages.success(request, _("Taken back."))
    return redirect("nominations:nomination", key=about.id)


@require_POST
def asking(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask a member to vouch."""
    about, form = get_nomination(request, key), PersonForm(request.POST)
    require(may_ask_to_vouch(request.actor, about))
    if not form.is_valid():
        return show(request, about, status=422, person_form=form)
    member = form.cleaned_data["person"]
    try:
        commands.ask_to_vouch(request.actor, about, member)
    except Refused as refusal:
        return _refused(request, about, refusal, person_form=form)
    messages.success(request, _("%(name)s is asked, by a notice and by mail.") % {"name": member.name})
    return redirect("nominations:nomination", key=about.id)


@require_POST
def withdrawal(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a nomination back."""
    commands.withdraw(request.actor, get_nomination(request, key))
    messages.success(request, _("The nomination is withdrawn."))
    return redirect("nominations:index")
