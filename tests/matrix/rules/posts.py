"""Who may do what with posts: Ben shared one with the team and one with a poll, another of his is about to go out."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.testing import Cast
from allmende.foundation.testing import NOON
from allmende.rooms.posts.commands import share_post
from allmende.rooms.posts.models import Poll
from allmende.rooms.posts.rules import may_change, may_close_poll, may_reach, may_share, may_take_back, may_vote
from allmende.rooms.posts.testing import TEA, make_post
from tests.matrix.tables import Ask

RULES = "allmende.rooms.posts.rules"
TABLE = """
rule           | case                             |  guest  stranger  community  member  host  curator
may_share      | in the team                      |  in     no        no         yes     yes   yes
may_share      | in the community                 |  in     no        yes        yes     yes   yes
may_reach      | everyone, from the team          |  in     no        no         yes     yes   yes
may_change     | Ben's                            |  no     no        no         yes     no    no
may_take_back  | Ben's, about to go out           |  no     no        no         yes     no    no
may_take_back  | Ben's, shared                    |  no     no        no         409     no    no
may_vote       | Ben's poll, in the team          |  404    404       404        yes     yes   yes
may_vote       | Ben's poll, in the community     |  404    404       yes        yes     yes   yes
may_close_poll | Ben's poll, in the community     |  404    404       no         yes     yes   yes
"""


def asks(cast: Cast) -> dict[tuple[str, str], Ask]:
    """Make what the table speaks of, and say how each line is asked."""
    shared = make_post(cast.ben, cast.team)
    waiting = share_post(cast.ben, cast.team, Layer.TEAM, text="Later", at=NOON + timedelta(days=1))
    inside, wide = (make_post(cast.ben, cast.team, layer=layer, poll=TEA) for layer in (Layer.TEAM, Layer.COMMUNITY))
    polls = {post.id: Poll.objects.get(post=post) for post in (inside, wide)}
    return {
        ("may_share", "in the team"): lambda who: may_share(who, cast.team),
        ("may_share", "in the community"): lambda who: may_share(who, cast.community),
        ("may_reach", "everyone, from the team"): lambda who: may_reach(who, cast.team, Layer.PUBLIC),
        ("may_change", "Ben's"): lambda who: may_change(who, shared),
        ("may_take_back", "Ben's, about to go out"): lambda who: may_take_back(who, waiting),
        ("may_take_back", "Ben's, shared"): lambda who: may_take_back(who, shared),
        ("may_vote", "Ben's poll, in the team"): lambda who: may_vote(who, inside, polls[inside.id]),
        ("may_vote", "Ben's poll, in the community"): lambda who: may_vote(who, wide, polls[wide.id]),
        ("may_close_poll", "Ben's poll, in the community"): lambda who: may_close_poll(who, wide, polls[wide.id]),
    }
