"""A post goes out: in some seconds, at a moment, or now; and is taken back before."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.spaces.commands import publish
from allmende.commons.spaces.models import Behalf, Space
from allmende.commons.spaces.queries import voice_of
from allmende.commons.spaces.reach import layers_of
from allmende.commons.spaces.rules import may_act_for
from allmende.commons.tags.commands import tag_by_words
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, Text, require
from allmende.identity.actors.commands import system
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.activities import PostHeld, PostPublished, PostScheduled, PostTakenBack
from allmende.rooms.posts.commands.polls import PollText, set_poll
from allmende.rooms.posts.commands.writing import draft_post, held, require_complete
from allmende.rooms.posts.models import Post, PostState
from allmende.rooms.posts.rules import may_change, may_reach, may_take_back

GRACE = timedelta(seconds=10)
"""So long whoever pressed "Share" can take it back before anyone else has seen it."""
FARTHEST = timedelta(days=366)
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""After so long a post is tried again that an error of ours kept from going out; after the last it is given up."""
TRIED_AGAIN = _("An error of ours kept it from going out when its time had come. It will be tried again by itself.")
OUR_FAULT = _(
    "An error of ours kept it from going out, several times. Those who run this community's server find it in the log."
)

log = logging.getLogger(__name__)


@transaction.atomic
def send_post(actor: Actor, post: Post, layer: Layer, *, at: datetime | None = None) -> Post:
    """Let a post go out by itself: at a moment, or after the seconds in which it can be taken back; until then nobody else sees it.

    Sending anew what waits sets another moment or layer. Raises Refused: 403 may not, or a closed gate, 409 shared already, 422 with
    what is missing or a moment that is over or more than a year away.
    """
    post = held(post)
    require(may_change(actor, post))
    if post.state == PostState.OPEN:
        raise Refused(_("It is shared already."), 409)
    now = clock.now()
    if at and not now < at < now + FARTHEST:
        sentence = _("Choose a moment that is still to come, within a year.")
        raise Refused(sentence, 422, errors={"at": sentence})
    _require_way(actor, post, layer)
    post.wish, post.due, post.state, post.hindrance, post.tries = layer, at or now + GRACE, PostState.WAITING, "", 0
    post.save()
    record(
        PostScheduled(
            actor=actor.id, thing=post.id, space=post.space_id, audience=post.audience_id, due=post.due.isoformat()
        )
    )
    return post


@transaction.atomic
def publish_post(actor: Actor, post: Post, layer: Layer | None = None) -> Post:
    """Share one's post now, on the layer wished for, as far as the gates are free. What is shared already stays as it is.

    Raises Refused: 403 may not, or a closed gate, 422 with what is missing.
    """
    post = held(post)
    if post.state == PostState.OPEN and actor.id == post.author_id:
        return post
    require(may_change(actor, post))
    _go_out(actor, post, layer or Layer(post.wish))
    return post


@transaction.atomic
def take_back(actor: Actor, post: Post) -> Post:
    """Make a post that is about to go out a draft again. Raises Refused: 403 not one's own, 409 it has gone out."""
    post = held(post)
    require(may_take_back(actor, post))
    post.state, post.due = PostState.DRAFT, None
    post.save()
    record(PostTakenBack(actor=actor.id, thing=post.id, space=post.space_id, audience=post.audience_id))
    return post


@transaction.atomic
def share_post(
    actor: Actor, space: Space, layer: Layer, *, poll: PollText | None = None, at: datetime | None = None,
    behalf: Space | None = None, **content: Any,
) -> Post:  # fmt: skip
    """Write and share a post in one step, whole or not at all; content and refusals as in the steps. With `at` it goes out then."""
    post = draft_post(actor, space, behalf=behalf, **content)
    if poll:
        set_poll(actor, post, poll)
    return send_post(actor, post, layer, at=at) if at else publish_post(actor, post, layer)


