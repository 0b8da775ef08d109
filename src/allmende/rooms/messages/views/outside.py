"""The page of a personal link: one conversation, for someone without an account. The secret in the address is the proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.messages import commands
from allmende.rooms.messages.models import Outsider
from allmende.rooms.messages.queries.outlets import outlets_of
from allmende.rooms.messages.queries.outside import (
    account_with,
    kept_of,
    outsider_by_link,
    outsider_to_stop,
    talk_from_outside,
    title_of,
)
from allmende.rooms.messages.rules import is_taking_part, may_send

type Page = Callable[..., HttpResponse]


def unlisted(view: Page) -> Page:
    """Keep a secret address out of search machines, caches and other sites' logs."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        answer = view(request, *args, **named)
        answer.headers["Referrer-Policy"], answer.headers["X-Robots-Tag"] = "no-referrer", "noindex, nofollow"
        return answer

    return page


@csrf_exempt  # the secret in the address is the proof: whoever holds it has no session
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """What was written since one was asked in; POST answers."""
    found = outsider_by_link(request.space, token)
    if found is None:
        return render(request, "messages/outside_over.html", status=404)
    with override(found.actor.language):  # nobody is signed in: else it would be the community's
        if not (verdict := is_taking_part(found)):
            return render(request, "messages/outside_over.html", {"reason": verdict.reason}, status=409)
        if request.method != "POST":
            return _page(request, found, token)
        text = request.POST.get("text", "")
        try:
            commands.write(
                found.actor, found.conversation, text, once_key=request.POST.get("once", "")[:64], carrier="link"
            )
        except Refused as refusal:
            return _page(request, found, token, text=text, problem=refusal.reason, status=refusal.status)
    return redirect(f"{request.path}#end")


def _page(request: HttpRequest, found: Outsider, token: str, *, status: int = 200, **more: object) -> HttpResponse:
    talk = talk_from_outside(found, key_in(request.GET.get("before", "")))
    context = {
        "outsider": found, "token": token, "title": title_of(found.conversation), "talk": talk, "outlets": outlets_of(found.conversation), "once": clock.new_id(),
        "may_send": may_send(found.actor, found.conversation), "has_account": account_with(found.email) is not None, **more,
    }  # fmt: skip
    return render(request, "messages/outside.html", context, status=status)


@csrf_exempt  # as above
@unlisted
@require_POST
def outside_leaving(request: HttpRequest, token: str) -> HttpResponse:
    """End one's part and the mails; with `erase`, one's words and name too."""
    found = _of(request, token)
    (commands.erase_outside if request.POST.get("erase") else commands.leave_outside)(found)
    with override(found.actor.language):
        return render(request, "messages/outside_over.html", {"left": True, "erased": bool(request.POST.get("erase"))})


@unlisted
@require_safe
def outside_copy(request: HttpRequest, token: str) -> HttpResponse:
    """All that is kept of whoever holds the link, as a file."""
    answer = JsonResponse(kept_of(_of(request, token)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="conversation.json"'
    return answer


@unlisted
@require_POST
def outside_account(request: HttpRequest, token: str) -> HttpResponse:
    """Go on with one's account: what one wrote by mail is one's own from now on."""
    require(is_signed_in(request.actor))
    found = _of(request, token)
    if commands.come_in(request.actor, found):
        messages.success(request, _("You take part with your account from now on."))
        return redirect("messages:conversation", key=found.conversation_id)
    messages.success(
        request, _("What you wrote stands under your own name now. You go on reading it here and by mail.")
    )
    return redirect("messages:outside", token=token)


@csrf_exempt  # mail programs post here without a cookie (RFC 8058, section 3.1)
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def outside_stop(request: HttpRequest, key: UUID, signature: str) -> HttpResponse:
    """End the mails by the address in each of them; looking at it ends nothing: programs that test links do that."""
    found = outsider_to_stop(key, signature)
    if found is None:
        raise Http404
    if request.method == "POST":
        commands.leave_outside(found)
        found.refresh_from_db(fields=["ended"])
    with override(found.actor.language):
        context = {"stops": found.ended is None, "left": found.ended is not None, "title": title_of(found.conversation)}
        return render(request, "messages/outside_over.html", context)


def _of(request: HttpRequest, token: str) -> Outsider:
    found = outsider_by_link(request.space, token)
    if found is None:
        raise Http404
    return found
