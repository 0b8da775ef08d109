"""Posts that come by mail: an address for one person and one space; what they write there is shared, pictures and files with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.files import storage
from allmende.commons.files.commands import store_document, store_picture
from allmende.commons.files.documents import prepare_document
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.commons.spaces.models import Space
from allmende.foundation.limits.commands import use
from allmende.foundation.mail.choosing import Choices
from allmende.foundation.mail.inbound.letters import Attachment, Letter
from allmende.foundation.mail.replies import can_be_answered, reply_address
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.posts.commands.polls import vote
from allmende.rooms.posts.commands.publishing import publish_post
from allmende.rooms.posts.commands.writing import draft_post
from allmende.rooms.posts.models import Poll, Post
from allmende.rooms.posts.rules import may_share

PURPOSE = "post"
A_DAY, DAY = 10, 86_400
"""So many addresses someone can have made in a day."""
ANSWERING = re.compile(r"^(?:\s{0,9}(?:re|aw|wg|r|i|fwd?|fw)\s{0,9}:)+\s{0,9}", re.IGNORECASE)
"""What mail programs put before a subject."""
LONGEST_HEADING = 120


@dataclass(frozen=True)
class Files:
    """What came along, ready to be stored, and the names of what can't be."""

    ready: tuple[Prepared, ...]
    left_out: tuple[str, ...]


def post_address(actor: Actor, space: Space) -> str:
    """Make an address at which someone can post to a space by mail, for half a year.

    Raises Refused: 403 may not share there, 409 this node takes no mail, 429 more than ten in a day.
    """
    require(may_share(actor, space))
    if not can_be_answered():
        raise Refused(_("This community takes no posts by mail yet. Write it here."), 409)
    if not use(f"post address:{actor.id}", A_DAY, DAY):
        raise Refused(_("You have had ten addresses made today. Use one of them; they are good for half a year."), 429)
    return reply_address(PURPOSE, actor.id, space.id)


def make_ready(letter: Letter) -> Files:
    """Judge and draw anew what came along: before the transaction, as it takes long."""
    ready, left_out = [], []
    for file in letter.attachments:
        try:
            ready.append(_prepared(file))
        except Refused:
            left_out.append(file.name)
    return Files(tuple(ready), tuple(left_out))


def post_by_mail(actor: UUID, space: UUID, letter: Letter) -> tuple[str, ...]:
    """Share what someone wrote, with its subject as heading, in the space's own circle; return the names of files that can't be kept.

    Raises Refused as sharing does, 404 where the space is gone.
    """
    person, place = (
        Actor.objects.get(id=actor),
        Space.objects.filter(id=space).select_related("audience", "root").first(),
    )
    if place is None:
        raise Refused(_("There is nothing here for you."), 404)
    files: Files = letter.prepared
    heading = ANSWERING.sub("", letter.subject, count=1)[:LONGEST_HEADING]
    stored: list[UUID] = []
    try:
        with transaction.atomic():
            post = draft_post(person, place, heading=heading, text=letter.text)
            for file in files.ready:
                store = store_document if file.width is None else store_picture
                stored.append(store(person, file, thing=post).id)
            publish_post(person, post, Layer(post.wish))
    except BaseException:
        for key in stored:
            storage.erase(key)
        raise
    return files.left_out


def poll_choices(actor: UUID, post: UUID) -> Choices | None:
    """What someone can answer to the poll of a post that they see; None where there is none."""
    person = Actor.objects.get(id=actor)
    seen = Poll.objects.filter(post__in=Post.objects.visible_to(person).filter(id=post))
    poll = seen.prefetch_related("answers").first()
    if poll is None:
        return None
    answers = tuple(answer.text for answer in poll.answers.all())
    return Choices(poll.question, answers, has_several=poll.has_several, is_open=not poll.is_closed)


def vote_by_mail(actor: UUID, post: UUID, answers: tuple[int, ...]) -> str:
    """Answer a poll by the numbers that someone wrote; return what counts now. Raises Refused as `vote` does."""
    vote(Actor.objects.get(id=actor), Post.objects.get(id=post), answers)
    poll = Poll.objects.get(post=post)
    chosen = ", ".join(answer.text for answer in poll.answers.filter(number__in=answers))
    said = _(
        "You answered “%(question)s” with: %(chosen)s. What you answered before no longer counts; as long as the poll is open, you can answer again."
    )
    return said % {"question": poll.question, "chosen": chosen}


def _prepared(file: Attachment) -> Prepared:
    content = ContentFile(file.content, name=file.name)
    return prepare_picture(content) if file.content_type.startswith("image/") else prepare_document(content)
