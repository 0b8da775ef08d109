"""Acting for someone: begin, see who did when, end; and one's own consent to it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.people.arrivals.commands.acting import begin_acting, end_acting, note_consent, withdraw_consent
from allmende.people.arrivals.forms import ActingForm, ConsentForm, show_errors
from allmende.people.arrivals.queries.acting import acting_now, actings_in, consent_of, consents_in, done_for
from allmende.people.arrivals.queries.merges import person_by_handle
from allmende.people.arrivals.rules import may_see_accounts

SESSION_KEY = "acting"


def index(request: HttpRequest) -> HttpResponse:
    """For whom one may act, and who did so far."""
    require(may_see_accounts(request.actor, request.space))
    return _index(request, ActingForm(initial={"person": request.GET.get("person", "")}), ConsentForm())


def _index(request: HttpRequest, acting: ActingForm, consent: ConsentForm) -> HttpResponse:
    crumbs = [(_("Arrivals"), reverse("arrivals:index")), (_("Act for someone"), "")]
    context = {
        "form": acting, "consent_form": consent, "actings": actings_in(request.space),
        "consents": consents_in(request.space), "crumbs": crumbs,
    }  # fmt: skip
    failed = acting.errors or consent.errors
    return render(request, "arrivals/acting.html", context, status=422 if failed else 200)


@require_POST
def begun(request: HttpRequest) -> HttpResponse:
    """Begin: from the next page on, this browser acts for the person."""
    require(may_see_accounts(request.actor, request.space))
    form = ActingForm(request.POST)
    person = _person(request, form)
    if person is not None:
        try:
            acting = begin_acting(request.actor, request.space, person, form.cleaned_data["reason"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            request.session[SESSION_KEY] = str(acting.id)
            return redirect("home")
    return _index(request, form, ConsentForm())


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End it; works while acting, and when it is over already."""
    require(is_signed_in(request.actor))
    own = request.user.actor
    key = request.session.pop(SESSION_KEY, "")
    acting = acting_now(UUID(key), own.id) if key else None
    if acting is not None:
        end_acting(own, acting)
    return redirect("home")


def consents(request: HttpRequest) -> HttpResponse:
    """One's own consent, and who acted for one; POST notes it: one's own, or for whoever asked a curator."""
    require(is_signed_in(request.actor))
    if request.method == "POST":
        return _note(request)
    crumbs = [(_("Who may act for me"), "")]
    context = {
        "consent": consent_of(request.actor, request.space), "actings": done_for(request.actor, request.space),
        "crumbs": crumbs,
    }  # fmt: skip
    return render(request, "arrivals/consents.html", context)


def _note(request: HttpRequest) -> HttpResponse:
    form = ConsentForm(request.POST)
    if request.POST.get("person", "").strip("@ ") == request.actor.handle:
        words = _("Said so themselves, signed in.")
        note_consent(request.actor, request.space, request.actor, request.POST.get("words", "").strip() or words)
        return redirect("arrivals:consents")
    require(may_see_accounts(request.actor, request.space))
    person = _person(request, form)
    if person is not None:
        try:
            note_consent(request.actor, request.space, person, form.cleaned_data["words"])
        except Refused as refusal:
            show_errors(form, refusal)
        else:
            return redirect(f"{reverse('arrivals:acting')}?person={person.handle}")
    return _index(request, ActingForm(), form)


def _person(request: HttpRequest, form: ActingForm | ConsentForm) -> Actor | None:
    """Return the person whom a form names; an error stands on it otherwise."""
    if not form.is_valid():
        return None
    person = person_by_handle(request.space, form.cleaned_data["person"])
    if person is None:
        form.add_error("person", _("Nobody in this community has this handle."))
    return person


@require_POST
def consent_removal(request: HttpRequest, handle: str) -> HttpResponse:
    """Take consent back."""
    require(is_signed_in(request.actor))
    person = person_by_handle(request.space, handle)
    if person is None:
        raise Http404
    is_own = person.id == request.actor.id
    if not is_own:
        require(may_see_accounts(request.actor, request.space))
    withdraw_consent(request.actor, request.space, person)
    return redirect("arrivals:consents" if is_own else "arrivals:acting")
