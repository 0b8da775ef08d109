"""What the shell shows of the house: only entries that exist, in one order for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
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
from allmende.foundation.kept import kept
from allmende.foundation.ui.layers import Layer
from allmende.identity.actors.models import Reader

type Text = str | Promise

ADDRESSES = {
    "search_url": "search",
    "sign_in_url": "account_login",
    "sign_out_url": "account_logout",
    "inbox_url": "notices",
    "manifest_url": "manifest",
}
"""Pages that the shell leads to, by the name that templates know their address by."""


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
class Ways:
    """Where one can go from every page of a community: the same for all members, for all guests, for those who run the node."""

    nav: tuple[Entry, ...]
    tabs: tuple[Entry, ...]
    footer: tuple[Entry, ...]
    account: tuple[Entry, ...] = ()
    creations: tuple[Entry, ...] = ()
    addresses: tuple[tuple[str, str], ...] = ()
    """Of the pages that the shell leads to, by the name that templates know them by."""

    @property
    def more(self) -> tuple[Entry, ...]:
        """What the phone's fifth tab opens: all of the navigation that is no tab."""
        known = {entry.url for entry in self.tabs}
        return tuple(entry for entry in self.nav if entry.url not in known)


@dataclass(frozen=True)
class Language:
    """A language of the house, and the address that changes to it."""

    code: str
    name: str
    url: str
    current: bool


@cache
def address(name: str) -> str:
    """The address of a named route, or nothing when this node has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=4096)
def address_of(name: str, key: str) -> str:
    """The address of one thing by its slug or handle, or nothing when this node has no such page."""
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""


def entries(wanted: Iterable[tuple[str, Text, str, str]]) -> list[Entry]:
    """Entries of (key, label, route, icon) that exist."""
    return [Entry(key, str(label), url, icon) for key, label, route, icon in wanted if (url := address(route))]


def current_url(found: Iterable[Entry], path: str) -> str:
    """The longest address that begins the path, or nothing; "/" only matches itself."""
    fitting = [entry.url for entry in found if path == entry.url or (entry.url != "/" and path.startswith(entry.url))]
    return max(fitting, key=len, default="")


def mark_current(found: Iterable[Entry], path: str) -> list[Entry]:
    """Mark the entry whose address is the longest beginning of the path."""
    best = current_url(found, path)
    return [replace(entry, current=entry.url == best) for entry in found]


def ways_from(request: HttpRequest, *, signed_in: bool) -> Ways:
    """Where one can go from a page, with the entries marked that it belongs to; made once for all who may go the same ways."""
    space = getattr(request, "space", None)
    who = ("ways", space and space.id, signed_in, signed_in and request.user.is_staff)
    ways = kept(who, lambda: _ways(request, signed_in=signed_in), house=True)
    here = current_url(ways.nav, request.path), current_url(ways.tabs, request.path)
    return kept((*who, here), lambda: _marked(ways, request.path), house=True)


def _marked(ways: Ways, path: str) -> Ways:
    return replace(ways, nav=tuple(mark_current(ways.nav, path)), tabs=tuple(mark_current(ways.tabs, path)))


def _ways(request: HttpRequest, *, signed_in: bool) -> Ways:
    nav = main_entries(request)
    addresses = tuple((name, address(route)) for name, route in ADDRESSES.items())
    ways = Ways(
        tuple(nav),
        tuple(tab_entries(nav, signed_in=signed_in)),
        tuple(footer_entries(getattr(request, "space", None))),
        addresses=addresses,
    )
    if not signed_in:
        return ways
    keys = {entry.key for entry in nav}
    creations = [
        entry for entry in creation_entries() if entry.key not in {"message", "post"} or f"{entry.key}s" in keys
    ]
    return replace(ways, account=tuple(account_entries(request)), creations=tuple(creations))


def rooms_of(root: Space) -> list[Room]:
    """The rooms of the node that a community shows: those that it chose, or all, within what is locked."""
    return [room for room in rooms() if room.key in open_rooms(root)]


def with_front(shown: list[Room], reader: Reader) -> list[Room]:
    """Those of some rooms that have a front page for a reader."""
    return [room for room in shown if room.index_url and not (room.for_members and reader.is_guest)]


def main_entries(request: HttpRequest) -> list[Entry]:
    """Home, the market, the rooms in their order, spaces; people for members alone, since a guest would only be refused there."""
    wanted: list[tuple[str, Text, str, str]] = [
        ("home", _("Home"), "home", "home"),
        ("market", _("Market"), "market", "building-store"),
    ]
    shown = rooms_of(request.space) if getattr(request, "space", None) else rooms()  # type: ignore[attr-defined]
    wanted += [(room.key, room.name, room.index_url, room.icon) for room in with_front(shown, request.actor)]  # type: ignore[attr-defined]
    wanted.append(("spaces", _("Spaces"), "spaces", "compass"))
    if not request.actor.is_guest:  # type: ignore[attr-defined]
        wanted.append(("people", _("People"), "people", "users"))
        wanted.append(("organisations", _("Organisations"), "organisations:index", "building"))
    else:
        wanted.append(("tour", _("Tour"), "tour", "route"))
    return entries(wanted)


def tab_entries(nav: list[Entry], *, signed_in: bool) -> list[Entry]:
    """Those of the phone: home, the market and messages (or notices where the house has none), between which the tab bar has
    *write* and *me*; for guests home, the market, search and the sign-in, and the bar's last opens all the rest. Members find
    search in the bar above."""
    home = [entry for entry in nav if entry.key in {"home", "market"}]
    short = {room.key: room.tab for room in rooms()}
    if signed_in:
        talk = [replace(entry, label=str(short["messages"])) for entry in nav if entry.key == "messages"]
        inbox = talk or entries([("notices", _("Notices"), "notices", "bell")])
        return [*home, *inbox]
    own = entries([("search", _("Search"), "search", "search"), ("sign-in", _("Sign in"), "account_login", "login")])
    return [*home, *own]


def languages(request: HttpRequest, *, links: bool) -> Iterator[Language]:
    """The languages of the house; with links that come back to this page, where no form does."""
    base = address("language")
    for code, name in settings.LANGUAGES if base else ():
        url = f"{base}?{urlencode({'to': code, 'next': request.get_full_path()})}" if links else base
        yield Language(code, name, url, code == (get_language() or "")[:2])


def footer_entries(root: Space | None) -> list[Entry]:
    """About, imprint, privacy; help is always the last."""
    return entries([("about", _("About"), "about", "info-circle"), ("imprint", _("Imprint"), "imprint", "file-text"),
                             ("terms", _("Terms"), "terms", "file-text"), ("privacy", _("Privacy"), "privacy", "shield"),
                             *_components(root),
                             ("help", _("Help"), "help", "help")])  # fmt: skip


def _components(root: Space | None) -> list[tuple[str, Text, str, str]]:
    """The living style sheet shows the house's own look: no community under a host name of its own links to it."""
    return [] if root is not None and root.host else [("components", _("Components"), "components", "puzzle")]


