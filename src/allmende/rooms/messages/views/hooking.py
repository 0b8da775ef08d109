"""Programs that write into a conversation: their addresses, and what they send to them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from allmende.foundation.verdicts import Refused, require
from allmende.rooms.messages import commands
from allmende.rooms.messages.channels.hook import LARGEST, text_in
from allmende.rooms.messages.models import Conversation
from allmende.rooms.messages.queries.finding import hook_at, hooks_of
from allmende.rooms.messages.queries.outlets import outlets_of
from allmende.rooms.messages.rules.hooks import may_let_outlets, may_set_hooks
from allmende.rooms.messages.views.fetching import get_conversation, listed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hooks(request: HttpRequest, key: UUID) -> HttpResponse:
    """The programs that write here; POST makes an address for one more, which is shown this once."""
    found = get_conversation(request, key)
    require(may_set_hooks(request.actor, found))
    if request.method != "POST":
        return _page(request, found)
    try:
        hook, token = commands.open_hook(request.actor, found, request.POST.get("name", ""))
    except Refused as refusal:
        if "name" not in refusal.errors:
            raise
        return _page(request, found, problem=str(refusal.errors["name"]), status=422)
    return _page(request, found, made=hook, address=request.build_absolute_uri(reverse("messages:hook", args=[token])))


def _page(request: HttpRequest, found: Conversation, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "conversation": found,
        "hooks": hooks_of(found),
        "outlets": outlets_of(found),
        "may_let": may_let_outlets(request.actor, found),
        **more,
        **listed(request, found.pk),
    }
    return render(request, "messages/hooks.html", context, status=status)


@require_POST
def hook_removal(request: HttpRequest, key: UUID, hook: UUID) -> HttpResponse:
    """Let a program write no more."""
    found = get_conversation(request, key)
    row = next((one for one in hooks_of(found) if one.pk == hook), None)
    if row is None:
        raise Http404
    commands.close_hook(request.actor, row)
    return redirect("messages:hooks", key=key)


@require_POST
def outlets(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let a program outside be told what is written from now on."""
    found = get_conversation(request, key)
    try:
        commands.open_outlet(request.actor, found, name=request.POST.get("name", ""), url=request.POST.get("url", ""))
    except Refused as refusal:
        if not refusal.errors:
            raise
        return _page(request, found, outlet_problem=str(refusal.reason), status=422)
    messages.success(request, _("From now on what is written here goes there. All in the conversation see it."))
    return redirect("messages:hooks", key=key)


@require_POST
def outlet_removal(request: HttpRequest, key: UUID, outlet: UUID) -> HttpResponse:
    """Tell a program nothing more."""
    row = next((one for one in outlets_of(get_conversation(request, key)) if one.pk == outlet), None)
    if row is None:
        raise Http404
    commands.close_outlet(request.actor, row)
    return redirect("messages:hooks", key=key)


@csrf_exempt  # the secret in the address is the proof: programs post here without a cookie
@never_cache
@require_POST
def hook(request: HttpRequest, token: str) -> HttpResponse:
    """What a program says, as Slack and Mattermost take it; answered with the words that programs expect."""
    found = hook_at(request.space, token)
    if found is None:
        return HttpResponse("no_service", status=404, content_type="text/plain")
    if len(request.body) > LARGEST:
        return HttpResponse("too_large", status=413, content_type="text/plain")
    try:
        is_form = "form" in request.content_type
        text = text_in(b"" if is_form else request.body, request.POST.get("payload", "-") if is_form else "")
        commands.hear(found, text)
    except (ValueError, RecursionError):
        return HttpResponse("invalid_payload", status=400, content_type="text/plain")
    except Refused as refusal:
        return HttpResponse(_("Refused: %(reason)s") % {"reason": refusal.reason}, status=refusal.status, content_type="text/plain")  # fmt: skip
    return HttpResponse("ok", content_type="text/plain")
