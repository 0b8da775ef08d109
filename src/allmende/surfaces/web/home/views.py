"""Home: what waits for me, what is open now, what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.spaces.waiting import what_waits
from allmende.commons.stages.queries import strip_of
from allmende.foundation.addresses import address_of
from allmende.foundation.clock import now
from allmende.foundation.doors import doors, kinds, rooms
from allmende.foundation.ui.layers import LAYERS
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Reader
from allmende.observers.feed.commands import mark_looked
from allmende.observers.feed.news import NewsThread, news_of, news_since, relevant_news
from allmende.surfaces.web.founding.queries import founding_way
from allmende.surfaces.web.navigation import rooms_of, with_front

MOST_WAITING = 5


def home(request: HttpRequest) -> HttpResponse:
    """The first page: for guests what this place is, for members what matters now."""
    if request.space is None:
        return render(request, "web/unfounded.html", status=503)
    after, is_relevant = (
        request.GET.get("after", ""),
        request.GET.get("by") == "relevance" and not request.actor.is_guest,
    )
    news = relevant_news(request.actor, request.space) if is_relevant else news_of(request.actor, request.space, after)
    context: dict[str, Any] = {
        "news": news, "threads": _with_cards(request.actor, news.threads), "is_relevant": is_relevant, "is_latest": not is_relevant, "more_url": f"?after={news.next}" if news.next else "",
        "sections": _sections(request), "waiting": () if request.actor.is_guest else tuple(what_waits(request.actor, request.space, MOST_WAITING)), "greeting": _greeting(request.actor),
        "today": date_format(timezone.localtime(now()), "DATE_FORMAT"),
        "ways": tuple((str(room.name), address_of(room.index_url), room.icon) for room in with_front(rooms_of(request.space), request.actor)),
        "founding": founding_way(request.actor, request.space),
    }  # fmt: skip
    part = "#news" if request.htmx and after else "#list" if request.htmx and "fresh" in request.GET else ""
    return render(request, f"web/home.html{part}", context)


def _with_cards(reader: Reader, threads: list[NewsThread]) -> list[tuple[NewsThread, str, Any]]:
    """Return each thread with the template and the card that stand for its thing, where its kind has one."""
    found: dict[UUID, tuple[str, Any]] = {}
    for key, kind in kinds().items():
        things = [thread.item.thing for thread in threads if thread.item.kind == key]
        if kind.news and things:
            template, cards = kind.news
            found |= {thing: (template, card) for thing, card in cards(reader, things).items()}
    return [(thread, *found.get(thread.item.thing, ("", None))) for thread in threads]


@require_safe
def fresh(request: HttpRequest) -> HttpResponse:
    """How much is new since the page of home was made (`after`): a line that shows it."""
    require(is_signed_in(request.actor))
    after = request.GET.get("after", "")
    is_number = after.isascii() and after.isdigit() and len(after) < 19
    if request.space is None or not request.htmx or not is_number:
        return redirect("home")
    count = news_since(request.actor, request.space, int(after))
    return render(request, "web/fresh.html", {"after": after, "fresh_count": count})


@require_POST
def looked(request: HttpRequest) -> HttpResponse:
    """Note how far one has looked at the news."""
    require(is_signed_in(request.actor))
    upto = request.POST.get("upto", "")
    if request.space is not None and upto.isascii() and upto.isdigit() and len(upto) < 19:
        mark_looked(request.actor, request.space, int(upto))
    return HttpResponse(status=204) if request.htmx else redirect("home")


def _greeting(reader: Reader) -> str:
    """Good morning, good day or good evening, by the reader's own clock; empty for guests, whose pages are kept."""
    if reader.is_guest:
        return ""
    hour, name = timezone.localtime(now()).hour, reader.name.split()[0] if reader.name.split() else ""
    if hour < 11:
        return _("Good morning, %(name)s") % {"name": name}
    return (_("Good evening, %(name)s") if hour >= 18 else _("Hello, %(name)s")) % {"name": name}


def _sections(request: HttpRequest) -> list[dict[str, Any]]:
    """What the rooms show on the home page."""
    found, closed = [], {room.key for room in rooms()} - {room.key for room in rooms_of(request.space)}
    for room in doors():
        for section in room.home if room.key not in closed else ():
            values = section.context(request.actor, request.space)
            if values:
                shown = {"key": section.key, "title": section.title, "template": section.template, "values": values}
                found.append(shown | {"aside": section.aside})
    return found


def about(request: HttpRequest) -> HttpResponse:
    """What this community is."""
    if request.space is None:
        return redirect("home")
    return render(request, "web/about.html", {"about": request.space, "strip": strip_of(request.space)})


def help_page(request: HttpRequest) -> HttpResponse:
    """How this house works, in a page."""
    return render(request, "web/help.html", {"layers": LAYERS})
