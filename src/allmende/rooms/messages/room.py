"""The door of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from allmende.foundation.doors import Room, Section
from allmende.rooms.messages.commands import EYES, receive_who_came_in, send_out
from allmende.rooms.messages.commands.carrying import carry_waiting
from allmende.rooms.messages.invariants import INVARIANTS
from allmende.rooms.messages.queries import (
    ANNOUNCEMENTS,
    CONVERSATIONS,
    MESSAGES,
    profile_section,
    space_section,
    unread,
    waiting,
)
from allmende.rooms.messages.tasks import line_up_outlets

ROOM = Room(
    key="messages",
    api=("allmende.rooms.messages.api.router",),
    name=_("Messages"),
    tab=pgettext_lazy("on a phone's tab", "Messages"),
    icon="messages",
    urls="allmende.rooms.messages.urls",
    index_url="messages:index",
    for_members=True,
    kinds=(CONVERSATIONS, MESSAGES, ANNOUNCEMENTS),
    profile=(Section("message", _("Message"), "messages/profile_section.html", profile_section, aside=True),),
    space=(Section("messages", _("Conversation"), "messages/space_section.html", space_section, aside=True),),
    waiting=waiting,
    unread=unread,
    rounds=(carry_waiting, send_out, receive_who_came_in, line_up_outlets),
    options=(EYES,),
    invariants=INVARIANTS,
)
