"""What every page's shell needs: the community, the reader, and the ways that exist on this node."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from allmende.commons.audiences.queries import reach_of
from allmende.commons.files.queries import portrait_url
from allmende.commons.spaces.queries import my_spaces
from allmende.commons.spaces.rules import may_reopen, roles_of
from allmende.foundation.doors import rooms
from allmende.foundation.gathered import gathered
from allmende.foundation.kept import kept
from allmende.foundation.ui.layers import layer_of
from allmende.observers.notices.queries import is_any_unread, unread_question
from allmende.surfaces.web import navigation
from allmende.surfaces.web.form_token import form_token
from allmende.surfaces.web.installing.person import person_key
from allmende.surfaces.web.installing.views import app_icon_url
from allmende.surfaces.web.ladder.workplaces import workplaces
from allmende.surfaces.web.looks import icon_url, look_url
from allmende.surfaces.web.navigation import Place, Ways

THEMES = frozenset({"light", "dark"})
PLACES = 8


@dataclass(frozen=True)
class Community:
    """The community as the shell shows it."""

    name: str = ""
    about: str = ""
    look: str = ""
    logo: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Me:
    """The reader as the shell shows them."""

    name: str
    handle: str
    portrait: str
    url: str
    key: str
    """Tells people apart on a device, and names nobody."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Values of the shell; a guest's are the same for everyone in that language, so that the page can be kept.

    `alike` is what a page may use that is drawn for many (`render_for_many`); None where something is said to this reader alone.
    """
    space = getattr(request, "space", None)
    reader = getattr(request, "actor", None)
    signed_in = reader is not None and not reader.is_guest
    theme = request.COOKIES.get("theme", "")
    ways = navigation.ways_from(request, signed_in=signed_in)
    place = getattr(request, "place", None)
    house = kept(("house", space and space.id, place and place.id), lambda: _house(space, place))
    alike = {
        **house,
        "theme": theme if theme in THEMES else "",
        "signed_in": signed_in,
        **dict(ways.addresses),
    }
    banners = {
        "acting": getattr(request, "acting", None),
        "practice": getattr(request, "practice", None),
        "archived": _archived(reader, place),
    }
    values: dict[str, Any] = {
        **alike,
        **banners,
        "alike": None if any(banners.values()) or len(get_messages(request)) else alike,
        "space": space,
        "reader": reader,
        "doors": rooms(),
        "nav": ways.nav,
        "tabbar": ways.tabs,
        "more": ways.more,
        "languages": tuple(navigation.languages(request, links=not signed_in)),
        "footer_links": ways.footer,
        "personas_url": navigation.address("personas") if settings.DEMO else "",
    }
    return values | _members(request, reader, space, ways) if signed_in else values


def _archived(reader: Any, place: Any) -> dict[str, Any] | None:
    """The space whose page this is, where it can only be read."""
    return {"place": place, "may_reopen": may_reopen(reader, place)} if place is not None and place.archived else None


def _house(space: Any, place: Any) -> dict[str, Any]:
    """What the shell shows of the house on the pages of a space."""
    return {"community": _community(space, place), "apple_icon_url": app_icon_url(space, 180)}


def _community(space: Any, place: Any) -> Community:
    """The community; a space with a look of its own (`request.place`) lays it over its pages."""
    if space is None:
        return Community()
    look = look_url(place) if place is not None and place.colour else look_url(space)
    return Community(space.title, space.summary, look, portrait_url(space.logo), icon_url(space))


def _members(request: HttpRequest, reader: Any, space: Any, ways: Ways) -> dict[str, Any]:
    """What only those who are signed in see; the token makes the page theirs alone.

    What asks the database does so when the shell is drawn: fragments are spared it.
    """
    url = navigation.address_of("person", reader.handle)
    news = SimpleLazyObject(lambda: _news(reader, space, ways))
    return {
        "csrf_token": SimpleLazyObject(lambda: form_token(request)),
        "me": Me(reader.name, reader.handle, portrait_url(reader.portrait), url, person_key(reader)),
        "places": SimpleLazyObject(lambda: _places(request, reader, space) if space is not None else ()),
        "stream_url": settings.STREAM_URL,
        "unread": SimpleLazyObject(lambda: news[0]),
        "unread_rooms": SimpleLazyObject(lambda: news[1]),
        "account_links": ways.account,
        "creations": ways.creations,
        "workplaces": SimpleLazyObject(lambda: tuple(workplaces(request, reader, space)) if space is not None else ()),
    }


def _news(reader: Any, space: Any, ways: Ways) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """Whether a notice is unread, and how much is new in each room that counts it; one statement. What is new in someone's own
    rooms is nothing for whoever acts for them."""
    keys = {entry.key for entry in ways.nav} if space is not None and not reader.is_lent else set()
    asked = [room for room in rooms() if room.unread and room.key in keys]
    bell, *counted = gathered(
        [unread_question(reader.id), *(room.unread(reader, space) for room in asked if room.unread)]
    )
    return is_any_unread(reader, bell), tuple((room.key, len(rows)) for room, rows in zip(asked, counted, strict=True))


def _places(request: HttpRequest, reader: Any, root: Any) -> tuple[Place, ...]:
    theirs = frozenset(roles_of(reader)), frozenset(reach_of(reader)), reader.shut_out
    found = kept(("places", root.id, *theirs), lambda: _read_places(reader, root), house=True)
    return tuple(replace(place, current=request.path.startswith(place.url)) for place in found)


def _read_places(reader: Any, root: Any) -> tuple[Place, ...]:
    rows = my_spaces(reader, root).values_list("slug", "title", "audience__layer")[:PLACES]
    places = (Place(title, navigation.address_of("space", slug), layer_of(layer)) for slug, title, layer in rows)
    return tuple(place for place in places if place.url)
