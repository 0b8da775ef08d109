"""Ending mails by the link that stands in each of them, without signing in."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from allmende.foundation.journal.occasions import OCCASIONS
from allmende.identity.actors.models import Actor
from allmende.observers.notices.commands.wishing import resume_mails, stop_mails
from allmende.observers.notices.queries.told import is_stopped
from allmende.observers.notices.stopping import ALL, DIGESTS, is_stop_key


@csrf_exempt  # the key of the address is the proof: mail programs post here without a cookie (RFC 8058, section 3.1)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, one: UUID, about: str, key: str) -> HttpResponse:
    """Show what ends; end it, or all mails, when it is posted. Looking at it ends nothing: programs that test links do that."""
    actor = _behind(one, about, key)
    if request.method == "POST":
        stop_mails(actor, ALL if request.POST.get("what") == ALL else about)
        if (
            "List-Unsubscribe" not in request.POST
        ):  # who posts for a mail program is not sent elsewhere (RFC 8058, section 3.1)
            return redirect(request.path)
    with override(actor.language):  # who is not signed in here would read it in the community's
        return render(request, "notices/stop.html", _shown(actor, about, key))


@csrf_exempt  # as above
@never_cache
@require_POST
def stop_removal(request: HttpRequest, one: UUID, about: str, key: str) -> HttpResponse:
    """Let the mails come again."""
    actor = _behind(one, about, key)
    resume_mails(actor, ALL if request.POST.get("what") == ALL else about)
    return redirect("notices:stop", one=one, about=about, key=key)


def _shown(actor: Actor, about: str, key: str) -> dict[str, object]:
    return {
        "one": actor.id, "about": about, "key": key, "stopped": is_stopped(actor, about),
        "all_stopped": is_stopped(actor, ALL), "occasion": OCCASIONS.get(about), "is_digest": about == DIGESTS,
    }  # fmt: skip


def _behind(one: UUID, about: str, key: str) -> Actor:
    """Return whose mails the link ends. Raises Http404 for one that we did not make."""
    if not is_stop_key(one, about, key):
        raise Http404
    return get_object_or_404(Actor, id=one, erased=None)
