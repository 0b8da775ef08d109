"""For curators: how the community protects the young, who they are, and which adults were vetted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.consent import commands
from allmende.commons.consent.forms import ProtectionForm, SetAgeForm, VettingForm
from allmende.commons.consent.models import Evidence
from allmende.commons.consent.queries import young as queries
from allmende.commons.consent.rules import may_change_protection
from allmende.commons.consent.views.fetching import crumbs_in, get_person, get_place
from allmende.commons.spaces.models import Space
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.identity.accounts.models import AgeBand

MOST = 30


def index(request: HttpRequest, slug: str) -> HttpResponse:
    """The two settings, the young, the vetting notes."""
    place = _community(request, slug)
    held = queries.protection_of(place)
    initial = {"asks_birth_date": held.asks_birth_date, "requires_vetting": held.requires_vetting}
    form = ProtectionForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        commands.change_protection(request.actor, place, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("consent:protection", slug=place.slug)
    young = queries.young_members(place, key_in(request.GET.get("after", "")), MOST)
    vettings = queries.vettings_of(place, key_in(request.GET.get("notes", "")), MOST)
    context = {
        "place": place, "form": form, "young": young[:MOST], "vettings": vettings[:MOST],
        "bands": AgeBand.choices,
        "evidence": Evidence.choices, "crumbs": crumbs_in(place, (_("The young"), "")),
        "more_young": f"?after={young[MOST - 1].key}" if len(young) > MOST else "",
        "more_notes": f"?notes={vettings[MOST - 1].key}" if len(vettings) > MOST else "",
    }  # fmt: skip
    return render(request, "consent/protection.html", context)


@require_POST
def age(request: HttpRequest, slug: str) -> HttpResponse:
    """Set someone's age band, with a note."""
    place = _community(request, slug)
    person = get_person(place, _handle(request))
    form = SetAgeForm(request.POST)
    _require_valid(form)
    commands.set_age(request.actor, person, place, AgeBand(form.cleaned_data["band"]), form.cleaned_data["note"])
    messages.success(request, _("Noted for %(name)s.") % {"name": person.name})
    return redirect("consent:protection", slug=place.slug)


@require_POST
def vetting(request: HttpRequest, slug: str) -> HttpResponse:
    """Note what one has looked at."""
    place = _community(request, slug)
    person = get_person(place, _handle(request))
    form = VettingForm(request.POST)
    _require_valid(form)
    data = form.cleaned_data
    commands.note_vetting(request.actor, person, place, Evidence(data["evidence"]), data["until"])
    messages.success(request, _("Noted for %(name)s.") % {"name": person.name})
    return redirect("consent:protection", slug=place.slug)


@require_POST
def vetting_removal(request: HttpRequest, slug: str, handle: str) -> HttpResponse:
    """Let a note hold no longer."""
    place = _community(request, slug)
    person = get_person(place, handle)
    commands.end_vetting(request.actor, person, place)
    messages.success(request, _("The note of %(name)s holds no longer.") % {"name": person.name})
    return redirect("consent:protection", slug=place.slug)


def _community(request: HttpRequest, slug: str) -> Space:
    place = get_place(request, slug)
    require(may_change_protection(request.actor, place.root or place))
    if place.root_id:
        raise Refused(_("The community as a whole protects the young. Go to its settings."), 409)
    return place


def _handle(request: HttpRequest) -> str:
    return request.POST.get("person", "").strip().removeprefix("@")[:40]


def _require_valid(form: SetAgeForm | VettingForm) -> None:
    """Refuse what can't be noted, naming each field; these forms stand folded in a list."""
    if not form.is_valid():
        words = {name: " ".join(str(error) for error in errors) for name, errors in form.errors.items()}
        raise Refused(" ".join(dict.fromkeys(words.values())), 422, errors=dict(words))
