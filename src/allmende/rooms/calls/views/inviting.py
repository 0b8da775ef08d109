"""A call by invitation: whom to choose, who is invited, and answering."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from allmende.commons.files.queries import portrait_url
from allmende.foundation.ids import key_in
from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.calls.commands import inviting as commands
from allmende.rooms.calls.forms.inviting import AnswerInvitationForm, InviteForm
from allmende.rooms.calls.models import Call, InvitationState
from allmende.rooms.calls.queries.call import call_head
from allmende.rooms.calls.queries.inviting import (
    PAGE,
    card_of,
    counts_of,
    invitation_in,
    invitations_of,
    people_called,
    pool_of,
)
from allmende.rooms.calls.rules import may_answer_invitation, may_invite, may_see_invitations
from allmende.rooms.calls.rules.invited import invitation_of
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_call_or_teaser


def invitations(request: HttpRequest, slug: str) -> HttpResponse:
    """Who is invited, and what they answered."""
    call = get_call(request, slug)
    require(may_see_invitations(request.actor, call))
    cards, following = invitations_of(call, key_in(request.GET.get("after", "")))
    counts = counts_of(call)
    context = {
        "head": call_head(request.actor, call, "invitations"), "cards": cards, "may_invite": may_invite(request.actor, call),
        "waiting": counts.get(InvitationState.INVITED, 0), "accepted": counts.get(InvitationState.ACCEPTED, 0),
        "more_url": f"?after={following}" if following else "", "crumbs": crumbs_to(call, (_("Invitations"), "")),
    }  # fmt: skip
    return render(request, "calls/invitations.html", context)


def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose people by skills, time and what they have made; POST invites those chosen."""
    call = get_call(request, slug)
    require(may_invite(request.actor, call))
    form = InviteForm(request.POST or None, call=call)
    chosen = request.POST.getlist("people")[: commands.MOST_AT_ONCE + 1]
    if request.method == "POST" and form.is_valid() and _invited(request, call, form, chosen):
        return redirect("calls:invitations", slug=call.slug)
    pool = pool_of(request.actor, request.space, call, request.GET, key_in(request.GET.get("pool", "")))
    more = {"after": pool.next, "pool": str(pool.pool or ""), "proven": "1" if pool.is_proven else ""}
    context = {
        "head": call_head(request.actor, call, "invitations"), "pool": pool, "form": form, "chosen": chosen, "most": PAGE,
        "more_url": f"?{pool.search.query}&{urlencode({name: value for name, value in more.items() if value})}" if pool.next else "",
        "crumbs": crumbs_to(call, (_("Invite people"), "")),
    }  # fmt: skip
    return render(request, "calls/invite.html", context, status=422 if form.errors else 200)


def _invited(request: HttpRequest, call: Call, form: InviteForm, handles: list[str]) -> bool:
    values: dict[str, Any] = form.cleaned_data
    try:
        made = commands.invite(
            request.actor,
            call,
            people_called(handles),
            word=values["word"],
            pay=values["pay"],
            answer_by=values["answer_by"],
        )
    except Refused as refusal:
        if refusal.status not in {409, 422}:
            raise
        show_errors(form, refusal)
        if "people" in refusal.errors:
            form.add_error(None, str(refusal.errors["people"]))
        return False
    told = ngettext("%(n)d person is invited.", "%(n)d people are invited.", len(made)) % {"n": len(made)}
    messages.success(request, told)
    return True


@require_POST
def reminders(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind, once, everyone who hasn't answered."""
    call = get_call(request, slug)
    count = commands.remind_invited(request.actor, call)
    told = ngettext("%(n)d person is reminded.", "%(n)d people are reminded.", count) % {"n": count}
    messages.success(request, told)
    return redirect("calls:invitations", slug=call.slug)


@require_POST
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a draft to those alone who will be invited."""
    call = commands.publish_to_invited(request.actor, get_call(request, slug))
    messages.success(request, _("Open by invitation. Choose whom you invite."))
    return redirect("calls:invite", slug=call.slug)


@require_POST
def removal(request: HttpRequest, slug: str, key: UUID) -> HttpResponse:
    """Take an invitation back."""
    call = get_call(request, slug)
    require(may_invite(request.actor, call))
    found = invitation_in(call, key)
    if found is None:
        raise Http404
    commands.withdraw_invitation(request.actor, call, found)
    messages.success(request, _("The invitation is taken back."))
    return redirect("calls:invitations", slug=call.slug)


def invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """One's own invitation; POST accepts or declines, unsigned it declines alone."""
    call, teaser = get_call_or_teaser(request, slug)
    own = invitation_of(request.actor, call)
    if own is None:
        raise Http404
    if teaser and request.method != "POST":
        return redirect("calls:signature", slug=call.slug)
    form = AnswerInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepts = request.POST.get("answer") == "accept"
        commands.answer_invitation(request.actor, call, accepts=accepts, said=form.cleaned_data["said"])
        if accepts:
            messages.success(request, _("You take part. The hosts are told."))
            return redirect("calls:call", slug=call.slug)
        messages.success(request, _("Declined. The hosts are told."))
        return redirect("calls:index")
    if teaser:
        return redirect("calls:signature", slug=call.slug)
    context = {
        "head": call_head(request.actor, call, "invitation"), "card": card_of(call, own), "form": form, "by": own.invited_by,
        "portrait": portrait_url(own.invited_by.portrait) if own.invited_by else "",
        "may_answer": may_answer_invitation(request.actor, call, own), "crumbs": crumbs_to(call, (_("Your invitation"), "")),
    }  # fmt: skip
    return render(request, "calls/invitation.html", context, status=422 if form.errors else 200)
