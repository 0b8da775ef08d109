"""People from outside in a conversation, for those who let them take part."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from allmende.foundation.ui.refusals import show_errors
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import OutsiderForm
from allmende.rooms.messages.models import Conversation, Outsider
from allmende.rooms.messages.queries.outside import outsiders_of
from allmende.rooms.messages.rules import may_host_outsiders, may_take_in_outsiders
from allmende.rooms.messages.views.fetching import get_conversation, listed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outsiders(request: HttpRequest, key: UUID) -> HttpResponse:
    """Who takes part by mail; POST asks one more in."""
    found = get_conversation(request, key)
    require(may_host_outsiders(request.actor, found))
    form = OutsiderForm(request.POST if request.method == "POST" else None, initial={"language": found.language})
    if not form.is_bound:
        return _page(request, found, form)
    try:
        if not form.is_valid():
            return _page(request, found, form, 422)
        commands.take_in_outside(request.actor, found, **form.cleaned_data)
    except Refused as refusal:
        if refusal.status in {403, 404}:
            raise
        show_errors(form, refusal)
        return _page(request, found, form, refusal.status)
    messages.success(
        request, _("A mail with a personal link is on its way. All in the conversation see that they take part.")
    )
    return redirect("messages:outsiders", key=key)


def _page(request: HttpRequest, found: Conversation, form: OutsiderForm, status: int = 200) -> HttpResponse:
    context = {
        "conversation": found, "outsiders": outsiders_of(found), "verdict": may_take_in_outsiders(request.actor, found), "form": form,
        **listed(request, found.pk),
    }  # fmt: skip
    return render(request, "messages/outsiders.html", context, status=status)


@require_POST
def outsider_renewal(request: HttpRequest, key: UUID, outsider: UUID) -> HttpResponse:
    """Send a new link; the earlier ones open nothing any more."""
    commands.renew_outside(request.actor, _outsider(request, key, outsider))
    messages.success(request, _("A new link is on its way. The earlier ones open nothing any more."))
    return redirect("messages:outsiders", key=key)


@require_POST
def outsider_removal(request: HttpRequest, key: UUID, outsider: UUID) -> HttpResponse:
    """Take someone from outside out."""
    commands.take_out_outside(request.actor, _outsider(request, key, outsider))
    messages.success(request, _("Taken out: their links open nothing any more, and no mail goes to them."))
    return redirect("messages:outsiders", key=key)


def _outsider(request: HttpRequest, key: UUID, outsider: UUID) -> Outsider:
    found = get_conversation(request, key)
    row = next((one for one in outsiders_of(found) if one.pk == outsider), None)
    if row is None:
        raise Http404
    row.conversation = found
    return row
