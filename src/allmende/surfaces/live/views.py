"""Opening a stream: judged by the same middleware and rules as every page. Over WSGI the same address answers once, for polling."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from allmende.commons.things.models import Thing
from allmende.surfaces.live.missed import changed_since, last_told
from allmende.surfaces.live.standing import Standing
from allmende.surfaces.live.watching import Watched, jobs_in, read_watched


@dataclass(frozen=True)
class Opening:
    """Leave to listen: by what, to which keys, and up to which entry everything was told."""

    standing: Standing
    watched: Watched
    seq: int
    changed: tuple[str, ...]


@require_safe
def stream(request: HttpRequest) -> HttpResponse:
    """Say which of the watched parts have changed since an entry, and where one stands now. Jobs always have: they are looked at.

    `on` names the parts, `last` (or the header `Last-Event-ID`) the last entry told, `age` instead how many milliseconds ago the
    page was made. Guests, and whoever acts for another, are told nothing (204). Raises Http404 for what the reader does not see.
    """
    reader = request.actor  # type: ignore[attr-defined]
    if reader.is_guest or getattr(request, "acting", None) is not None:
        return HttpResponse(status=204)
    watched = read_watched(request.GET.get("on", ""))
    wanted = {thing for thing in watched.values() if thing}
    if wanted and Thing.objects.visible_to(reader).filter(id__in=wanted).count() < len(wanted):
        raise Http404
    seq, told = changed_since(reader, watched, last_told(request.headers, request.GET))
    changed = (*told, *jobs_in(watched))
    answer = JsonResponse({"last": seq, "changed": changed}, headers={"Cache-Control": "private, no-store"})
    account = request.user
    standing = Standing(reader.id, request.session.session_key or "", account.password)  # type: ignore[union-attr]
    answer.opening = Opening(standing, watched, seq, changed)  # type: ignore[attr-defined]
    return answer