def account_entries(request: HttpRequest) -> list[Entry]:
    """What belongs to the reader's account."""
    wanted: list[tuple[str, Text, str, str]] = [
        ("profile", _("My profile"), "profiles:mine", "user"),
        ("nominations", _("Nominations"), "nominations:index", "user-plus"),
        ("contacts", _("Contacts"), "connections:index", "address-book"),
        ("following", _("What you follow"), "follows:index", "bell"),
        ("saved", _("Saved for later"), "bookmarks:index", "bookmark"),
        ("drafts", _("Drafts"), "drafts", "pencil"),
        ("standing", _("My standing"), "trust:mine", "plant"),
        ("help", _("Ask for help"), "desk:help", "message-circle-question"),
        ("settings", _("Settings"), "settings", "settings"),
        ("quiet", _("Muted and blocked"), "mutes:index", "bell-off"),
        ("feeds", _("Feeds"), "feeds:index", "rss"),
        ("security", _("Sign-in and security"), "security", "lock"),
        ("privacy", _("Privacy and data"), "privacy", "shield"),
    ]
    if request.user.is_staff:
        wanted.append(("backoffice", _("Back office"), "backoffice:index", "tools"))
    return entries(wanted)


def creation_entries() -> list[Entry]:
    """What a member can begin from anywhere."""
    return entries([("message", _("Message"), "messages:new", "message"), ("post", _("Post"), "posts:new", "edit"),
                             ("contribution", _("Contribution"), "new_contribution", "contribution"),
                             ("call", _("Call"), "new_call", "speakerphone"), ("space", _("Space"), "new_space", "users-group"),
                             ("nomination", _("Nomination"), "nominations:new", "user-plus")])  # fmt: skip
