"""The people of the community, and one of them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.queries import members_of
from allmende.commons.spaces.rules import is_member
from allmende.foundation.doors import doors
from allmende.foundation.ids import key_in
from allmende.foundation.verdicts import require
from allmende.observers.feed.queries import page_of
from allmende.surfaces.web.people.queries import person_here, spaces_in_common

PAGE = 30


def index(request: HttpRequest) -> HttpResponse:
    """Who is here: for members, since a list of members is nobody else's business."""
    require(is_member(request.actor, request.space))
    after = request.GET.get("after", "")
    rows = members_of(request.space, key_in(after), PAGE)
    people = [
        {
            "name": row.actor.name, "handle": row.actor.handle, "about": row.actor.about, "language": row.actor.language,
            "portrait": portrait_url(row.actor.portrait), "role": row.get_role_display() if row.role != "member" else "",
        }
        for row in rows[:PAGE]
    ]  # fmt: skip
    context = {"people": people, "more_url": f"?after={rows[PAGE - 1].id}" if len(rows) > PAGE else ""}
    return render(request, "web/people.html#rows" if request.htmx and after else "web/people.html", context)


def person(request: HttpRequest, handle: str) -> HttpResponse:
    """One person: words about themselves, and what they shared with the reader."""
    actor = person_here(request.actor, request.space, handle)
    if actor is None:
        raise Http404
    news = page_of(request.actor, request.space, limit=10, actor=actor.id)
    sections = [
        {"title": section.title, "template": section.template, "values": values}
        for room in doors()
        for section in room.profile
        if (values := section.context(request.actor, request.space, actor))
    ]
    context = {
        "person": actor, "portrait": portrait_url(actor.portrait), "news": news, "sections": sections,
        "is_me": request.actor.id == actor.id, "common": spaces_in_common(request.actor, request.space, actor),
    }  # fmt: skip
    return render(request, "web/person.html", context)
