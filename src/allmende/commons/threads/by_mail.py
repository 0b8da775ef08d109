"""An answer to a mail about a comment, or about a thing, becomes a comment: the same command, the same verdicts."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.commons.things.models import Thing
from allmende.commons.threads.commands import comment
from allmende.commons.threads.models import Comment
from allmende.foundation.mail.inbound.letters import Letter
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor

PURPOSE = "comment"
"""`reply_address(PURPOSE, reader.id, comment.id)`: the answer replies to that comment; with a thing's id it begins a new one."""


def comment_by_mail(actor: UUID, thing: UUID, letter: Letter) -> tuple[str, ...]:
    """Say in someone's name what they wrote, once for each mail; return the names of the files, which comments have no place for.

    Raises Refused as `comment` does, 404 where the thing is gone.
    """
    person = Actor.objects.get(id=actor)
    answered = Comment.objects.filter(id=thing).select_related("thread__thing__audience", "audience").first()
    about = answered.thread.thing if answered else Thing.objects.filter(id=thing).select_related("audience").first()
    if about is None:
        raise Refused(_("There is nothing here for you."), 404)
    key = hashlib.sha256(f"{letter.message_id} {thing}".encode()).hexdigest()
    comment(person, about, letter.text, parent=answered, once_key=f"mail:{key}")
    return tuple(file.name for file in letter.attachments)
