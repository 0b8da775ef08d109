"""What the shell shows of the house: only entries that exist, in one order for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.features import open_rooms
from allmende.commons.spaces.models import Space
from allmende.foundation.doors import Room, rooms
from allmende.foundation.ui.layers import Layer

type Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """A line of the navigation."""

    key: str
    label: Text
    url: str
    icon: str
    current: bool = False
    dot: Text = ""


@dataclass(frozen=True)
class Place:
    """A space of the reader's, with the layer its things stand on."""

    label: str
    url: str
    layer: Layer
    current: bool = False
    dot: Text = ""


@dataclass(frozen=True)
class Language:
    """A language of the house, and the address that changes to it."""

    code: str
    name: str
    url: str
    current: bool


def address(name: str) -> str:
    """The address of a named route, or nothing when this node has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address_of(name: str, key: str) -> str:
    """The address of one thing by its slug or handle, or nothing when this node has no such page."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def entries(request: HttpRequest, wanted: Iterable[tuple[str, Text, str, str]]) -> list[Entry]:
    """Entries of (key, label, route, icon) that exist; the longest address that begins the path is current."""
    found = [Entry(key, label, url, icon) for key, label, route, icon in wanted if (url := address(route))]
    return mark_current(found, request.path)


def mark_current(found: list[Entry], path: str) -> list[Entry]:
    """Mark the entry whose address is the longest beginning of the path; "/" only matches itself."""
    fitting = [entry.url for entry in found if path == entry.url or (entry.url != "/" and path.startswith(entry.url))]
    best = max(fitting, key=len, default=None)
    return [replace(entry, current=entry.url == best) for entry in found]


def rooms_of(root: Space) -> list[Room]:
    """The rooms of the node that a community shows: those that it chose, or all, within what is locked."""
    return [room for room in rooms() if room.key in open_rooms(root)]


def main_entries(request: HttpRequest) -> list[Entry]:
    """Home, the rooms in their order, spaces; people for members alone, since a guest would only be refused there."""
    wanted: list[tuple[str, Text, str, str]] = [("home", _("Home"), "home", "home")]
    shown = rooms_of(request.space) if getattr(request, "space", None) else rooms()  # type: ignore[attr-defined]
    wanted += [(room.key, room.name, room.index_url, room.icon) for room in shown if room.index_url]
    wanted.append(("spaces", _("Spaces"), "spaces", "compass"))
    if not request.actor.is_guest:  # type: ignore[attr-defined]
        wanted.append(("people", _("People"), "people", "users"))
        wanted.append(("organisations", _("Organisations"), "organisations:index", "building"))
    else:
        wanted.append(("tour", _("Tour"), "tour", "route"))
    return entries(request, wanted)


def tab_entries(request: HttpRequest, nav: list[Entry], *, signed_in: bool) -> list[Entry]:
    """Four for the phone: home, the first room, search, and the reader's inbox or the sign-in; a fifth opens all the rest."""
    first_room = [entry for entry in nav if entry.key not in {"home", "spaces", "people", "tour"}][:1]
    end = (
        ("notices", _("Notices"), "notices", "bell")
        if signed_in
        else ("sign-in", _("Sign in"), "account_login", "login")
    )
    own = entries(request, [("search", _("Search"), "search", "search"), end])
    return [*(entry for entry in nav if entry.key == "home"), *first_room, *own]


def more_entries(nav: list[Entry], tabs: list[Entry]) -> list[Entry]:
    """What the phone's fifth tab opens: all of the navigation that is no tab."""
    known = {entry.url for entry in tabs}
    return [entry for entry in nav if entry.url not in known]


def languages(request: HttpRequest) -> Iterator[Language]:
    """The languages of the house; each link comes back to this page."""
    base = address("language")
    for code, name in settings.LANGUAGES if base else ():
        query = urlencode({"to": code, "next": request.get_full_path()})
        yield Language(code, name, f"{base}?{query}", code == (get_language() or "")[:2])


def footer_entries(request: HttpRequest) -> list[Entry]:
    """About, imprint, privacy; help is always the last."""
    return entries(request, [("about", _("About"), "about", "info-circle"), ("imprint", _("Imprint"), "imprint", "file-text"),
                             ("terms", _("Terms"), "terms", "file-text"), ("privacy", _("Privacy"), "privacy", "shield"),
                             *_components(request),
                             ("help", _("Help"), "help", "help")])  # fmt: skip


def _components(request: HttpRequest) -> list[tuple[str, Text, str, str]]:
    """The living style sheet shows the house's own look: no community under a host name of its own links to it."""
    root = getattr(request, "space", None)
    return [] if root is not None and root.host else [("components", _("Components"), "components", "puzzle")]


def account_entries(request: HttpRequest) -> list[Entry]:
    """What belongs to the reader's account."""
    wanted: list[tuple[str, Text, str, str]] = [
        ("profile", _("My profile"), "profiles:mine", "user"),
        ("nominations", _("Nominations"), "nominations:index", "user-plus"),
        ("contacts", _("Contacts"), "connections:index", "address-book"),
        ("drafts", _("Drafts"), "drafts", "pencil"),
        ("standing", _("My standing"), "trust:mine", "plant"),
        ("help", _("Ask for help"), "desk:help", "message-circle-question"),
        ("settings", _("Settings"), "settings", "settings"),
        ("security", _("Sign-in and security"), "security", "lock"),
        ("privacy", _("Privacy and data"), "privacy", "shield"),
    ]
    if request.user.is_staff:
        wanted.append(("backoffice", _("Back office"), "backoffice:index", "tools"))
    return entries(request, wanted)


def creation_entries(request: HttpRequest) -> list[Entry]:
    """What a member can begin from anywhere."""
    return entries(request, [("contribution", _("Contribution"), "new_contribution", "contribution"),
                             ("call", _("Call"), "new_call", "speakerphone"), ("space", _("Space"), "new_space", "users-group"),
                             ("nomination", _("Nomination"), "nominations:new", "user-plus")])  # fmt: skip
