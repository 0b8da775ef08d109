"""One notice: why one gets it, what became of it, and how its like come less."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation.verdicts import Refused, require
from allmende.observers.notices.commands import mark_line_read
from allmende.observers.notices.commands.wishing import stop_mails
from allmende.observers.notices.queries.centre import Explained, explained


@require_safe
def why(request: HttpRequest, key: UUID) -> HttpResponse:
    """Why I get a notice, and what became of each way out."""
    return render(request, "notices/why.html", {"why": _own(request, key)})


@require_POST
def line_reading(request: HttpRequest, key: UUID) -> HttpResponse:
    """Mark a line as read: the notice with the earlier ones about the same thing."""
    require(is_signed_in(request.actor))
    mark_line_read(request.actor, key)
    return HttpResponse(status=204) if request.headers.get("Accept") == "text/plain" else redirect("notices")


@require_POST
def less(request: HttpRequest, key: UUID) -> HttpResponse:
    """Get no more mails of this occasion, or about this thing."""
    found = _own(request, key)
    what = request.POST.get("what")
    if what not in {"occasion", "thing"}:
        raise Refused(_("Choose what shall come no more by mail."), 422)
    stop_mails(request.actor, found.occasion.key if what == "occasion" else str(found.item.thing))
    messages.success(request, _("Saved."))
    return redirect("notices:why", key=key)


def _own(request: HttpRequest, key: UUID) -> Explained:
    require(is_signed_in(request.actor))
    found = explained(request.actor, key)
    if found is None:
        raise Http404
    return found
