"""The stops of the tour, with what is public now; a stop without anything to see is left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from allmende.commons.spaces.models import Space
from allmende.commons.things.models import Thing
from allmende.foundation.doors import doors
from allmende.foundation.text import plain
from allmende.foundation.ui.layers import LAYERS
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Guest
from allmende.identity.actors.queries import ActorCard, actor_cards
from allmende.observers.feed.queries import page_of
from allmende.people.welcome.queries.tours import has_tours
from allmende.surfaces.web.navigation import rooms_of
from allmende.surfaces.web.spaces.queries import tree_of

FACES = 9
LOOKED_THROUGH = 200
"""So many of the latest things are looked through for faces."""
END = "way-in"


@dataclass(frozen=True)
class Stop:
    """A stop: its key in the address, its title, the template that shows it, and what that needs."""

    key: str
    title: Text
    template: str
    values: dict[str, Any] = field(default_factory=dict)


def stops_of(root: Space, language: str) -> list[Stop]:
    """Return the stops of a community's tour as a guest sees them, from the front door to the way in.

    Whoever walks sees what guests see, members too: the tour is the same for all.
    """
    guest = Guest(language)
    found = [Stop("front-door", _("What is this place?"), "tour/front_door.html", _front_door(root))]
    found += _of_rooms(guest, root)
    found.append(Stop("spaces", _("Where people meet"), "tour/spaces.html", {"cards": tree_of(guest, root)[:6]}))
    if people := _people(guest, root):
        found.append(Stop("people", _("Who is here"), "tour/people.html", {"people": people}))
    found.append(Stop("ladder", _("Who sees what"), "tour/ladder.html", {"layers": LAYERS}))
    if news := page_of(guest, root, limit=5).items:
        found.append(Stop("news", _("What happened lately"), "tour/news.html", {"items": news}))
    return [*found, Stop(END, _("And you?"), "tour/way_in.html", _way_in(root))]


def _front_door(root: Space) -> dict[str, Any]:
    return {"about": plain(root.about_html, 600), "members": root.member_count}


def _of_rooms(guest: Guest, root: Space) -> list[Stop]:
    """What the rooms that the community shows have for guests to see."""
    closed = {room.key for room in doors() if room.urls} - {room.key for room in rooms_of(root)}
    sections = [section for room in doors() if room.key not in closed for section in room.tour]
    shown = [(section, section.context(guest, root)) for section in sections]
    return [Stop(section.key, section.title, section.template, values) for section, values in shown if values]


def _people(guest: Guest, root: Space) -> list[ActorCard]:
    """Those who have shown something to everyone lately; whoever did not is not shown."""
    rows = Thing.objects.visible_to(guest).shared().filter(space__as_space__root=root).exclude(kind="space")
    ids = list(dict.fromkeys(rows.published_before().values_list("author_id", flat=True)[:LOOKED_THROUGH]))[:FACES]
    cards = actor_cards(ids)
    return [cards[key] for key in ids if key in cards and cards[key].kind == "person"]


def _way_in(root: Space) -> dict[str, Any]:
    return {
        "ask_url": reverse("nominations:ask", args=[root.slug]), "sign_up_url": reverse("account_signup"),
        "tours_url": reverse("welcome:tours") if has_tours(root) else "",
    }  # fmt: skip
