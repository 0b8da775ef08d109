"""What people do in conversations: one function per intent, the actor first; nothing else writes."""

from allmende.rooms.messages.commands.announcing import (
    EYES,
    Words,
    draft_announcement,
    drop,
    pause,
    release,
    resume,
    review,
    take_back,
    try_out,
    word,
)
from allmende.rooms.messages.commands.answering import answer_announcement
from allmende.rooms.messages.commands.beginning import (
    accept,
    begin,
    decline,
    open_space_talk,
    part,
    talk_with,
    write_to_body,
)
from allmende.rooms.messages.commands.carrying import carry
from allmende.rooms.messages.commands.forgetting import anonymise, forget
from allmende.rooms.messages.commands.hooking import close_hook, hear, open_hook
from allmende.rooms.messages.commands.pacing import reckon_paces
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
    take,
    take_out,
)
from allmende.rooms.messages.commands.sending import hold_back, send_out
from allmende.rooms.messages.commands.writing import Enclosed, edit, pin_message, remove, write
from allmende.rooms.messages.models import Announcement, Conversation

__all__ = [
    "EYES",
    "Announcement",
    "Conversation",
    "Enclosed",
    "Words",
    "accept",
    "add_people",
    "anonymise",
    "answer_announcement",
    "begin",
    "carry",
    "choose_channel",
    "close_hook",
    "decline",
    "draft_announcement",
    "drop",
    "edit",
    "forget",
    "hand_over",
    "hear",
    "hold_back",
    "leave",
    "mark_read",
    "mute",
    "open_hook",
    "open_space_talk",
    "part",
    "pause",
    "pin",
    "pin_message",
    "reckon_paces",
    "release",
    "remove",
    "rename",
    "resume",
    "review",
    "save_draft",
    "send_out",
    "set_manner",
    "take",
    "take_back",
    "take_out",
    "talk_with",
    "try_out",
    "word",
    "write",
    "write_to_body",
]
