"""What the pages of methods and sessions show."""

from allmende.rooms.methods.queries.cards import MethodCard, MethodList, find_method, method_of_set, methods_page
from allmende.rooms.methods.queries.findings import find_finding, findings_of
from allmende.rooms.methods.queries.links import finding_url, method_url, session_url
from allmende.rooms.methods.queries.sessions import SessionCard, find_session, sessions_in, sessions_of
from allmende.rooms.methods.queries.wall import Wall, wall_of

__all__ = [
    "MethodCard",
    "MethodList",
    "SessionCard",
    "Wall",
    "find_finding",
    "find_method",
    "find_session",
    "finding_url",
    "findings_of",
    "method_of_set",
    "method_url",
    "methods_page",
    "session_url",
    "sessions_in",
    "sessions_of",
    "wall_of",
]
