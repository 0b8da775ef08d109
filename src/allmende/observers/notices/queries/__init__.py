"""What concerns a reader: pages of notices, and whether the bell has rung."""

from allmende.observers.notices.queries.lines import NoticeItem
from allmende.observers.notices.queries.pages import (
    MOST_COUNTED,
    NoticePage,
    anything_unread,
    is_any_unread,
    page_of,
    unread_count,
    unread_question,
)

__all__ = [
    "MOST_COUNTED",
    "NoticeItem",
    "NoticePage",
    "anything_unread",
    "is_any_unread",
    "page_of",
    "unread_count",
    "unread_question",
]
