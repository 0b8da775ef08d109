"""What people do in conversations: one function per intent, the actor first; nothing else writes."""

from allmende.rooms.messages.commands.beginning import (
    accept,
    begin,
    decline,
    open_space_talk,
    part,
    write_to_body,
)
from allmende.rooms.messages.commands.carrying import carry
from allmende.rooms.messages.commands.forgetting import anonymise, forget
from allmende.rooms.messages.commands.seating import (
    add_people,
    choose_channel,
    hand_over,
    leave,
    mark_read,
    mute,
    pin,
    rename,
    save_draft,
    set_manner,
    take_out,
)
from allmende.rooms.messages.commands.writing import Enclosed, edit, remove, write
from allmende.rooms.messages.models import Conversation

__all__ = [
    "Conversation",
    "Enclosed",
    "accept",
    "add_people",
    "anonymise",
    "begin",
    "carry",
    "choose_channel",
    "decline",
    "edit",
    "forget",
    "hand_over",
    "leave",
    "mark_read",
    "mute",
    "open_space_talk",
    "part",
    "pin",
    "remove",
    "rename",
    "save_draft",
    "set_manner",
    "take_out",
    "write",
    "write_to_body",
]
