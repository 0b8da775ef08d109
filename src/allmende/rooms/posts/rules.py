"""Who may share, change and take back posts, and vote in their polls."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import AT_HAND, Layer
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.rules import has_share, has_work, is_open, is_signed_in, is_steward
from allmende.commons.threads.rules import belongs, is_visible
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader
from allmende.rooms.posts.models import Poll, Post, PostState


@asked(_("share a post"))
def may_share(reader: Reader, space: Space) -> Verdict:
    """Members of the space, once their first commitment is kept; not during a break."""
    return has_work(reader, space)


def may_reach(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Share on a layer: beyond the community only who may take things outward. Gates decide besides."""
    return first_denial(may_share(reader, space), has_share(reader, space) if layer > Layer.COMMUNITY else ALLOWED)


@asked(_("change the post"))
def may_change(reader: Reader, post: Post) -> Verdict:
    """Write on, or change what was shared: its author, while they may share there."""
    own = not reader.is_guest and reader.id == post.author_id
    return first_denial(
        allow_if(own, _("Only its author can change it.")),
        allow_if(not post.is_binned, _("It lies in the bin. Restore it first."), status=409),
        may_share(reader, post.place),
    )


@asked(_("take the post back before it goes out"))
def may_take_back(reader: Reader, post: Post) -> Verdict:
    """Keep a post that is about to go out from going out: its author, until it has."""
    return first_denial(
        allow_if(not reader.is_guest and reader.id == post.author_id, _("Only its author can take it back.")),
        allow_if(post.state == PostState.WAITING, _("It has gone out already. You can put it in the bin."), status=409),
    )


def may_vote(reader: Reader, post: Post, poll: Poll) -> Verdict:
    """Whoever sees a shared post and belongs to its community, while the poll is open."""
    return first_denial(
        is_visible(reader, post),
        is_signed_in(reader),
        allow_if(post.audience.kind in AT_HAND, _("The poll begins once the post is shared."), status=409),
        belongs(reader, post.place, post.layer),
        ABOVE.allows(reader, "say"),
        allow_if(not poll.is_closed, _("This poll is closed."), status=410),
    )


def may_close_poll(reader: Reader, post: Post, poll: Poll) -> Verdict:
    """End a poll before its time: who asked, and those who host or care for the space."""
    return first_denial(
        is_visible(reader, post),
        is_signed_in(reader),
        is_open(reader, post.place),
        ALLOWED if reader.id == post.author_id else is_steward(reader, post.place),
        allow_if(not poll.is_closed, _("This poll is closed."), status=410),
    )
