"""What the pages of posts show."""

from allmende.rooms.posts.queries.cards import (
    PostCard,
    PostList,
    cards_by_id,
    news_cards,
    posts_by,
    posts_in,
    posts_page,
)
from allmende.rooms.posts.queries.links import post_url, post_urls
from allmende.rooms.posts.queries.mentions import people_named
from allmende.rooms.posts.queries.page import PostPage, find_post, page_of
from allmende.rooms.posts.queries.polls import PollView, polls_of

__all__ = [
    "PollView",
    "PostCard",
    "PostList",
    "PostPage",
    "cards_by_id",
    "find_post",
    "news_cards",
    "page_of",
    "people_named",
    "polls_of",
    "post_url",
    "post_urls",
    "posts_by",
    "posts_in",
    "posts_page",
]
