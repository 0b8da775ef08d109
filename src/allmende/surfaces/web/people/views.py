"""One of the people of the community: who they are, and what they made."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import is_member
from allmende.foundation.doors import doors
from allmende.foundation.text import render_markdown
from allmende.foundation.verdicts import require
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.observers.feed.queries import page_of
from allmende.people.profiles.models import Key
from allmende.people.profiles.queries import ProfileView, person_here, profile_with_spaces
from allmende.people.profiles.queries.people import care_of, endorsements_of, profile_with_work, waiting_claims
from allmende.people.profiles.queries.reach import stand_ins
from allmende.people.profiles.queries.words import language_name
from allmende.people.profiles.rules import cares_for, is_own, may_claim, may_view_as

LOOKED_AT = {
    "": (_("you yourself"), "layer-private"),
    "contact": (_("the circle"), "layer-team"),
    "member": (_("members"), "layer-community"),
    "partner": (_("the partner network"), "layer-network"),
    "guest": (_("guests"), "layer-public"),
}
"""As whom one may look at a profile that one cares for, from the nearest eyes to the farthest."""


def person(request: HttpRequest, handle: str) -> HttpResponse:
    """Who someone is: what they say of themselves, as far as the reader may see it; twelve statements at most for a member."""
    actor = person_here(request.actor, request.space, handle)
    if actor is None:
        return _of_a_body(request, handle)
    reader = _reader(request, actor)
    view, spaces = profile_with_spaces(reader, actor, request.space)
    context = _head(request, actor, view) | _praise(reader, actor, view, request.space)
    context |= {"is_who": True, "spaces": spaces, "sections": _sections(reader, request.space, actor, aside=True)}
    return render(request, "web/person.html", context)


def made(request: HttpRequest, handle: str) -> HttpResponse:
    """What someone made and did here: their portfolio, what rooms know of them, and the latest news."""
    actor = person_here(request.actor, request.space, handle)
    if actor is None:
        return _of_a_body(request, handle)
    reader = _reader(request, actor)
    view, work = profile_with_work(reader, actor, request.space)
    context = _head(request, actor, view) | {
        "is_made": True, "work": work, "sections": _sections(reader, request.space, actor, aside=False),
        "news": page_of(reader, request.space, limit=10, actor=actor.id),
    }  # fmt: skip
    return render(request, "web/person/made.html", context)


def _of_a_body(request: HttpRequest, handle: str) -> HttpResponse:
    """The face of an organisation or a network is its space; raises Http404 where the reader sees none."""
    own = Space.objects.visible_to(request.actor).filter(root=request.space.id, voice__handle=handle)
    return redirect("space", slug=get_object_or_404(own).slug)


def _reader(request: HttpRequest, actor: Actor) -> Reader:
    """Whoever may change a profile can look at it as others do: then another reader is asked for, and nothing else differs."""
    if not (viewed_as := request.GET.get("as", "")):
        return request.actor
    if viewed_as not in LOOKED_AT:
        raise Http404
    require(may_view_as(request.actor, actor))
    return stand_ins(actor, request.space, get_language() or "en")[viewed_as]


def _head(request: HttpRequest, actor: Actor, view: ProfileView) -> dict[str, Any]:
    """What stands above both pages of a person."""
    viewed_as = request.GET.get("as", "")
    steps = [
        {"who": who, "icon": icon, "url": f"?as={key}" if key else request.path, "is_current": key == viewed_as}
        for key, (who, icon) in LOOKED_AT.items()
    ]
    return {
        "person": actor, "view": view, "is_me": is_own(request.actor, actor), "steps": steps, "viewed_as": viewed_as,
    } | _care(request, actor)  # fmt: skip


def _sections(reader: Reader, root: Space, actor: Actor, *, aside: bool) -> list[dict[str, Any]]:
    """What rooms and floors below them have to show of a person: beside who they are, or of what they made."""
    return [
        {"title": section.title, "template": section.template, "values": values}
        for room in doors()
        for section in room.profile
        if section.aside == aside and (values := section.context(reader, root, actor))
    ]


def _praise(reader: Reader, actor: Actor, view: ProfileView, root: Space) -> dict[str, Any]:
    """Their words as the page sets them: by key, skills with their endorsements, languages by name, the text as HTML."""
    skills = view.all(Key.SKILL)
    praise = endorsements_of(reader, actor, [skill.id for skill in skills])
    may_endorse = is_member(reader, root) and not is_own(reader, actor)
    return {
        "skills": [
            {
                "skill": skill, "praise": (found := praise.get(skill.id, [])), "shown": sum(each.shows for each in found),
                "may_endorse": may_endorse and all(each.by.id != reader.id for each in found),
            }
            for skill in skills
        ],
        "about_html": render_markdown(text.text, top=3) if (text := view.one(Key.TEXT)) else "",
        "spoken": [(language_name(each.word), each.amount) for each in view.all(Key.LANGUAGE)],
    }  # fmt: skip


def _care(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Who cares for a profile without an account, and who says that it is theirs."""
    if actor.kind != Kind.MANAGED or (care := care_of(actor)) is None:
        return {}
    cares = cares_for(request.actor, actor)
    return {
        "care": care, "cares": cares, "may_claim": not cares and not request.actor.is_guest and may_claim(request.actor, care),
        "claims": waiting_claims(actor) if cares else [],
    }  # fmt: skip
