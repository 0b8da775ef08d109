"""The talk about a thing as pages show it: plain values, a fixed number of statements."""

from allmende.commons.threads.queries.pages import (
    comment_shown,
    frame_of,
    news_in,
    page_of,
    replies_of,
    said_in,
    talk_of,
    told,
)
from allmende.commons.threads.queries.places import PAGE, comment_counts, comment_place, new_since
from allmende.commons.threads.queries.rows import MOST_REPLIES
from allmende.commons.threads.queries.shapes import MOST_NEWS, CommentPlace, CommentView, ThreadPage

__all__ = [
    "MOST_NEWS",
    "MOST_REPLIES",
    "PAGE",
    "CommentPlace",
    "CommentView",
    "ThreadPage",
    "comment_counts",
    "comment_place",
    "comment_shown",
    "frame_of",
    "new_since",
    "news_in",
    "page_of",
    "replies_of",
    "said_in",
    "talk_of",
    "told",
]
