"""What a contribution said before: any two versions compared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from allmende.foundation.verdicts import require
from allmende.rooms.calls.commands.content import snapshot
from allmende.rooms.calls.queries.links import contribution_url
from allmende.rooms.calls.queries.versions import Stand, compared, stands_of
from allmende.rooms.calls.rules import can_see
from allmende.rooms.calls.views.fetching import crumbs_to, get_call, get_contribution, number_from


def versions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Any two versions compared, for everyone who sees the contribution now; without a choice the last change."""
    call = get_call(request, slug)
    contribution = get_contribution(request, call, number)
    require(can_see(request.actor, contribution))
    stands = stands_of(contribution, snapshot(contribution))
    after = _chosen(stands, request.GET.get("to", ""), stands[0])
    before = _chosen(stands, request.GET.get("from", ""), _before(stands, after))
    if before.number > after.number:
        before, after = after, before
    url = contribution_url(call.slug, contribution.number, contribution.title)
    context = {
        "contribution": contribution, "stands": [_row(stand) for stand in stands], "before": before, "after": after,
        "changes": compared(contribution, before, after),
        "crumbs": crumbs_to(call, (contribution.title, url), (_("Versions"), "")),
    }  # fmt: skip
    return render(request, "calls/versions.html", context)


def _row(stand: Stand) -> dict[str, object]:
    """A version in the list, with the way to what it changed."""
    url = f"?from={max(stand.number - 1, 1)}&to={stand.number}#changes"
    return {"number": stand.number, "by": stand.by, "at": stand.at, "note": stand.note, "url": url}


def _chosen(stands: list[Stand], typed: str, usual: Stand) -> Stand:
    number = number_from(typed)
    return next((stand for stand in stands if stand.number == number), usual)


def _before(stands: list[Stand], after: Stand) -> Stand:
    return next((stand for stand in stands if stand.number < after.number), stands[-1])
