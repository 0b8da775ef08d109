"""An answer to a mail becomes a message in its conversation: the same command, the same verdicts."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.documents import prepare_document
from allmende.commons.files.pictures import Prepared, prepare_picture
from allmende.foundation.mail.inbound.letters import Attachment, Letter
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import Enclosed, answer_announcement, write
from allmende.rooms.messages.models import Announcement, Conversation, Ended, Outsider
from allmende.rooms.messages.rules import is_taking_part


def message_by_mail(actor: UUID, conversation: UUID, letter: Letter) -> tuple[str, ...]:
    """Write in someone's name what they answered, with its files, once for each mail; return the names of files that can't be kept.

    Raises Refused as `write` does, 404 where the conversation is gone.
    """
    person = Actor.objects.get(id=actor)
    found = Conversation.objects.select_related("audience", "place__root").filter(pk=conversation).first()
    if found is None:
        raise Refused(_("This conversation isn't here."), 404)
    pictures, documents, refused = _prepared(letter.attachments)
    key = hashlib.sha256(f"{letter.message_id} {conversation}".encode()).hexdigest()
    files = Enclosed(tuple(pictures), tuple(documents))
    write(person, found, letter.text, files=files, once_key=f"mail:{key}", carrier="mail")
    return tuple(refused)


def message_from_outside(_actor: UUID, outsider: UUID, letter: Letter) -> tuple[str, ...]:
    """Write what someone without an account answered, once for each mail; return the names of its files, which aren't taken from outside.

    Raises Refused as `write` does, 410 where they take part no more.
    """
    found = Outsider.objects.select_related("actor", "conversation__audience", "conversation__place__root").get(
        pk=outsider
    )
    if found.why != Ended.CAME_IN:
        require(is_taking_part(found))
    key = hashlib.sha256(f"{letter.message_id} {outsider}".encode()).hexdigest()
    write(found.actor, found.conversation, letter.text, once_key=f"mail:{key}", carrier="mail")
    return tuple(one.name for one in letter.attachments)


def announcement_by_mail(actor: UUID, announcement: UUID, letter: Letter) -> tuple[str, ...]:
    """Bring what someone answered to an announcement to those who answer for its space; as `message_by_mail` otherwise."""
    person = Actor.objects.get(id=actor)
    found = Announcement.objects.select_related("place__root", "author").filter(pk=announcement).first()
    if found is None:
        raise Refused(_("This announcement isn't here."), 404)
    pictures, documents, refused = _prepared(letter.attachments)
    key = hashlib.sha256(f"{letter.message_id} {announcement}".encode()).hexdigest()
    files = Enclosed(tuple(pictures), tuple(documents))
    answer_announcement(person, found, letter.text, files=files, once_key=f"mail:{key}", carrier="mail")
    return tuple(refused)


def _prepared(attachments: tuple[Attachment, ...]) -> tuple[list[Prepared], list[Prepared], list[str]]:
    pictures: list[Prepared] = []
    documents: list[Prepared] = []
    refused: list[str] = []
    for one in attachments:
        upload = SimpleUploadedFile(one.name, one.content, one.content_type)
        try:
            if one.content_type.startswith("image/"):
                pictures.append(prepare_picture(upload))
            else:
                documents.append(prepare_document(upload))
        except Refused:
            refused.append(one.name)
    return pictures, documents, refused
