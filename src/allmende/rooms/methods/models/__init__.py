"""What is kept of methods, their sessions, and what comes out."""

from allmende.rooms.methods.models.card import FORMS, TAKES, Card, Role, Step, card_of, steps_of
from allmende.rooms.methods.models.method import Method, SetOut
from allmende.rooms.methods.models.session import Mode, Part, Seat, Session, SessionState
from allmende.rooms.methods.models.wall import Cluster, Dot, Finding, Note

__all__ = [
    "FORMS",
    "TAKES",
    "Card",
    "Cluster",
    "Dot",
    "Finding",
    "Method",
    "Mode",
    "Note",
    "Part",
    "Role",
    "Seat",
    "Session",
    "SessionState",
    "SetOut",
    "Step",
    "card_of",
    "steps_of",
]
