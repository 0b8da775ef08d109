"""The only ways in which contacts come and go."""

from allmende.people.connections.commands.contacts import accept, ask, decline, end, forget, note, part, withdraw
from allmende.people.connections.commands.path import reach, take_rate

__all__ = ["accept", "ask", "decline", "end", "forget", "note", "part", "reach", "take_rate", "withdraw"]
