"""Makers of posts, for tests."""

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Space
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.commands import PollText, share_post
from allmende.rooms.posts.models import Post

TEA = PollText("Which tea?", ("Mint", "Sage", "Thyme"))


def make_post(
    author: Actor, space: Space, text: str = "A pond cools the air.", *, layer: Layer = Layer.TEAM, poll: PollText | None = None,
    heading: str = "",
) -> Post:  # fmt: skip
    """Share a post, as its author would."""
    return share_post(author, space, layer, text=text, heading=heading, language="en", poll=poll)
