"""What was announced to the reader, and answering it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.foundation import clock
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import Refused, require
from allmende.rooms.messages import commands
from allmende.rooms.messages.forms import FilesForm, first_error
from allmende.rooms.messages.models import Announcement, AnnouncementState
from allmende.rooms.messages.queries import announcement_at, pace_of, received_by, visible_announcement, wording_in
from allmende.rooms.messages.rules import may_read_announcement, may_see_outbox, may_write_to_body


@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """What was announced to the reader, the newest first."""
    require(is_signed_in(request.actor))
    after = key_in(request.GET.get("after", ""))
    rows, following = received_by(request.actor, request.space, after)
    crumbs = [(_("Messages"), reverse("messages:index")), (_("Announcements"), "")]
    context = {"rows": rows, "more_url": f"?after={following}" if following else "", "crumbs": crumbs}
    return render(request, "messages/announcements.html", context)


@require_safe
def announcement(request: HttpRequest, key: UUID) -> HttpResponse:
    """One of them, in the reader's language, and the way to answer; who cares for it and didn't get it is led to the outbox."""
    require(is_signed_in(request.actor))
    found = announcement_at(key, request.space)
    got = found is not None and may_read_announcement(request.actor, found)
    if found and not got and may_see_outbox(request.actor, found.place):
        return redirect("messages:outbox_announcement", key=key)
    return _shown(request, _got(request, key))


@require_POST
def answers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer: it comes to those who answer for the place."""
    found, form = _got(request, key), FilesForm(request.POST, request.FILES)
    text = request.POST.get("text", "")
    try:
        if not form.is_valid():
            raise Refused(first_error(form), 422)
        said = commands.answer_announcement(
            request.actor, found, text, files=form.enclosed(), once_key=request.POST.get("once", "")[:64]
        )  # fmt: skip
    except Refused as refusal:
        return _shown(request, found, text, str(refusal.reason), refusal.status)
    messages.success(request, _("Your answer is there: whoever is on duty reads it."))
    return redirect("messages:conversation", key=said.conversation_id)


def _got(request: HttpRequest, key: UUID) -> Announcement:
    require(is_signed_in(request.actor))
    found = visible_announcement(request.actor, key, request.space)
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest, found: Announcement, text: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "announcement": found, "shown": wording_in(found, get_language() or ""), "is_taken_back": found.state == AnnouncementState.WITHDRAWN,
        "may_answer": may_write_to_body(request.actor, found.place), "form": FilesForm(), "text": text, "problem": problem,
        "pace": pace_of(found.place), "once": clock.new_id(),
        "crumbs": [(_("Messages"), reverse("messages:index")), (_("Announcements"), reverse("messages:announcements"))],
    }  # fmt: skip
    return render(request, "messages/announcement.html", context, status=status)
