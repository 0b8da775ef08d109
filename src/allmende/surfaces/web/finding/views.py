"""Search, and the notices of what concerns me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.features import closed_kinds
from allmende.commons.spaces.queries import has_siblings
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.doors import kinds, urls_of
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.observers.notices.commands import mark_read
from allmende.observers.notices.queries.centre import lines_of
from allmende.observers.search.queries import search as find

LONGEST_QUERY = 400


def search(request: HttpRequest) -> HttpResponse:
    """Find what one may see; the kinds are filters in the address."""
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    known = kinds()
    kind = request.GET.get("type", "")
    kind = kind if kind in known else ""
    within = _conversation(request)
    page = find(request.actor, text, kind=kind or None, audience=within.audience_id if within else None, after=request.GET.get("after") or None,
                root=request.space.id if request.space and has_siblings() else None, without=closed_kinds(request.space))  # fmt: skip
    base = reverse("search")
    filters = [
        {
            "label": known[key].plural, "count": count, "icon": known[key].icon, "current": key == kind,
            "url": f"{base}?{urlencode({'q': text, 'type': key})}",
        }
        for key, count in ({} if within else page.counts).items()
    ]  # fmt: skip
    hits = [{"hit": hit, "icon": known[hit.kind].icon, "kind": known[hit.kind].name} for hit in page.hits]
    more = {"q": text, "type": kind, "after": page.after, **({"in": within.id} if within else {})}
    context = {
        "within": within.id if within else "", "within_url": urls_of([(within.id, within.kind)]).get(within.id) if within else "",
        "text": text, "search_value": text, "hits": hits, "filters": filters, "kind": kind,
        "all_url": f"{base}?{urlencode({'q': text})}", "more_url": f"{base}?{urlencode(more)}" if page.after else "",
    }  # fmt: skip
    return render(
        request, "web/search.html#hits" if request.htmx and "after" in request.GET else "web/search.html", context
    )


def _conversation(request: HttpRequest) -> Thing | None:
    """The conversation to which a search is narrowed (`in`); nothing for one that the reader isn't in."""
    key = key_in(request.GET.get("in", ""))
    found: Thing | None = (
        Thing.objects.visible_to(request.actor).filter(id=key, kind="conversation").first() if key else None
    )
    return found


def notices(request: HttpRequest) -> HttpResponse:
    """What concerns me, the latest first."""
    require(is_signed_in(request.actor))
    after = request.GET.get("after", "")
    page = lines_of(request.actor, key_in(after))
    context = {"page": page, "more_url": f"?after={page.next}" if page.next else ""}
    return render(request, "web/notices.html#rows" if request.htmx and after else "web/notices.html", context)


@require_safe
def bell(request: HttpRequest) -> HttpResponse:
    """Whether the bell has rung: the dot beside the notices, for a page that is open."""
    require(is_signed_in(request.actor))
    return render(request, "web/bell.html")


@require_POST
def reading(request: HttpRequest) -> HttpResponse:
    """Mark all my notices as read."""
    require(is_signed_in(request.actor))
    mark_read(request.actor)
    return redirect("notices")
