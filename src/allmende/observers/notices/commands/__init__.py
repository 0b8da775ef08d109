"""Telling people, by the ways that they want; and what they say about it."""

from allmende.observers.notices.commands.reading import DAYS_KEPT, forget_old, mark_line_read, mark_read
from allmende.observers.notices.commands.telling import PATIENCE, tell

__all__ = ["DAYS_KEPT", "PATIENCE", "forget_old", "mark_line_read", "mark_read", "tell"]
