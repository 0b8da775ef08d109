"""The door of this room."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import SpaceKind
from allmende.foundation.doors import Room, Section
from allmende.foundation.personal import Holding
from allmende.rooms.hubs.commands import clear_away, forget
from allmende.rooms.hubs.queries import home_section, kept_of, space_section, waiting

ROOM = Room(
    key="hubs",
    api=("allmende.rooms.hubs.api.router",),
    name=_("Hubs"),
    icon="map-pin",
    urls="allmende.rooms.hubs.urls",
    index_url="hubs:index",
    space_kind=SpaceKind.HUB,
    home=(Section("hubs", _("Your hubs"), "hubs/home_section.html", home_section, aside=True),),
    space=(Section("hubs", _("Hub"), "hubs/space_section.html", space_section),),
    waiting=waiting,
    rounds=(clear_away,),
)

HOLDING = Holding(
    "hubs",
    ("hubs.Booking", "hubs.Wait", "hubs.Presence", "hubs.Question"),
    kept_of,
    forget,
    title=_("Desks you booked, and days on which you showed yourself"),
    why=_("So that your desk is yours, and others know who is there."),
    until=_("until a while after the day, or you leave"),
)
