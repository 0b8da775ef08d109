"""The door of this room."""

from django.utils.translation import gettext_lazy as _

from allmende.foundation.doors import Room, Section
from allmende.rooms.messages.commands.carrying import carry_waiting
from allmende.rooms.messages.invariants import INVARIANTS
from allmende.rooms.messages.queries import CONVERSATIONS, MESSAGES, profile_section, space_section, waiting

ROOM = Room(
    key="messages",
    api=("allmende.rooms.messages.api.router",),
    name=_("Messages"),
    icon="messages",
    urls="allmende.rooms.messages.urls",
    index_url="messages:index",
    for_members=True,
    kinds=(CONVERSATIONS, MESSAGES),
    profile=(Section("message", _("Message"), "messages/profile_section.html", profile_section, aside=True),),
    space=(Section("messages", _("Conversation"), "messages/space_section.html", space_section, aside=True),),
    waiting=waiting,
    rounds=(carry_waiting,),
    invariants=INVARIANTS,
)