def begin_talk(actor: Actor, space: Space, layer: Layer, heading: str, source: Thing) -> Post:
    """Share a post under which a part of another talk goes on, with a link to where it began. Raises Refused as `share_post` does."""
    with override(source.language):
        words = _("This discussion began [elsewhere](%(url)s).") % {"url": f"/id/{source.id}/"}
        return share_post(actor, space, layer, heading=heading, text=str(words), language=source.language)


def publish_due_posts() -> int:
    """Let go out whatever is due by now; return how many posts. Each in a transaction of its own: late or twice at once, it happens once."""
    due = Post.objects.filter(due__lte=clock.now(), place__archived=None).order_by("due")
    return sum(_publish_due(post) for post in list(due.values_list("pk", flat=True)))


def _publish_due(key: UUID) -> int:
    try:
        with transaction.atomic():
            post = Post.objects.hold(key)
            if post is None or not _is_due(post):  # taken back, or done by another worker, in the meantime
                return 0
            require(may_change(post.author, post))
            _go_out(post.author, post, Layer(post.wish))
    except Refused as refusal:
        _hold_back(key, refusal.reason)
        return 0
    except Exception:  # whatever it is must not hold up the others; the log tells those who run the node
        log.exception("The post %s could not go out.", key)
        _try_later(key)
        return 0
    return 1


def _is_due(post: Post) -> bool:
    is_here = post.audience.kind == Kind.DRAFT and post.place.archived is None
    return post.state == PostState.WAITING and is_here and post.due is not None and post.due <= clock.now()


@transaction.atomic
def _try_later(key: UUID) -> None:
    """Let it go out some time later; where that has failed often enough, it is a draft again."""
    post = Post.objects.hold(key)
    if post is None or not _is_due(post):
        return
    if post.tries >= len(WAITS):
        _hold_back(key, OUR_FAULT)
        return
    post.due = clock.now() + WAITS[post.tries]
    post.tries += 1
    with override(post.author.language):
        post.hindrance = str(TRIED_AGAIN)
    post.save(update_fields=["due", "tries", "hindrance"])


@transaction.atomic
def _hold_back(key: UUID, reason: Text) -> None:
    """Make it a draft again, and tell its author why: no post stays out in silence."""
    post = Post.objects.hold(key)
    if post is None or post.state != PostState.WAITING:
        return
    with override(post.author.language):
        post.hindrance = str(reason)[:300]
    post.state, post.due = PostState.DRAFT, None
    post.save()
    where: dict[str, Any] = {"thing": post.id, "space": post.space_id, "audience": post.audience_id}
    record(PostHeld(actor=system().id, member=post.author_id, **where))


def _require_way(actor: Actor, post: Post, layer: Layer) -> None:
    if layer == Layer.PRIVATE or layer not in layers_of(post.place):
        sentence = _("Choose who may see it.")
        raise Refused(sentence, 422, errors={"layer": sentence})
    require(may_reach(actor, post.place, layer))
    behalf = Behalf.objects.filter(thing=post.id).select_related("body").first()
    if behalf:  # whoever speaks for an organisation still does so when it goes out
        require(may_act_for(actor, behalf.body))
    require_complete(actor, post)


def _go_out(actor: Actor, post: Post, layer: Layer) -> None:
    _require_way(actor, post, layer)
    publish(actor, post, post.place, layer)
    post.state, post.due, post.hindrance, post.wish, post.tries = PostState.OPEN, None, "", layer, 0
    post.save()
    tag_by_words(post, post.text)
    record(
        PostPublished(
            actor=actor.id,
            thing=post.id,
            space=post.space_id,
            audience=post.audience_id,
            on_behalf_of=voice_of(post.id),
        )
    )


def drop_time(thing: Thing) -> None:
    """Let a post that is put in the bin go out no more, within the command and transaction of the bin."""
    if Thing.objects.filter(id=thing.id, state=PostState.WAITING).update(state=PostState.DRAFT):
        Post.objects.filter(pk=thing.id).update(due=None)
        thing.state = PostState.DRAFT
