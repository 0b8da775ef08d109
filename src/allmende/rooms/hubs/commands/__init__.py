"""Everything that is done in a hub: one function per intent, the actor first."""

from allmende.rooms.hubs.commands.booking import book, cancel, stop_waiting, wait
from allmende.rooms.hubs.commands.forgetting import clear_away, forget
from allmende.rooms.hubs.commands.furnishing import (
    add_desk,
    change_hub,
    remove_desk,
    set_special_day,
    unset_special_day,
)
from allmende.rooms.hubs.commands.presence import ask, close_question, end_presence, offer_help, say_presence
from allmende.rooms.hubs.models import Desk, DeskKind, Part
from allmende.rooms.hubs.rules import Span

__all__ = [
    "Desk", "DeskKind", "Part", "Span", "add_desk", "ask", "book", "cancel", "change_hub", "clear_away", "close_question",
    "end_presence", "forget", "offer_help", "remove_desk", "say_presence", "set_special_day", "stop_waiting", "unset_special_day",
    "wait",
]  # fmt: skip
