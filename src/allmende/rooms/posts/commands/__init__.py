"""What people do with posts: one function per intent, the actor first; nothing else writes."""

from allmende.rooms.posts.commands.by_mail import (
    PURPOSE,
    make_ready,
    poll_choices,
    post_address,
    post_by_mail,
    vote_by_mail,
)
from allmende.rooms.posts.commands.leaving import empty_posts, forget_votes, recount_polls
from allmende.rooms.posts.commands.polls import PollText, close_poll, set_poll, vote
from allmende.rooms.posts.commands.publishing import (
    GRACE,
    begin_talk,
    drop_time,
    publish_due_posts,
    publish_post,
    send_post,
    share_post,
    take_back,
)
from allmende.rooms.posts.commands.writing import draft_post, save_post

__all__ = [
    "GRACE",
    "PURPOSE",
    "PollText",
    "begin_talk",
    "close_poll",
    "draft_post",
    "drop_time",
    "empty_posts",
    "forget_votes",
    "make_ready",
    "poll_choices",
    "post_address",
    "post_by_mail",
    "publish_due_posts",
    "publish_post",
    "recount_polls",
    "save_post",
    "send_post",
    "set_poll",
    "share_post",
    "take_back",
    "vote",
    "vote_by_mail",
]
