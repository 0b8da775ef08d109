"""What is signed for a call, who signed, and under which licence people hand in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.agreements.forms import RightsForm, SignatureForm
from allmende.commons.agreements.papers import signed_paper
from allmende.commons.agreements.queries import unsigned_for
from allmende.commons.agreements.views import as_paper
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.queries import body_in, voices_of
from allmende.foundation.text import render_markdown
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import agree_to_terms, set_rights, sign_for
from allmende.rooms.calls.forms import show_errors
from allmende.rooms.calls.forms.inviting import AnswerInvitationForm
from allmende.rooms.calls.models import Call, CallState, Teaser
from allmende.rooms.calls.queries.inviting import card_of
from allmende.rooms.calls.queries.links import call_url, contribution_url
from allmende.rooms.calls.queries.phases import steps
from allmende.rooms.calls.queries.rights import SIGNATURES, publisher_of, signature_of, signatures_page
from allmende.rooms.calls.rules import may_see_signatures, may_set_rights, may_sign_for
from allmende.rooms.calls.rules.invited import invitation_of
from allmende.rooms.calls.views.editing import edit_page
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_call_or_teaser, get_contribution


@never_cache
def signature(request: HttpRequest, slug: str) -> HttpResponse:
    """What has to be signed before one reads the brief, or takes part; POST signs it."""
    call, teaser = get_call_or_teaser(request, slug)
    waiting = unsigned_for(request.actor, call)
    if not waiting and teaser is None:
        return redirect("calls:call", slug=call.slug)
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _signature(request, call, teaser, form, 200)
    require(may_sign_for(request.actor, call, teaser))
    if not form.is_valid() and waiting:
        return _signature(request, call, teaser, form, 422)
    try:
        sign_for(
            request.actor, call, form.cleaned_data.get("name", ""), versions=form.read(request.POST.getlist("read")),
            behalf=body_in(request.actor, request.POST.get("as", "")),
        )  # fmt: skip
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        show_errors(form, refusal)
        return _signature(request, call, teaser, form, refusal.status)
    if waiting:
        messages.success(request, _("Signed. You find it as PDF among your agreements, at any time."))
    return redirect(call_url(call.slug))


def _signature(
    request: HttpRequest, call: Call, teaser: Teaser | None, form: SignatureForm, status: int
) -> HttpResponse:
    way, own = (_("Calls"), reverse("calls:index")), invitation_of(request.actor, call)
    context = {
        "call": call, "teaser": teaser, "form": form, "may_sign": may_sign_for(request.actor, call, teaser),
        "invitation": card_of(call, own) if teaser and own else None, "by": own and own.invited_by, "portrait": portrait_url(own.invited_by.portrait) if own and own.invited_by else "", "steps": [asdict(step) for step in steps(call.way)],
        "publisher": teaser and publisher_of(call), "answer_form": AnswerInvitationForm(),
        "voices": voices_of(request.actor), "as": request.POST.get("as", ""), "place": call.place,
        "crumbs": (way, (call.title, "")) if teaser else crumbs_to(call, (_("Agreement"), "")),
        "texts": [
            (version, render_markdown(version.text, top=3, trusted=True)) for version in unsigned_for(request.actor, call)
        ],
    }  # fmt: skip
    return render(request, "calls/signature.html", context, status=status)


def rights(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what is signed, and under which licence people hand in; with what that means in plain words."""
    call = get_call(request, slug)
    require(may_set_rights(request.actor, call))
    form = RightsForm(request.POST or None, thing=call, place=call.place, fixed=call.state != CallState.DRAFT)
    if request.method == "POST" and form.is_valid():
        try:
            set_rights(request.actor, call, **form.values())
        except Refused as refusal:
            if refusal.status not in {409, 422}:
                raise
            show_errors(form, refusal)
        else:
            messages.success(request, _("The rights are set."))
            return redirect("calls:rights", slug=call.slug)
    status = 422 if form.errors else 200
    return edit_page(request, call, "calls/rights.html", status=status, form=form, steps=form.in_words())


@never_cache
@require_safe
def signatures(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has signed, when and which version, for the hosts; each as PDF."""
    call = get_call(request, slug)
    require(may_see_signatures(request.actor, call))
    rows, following = signatures_page(call, request.GET.get("after", ""))
    context = {
        "call": call, "rows": rows[:SIGNATURES], "more_url": f"?after={following}" if following else "",
        "crumbs": crumbs_to(call, (_("Signatures"), "")),
    }  # fmt: skip
    return render(request, "calls/signatures.html#rows" if request.htmx else "calls/signatures.html", context)


@never_cache
@require_safe
def signed(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """What someone signed for a call, as PDF, for its hosts."""
    call = get_call(request, slug)
    require(may_see_signatures(request.actor, call))
    if (acceptance := signature_of(call, key)) is None:
        raise Http404
    return as_paper(signed_paper(acceptance), f"agreement-{acceptance.version.number}-{acceptance.at:%Y-%m-%d}")


@require_POST
def terms(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Agree that the call's newer licence holds for one's contribution."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    holds = agree_to_terms(request.actor, contribution)
    said: Any = _("The new licence holds for it now.") if holds else _("Noted. It holds once all who made it agree.")
    messages.success(request, said)
    return redirect(contribution_url(call.slug, contribution.number, contribution.title))
