"""Mail that came in: what became of it, and why."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from allmende.foundation.mail.inbound.reasons import NOTES
from allmende.foundation.mail.models import Outcome
from allmende.foundation.mail.replies import purpose_of
from allmende.identity.operating.queries.inbox import Arrived, inbox_counts, inbox_page
from allmende.surfaces.backoffice.views import asked, crumbs, operators_only

LOOKS = {
    Outcome.DONE: ("ok", "check"),
    Outcome.REFUSED: ("warn", "ban"),
    Outcome.PASSED: ("", "minus"),
    Outcome.FAILED: ("danger", "alert-triangle"),
}


@require_safe
@operators_only
def inbox(request: HttpRequest) -> HttpResponse:
    """Every mail of the last thirty days, by what became of it."""
    outcome = asked(request.GET, "outcome")
    number = inbox_counts(request.actor)
    page = inbox_page(request.actor, outcome, asked(request.GET, "after"))
    given = {"outcome": outcome} if outcome in Outcome.values else {}
    context = {
        "rows": [_shown(row) for row in page.rows],
        "more_url": f"?{urlencode(given | {'after': page.next})}" if page.next else "",
        "outcomes": [(one.value, _words(one.value), number[one], one == outcome) for one in LOOKS],
        "total": sum(number.values()), "is_all": not given, "can_be_answered": bool(settings.CONFIG.mail_replies),
        "title": _("Mail that came in"), "crumbs": crumbs(_("Mail that came in")),
    }  # fmt: skip
    return render(request, "backoffice/inbox.html", context)


def _words(outcome: str) -> str:
    words = {
        Outcome.DONE: _("Taken in"),
        Outcome.REFUSED: _("Refused"),
        Outcome.PASSED: _("Left aside"),
        Outcome.FAILED: _("Failed"),
    }
    return words[Outcome(outcome)]


def _shown(row: Arrived) -> dict[str, object]:
    tone, icon = LOOKS[Outcome(row.outcome)]
    others = {"bounce": _("A mail of ours came back"), "abuse": _("A complaint"), "": _("Unknown")}
    purpose = purpose_of(row.purpose)
    return {
        "row": row, "tone": tone, "icon": icon, "outcome": _words(row.outcome),
        "purpose": purpose.title if purpose else others.get(row.purpose, row.purpose), "reason": NOTES.get(row.reason, row.reason),
    }  # fmt: skip
