"""What every page's shell needs: the community, the reader, and the ways that exist on this node."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, lazy

from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.queries import my_spaces
from allmende.foundation.doors import rooms
from allmende.foundation.ui.layers import layer_of
from allmende.observers.notices.queries import unread_count
from allmende.surfaces.web import navigation
from allmende.surfaces.web.installing.person import person_key
from allmende.surfaces.web.installing.views import icon_url
from allmende.surfaces.web.ladder.workplaces import workplaces
from allmende.surfaces.web.looks import look_url
from allmende.surfaces.web.navigation import Place

THEMES = frozenset({"light", "dark"})
PLACES = 8


def shell(request: HttpRequest) -> dict[str, Any]:
    """Values of the shell; a guest's are the same for everyone in that language, so that the page can be kept."""
    space = getattr(request, "space", None)
    reader = getattr(request, "actor", None)
    signed_in = reader is not None and not reader.is_guest
    theme = request.COOKIES.get("theme", "")
    nav = navigation.main_entries(request)
    tabs = navigation.tab_entries(request, nav, signed_in=signed_in)
    values: dict[str, Any] = {
        "space": space,
        "reader": reader,
        "doors": rooms(),
        "community": _community(space, getattr(request, "place", None)),
        "theme": theme if theme in THEMES else "",
        "signed_in": signed_in,
        "acting": getattr(request, "acting", None),
        "nav": nav,
        "tabbar": tabs,
        "more": navigation.more_entries(nav, tabs),
        "languages": list(navigation.languages(request)),
        "footer_links": navigation.footer_entries(request),
        "search_url": navigation.address("search"),
        "manifest_url": reverse("manifest"),
        "apple_icon_url": icon_url(space, 180),
        "sign_in_url": navigation.address("account_login"),
        "personas_url": navigation.address("personas") if settings.DEMO else "",
    }
    if signed_in:
        values |= _members(request, reader, space)
    return values


def _community(space: Any, place: Any) -> dict[str, Any]:
    """The community as the shell shows it; a space with a look of its own (`request.place`) lays it over its pages."""
    if space is None:
        return {"name": "", "about": "", "look": "", "logo": ""}
    look = look_url(place) if place is not None and place.colour else look_url(space)
    return {"name": space.title, "about": space.summary, "look": look, "logo": portrait_url(space.logo)}


def _members(request: HttpRequest, reader: Any, space: Any) -> dict[str, Any]:
    """What only those who are signed in see; the token makes the page theirs alone.

    What asks the database does so when the shell is drawn: fragments are spared it.
    """
    return {
        "csrf_token": lazy(get_token, str)(request),
        "me": {
            "name": reader.name,
            "key": person_key(reader),
            "handle": reader.handle,
            "portrait": portrait_url(reader.portrait),
            "url": navigation.address_of("person", reader.handle),
        },
        "places": SimpleLazyObject(lambda: _places(request, reader, space) if space is not None else []),
        "stream_url": settings.STREAM_URL,
        "inbox_url": navigation.address("notices"),
        "unread": SimpleLazyObject(lambda: unread_count(reader)),
        "sign_out_url": reverse("account_logout"),
        "account_links": navigation.account_entries(request),
        "creations": navigation.creation_entries(request),
        "workplaces": SimpleLazyObject(lambda: workplaces(request, reader, space) if space is not None else []),
    }


def _places(request: HttpRequest, reader: Any, root: Any) -> list[Place]:
    rows = my_spaces(reader, root).values_list("slug", "title", "purpose", "audience__layer")[:PLACES]
    found = []
    for slug, title, _purpose, layer in rows:
        url = navigation.address_of("space", slug)
        if url:
            found.append(Place(title, url, layer_of(layer), current=request.path.startswith(url)))
    return found
