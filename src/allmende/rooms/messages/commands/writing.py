"""Writing a message, mending it, removing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Reach
from allmende.commons.files import storage
from allmende.commons.files.commands import store_document, store_picture
from allmende.commons.files.models import File
from allmende.commons.files.pictures import Prepared
from allmende.commons.spaces.commands import sign
from allmende.commons.things.models import hold_row
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.quotas import Policy, take
from allmende.foundation.once.commands import once
from allmende.foundation.text.cleaning import clean_line, clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.foundation.written import insert
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.activities import MessageChanged, MessagePinned, MessageSent, RequestAccepted
from allmende.rooms.messages.channels.hook import KEY as HOOK
from allmende.rooms.messages.channels.outside import KEY as OUTSIDE
from allmende.rooms.messages.models import (
    LONGEST_TEXT,
    Carried,
    Conversation,
    ConversationState,
    Delivery,
    Message,
    MessageState,
    Outlet,
    Seat,
    Shape,
)
from allmende.rooms.messages.rules import may_edit, may_pin_message, may_remove, may_send
from allmende.rooms.messages.rules.talking import NOT_HERE

FLOOD = Policy("messages", 30)
"""So many messages a minute from one person: more is no conversation."""
MOST_FILES = 10
PAUSE = timedelta(seconds=10)
"""So long a message waits before it goes to programs outside: what is removed meanwhile doesn't."""
MOST_PINS = 3
"""So many messages stand at the head of a conversation."""


@dataclass(frozen=True)
class Enclosed:
    """Files that come with a message, judged and prepared before any transaction."""

    pictures: tuple[Prepared, ...] = ()
    documents: tuple[Prepared, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pictures or self.documents)

    @property
    def digests(self) -> list[str]:
        """What tells these files from others."""
        return [str(file.digest) for file in (*self.pictures, *self.documents)]


NOTHING = Enclosed()


def write(
    actor: Actor, conversation: Conversation, text: str, *,
    files: Enclosed = NOTHING, answers: UUID | None = None, once_key: str = "", carrier: str = "app",
) -> Message:  # fmt: skip
    """Write a message into a conversation, once for each key. Writing to whoever asked is a yes.

    Raises Refused: 404 unseen, 403 not allowed, 409 waits or closed, 422 empty or too long, 429 too many a minute.
    """
    text = _text(text, files)
    if take(FLOOD, f"{carrier}:{actor.id}").is_too_many:
        raise Refused(_("That was a lot at once. Wait a minute, then go on."), 429)
    asked = {"conversation": conversation.pk, "text": text, "answers": answers, "files": files.digests}
    stored: list[File] = []

    def say() -> str:
        said = _say(actor, conversation, text, answers, carrier)
        stored.extend(_enclose(actor, said, files))
        return str(said.pk)

    try:
        made = once(actor.id, once_key, say, request=asked)
    except BaseException:
        for file in stored:
            storage.erase(file.id)
        raise
    return Message.objects.select_related("conversation", "audience", "author").get(pk=made)


def _say(actor: Actor, about: Conversation, text: str, answers: UUID | None, carrier: str) -> Message:
    conversation = held(about)
    require(may_send(actor, conversation))
    quoted = conversation.messages.filter(pk=answers).first() if answers else None
    if answers and (quoted is None or quoted.is_removed):
        raise Refused(_("The message that you answer was removed."), 409)
    if conversation.is_asked:
        _open(actor, conversation)
    said = Message(
        kind="message", conversation=conversation, text=text, answers=quoted, carrier=carrier, author=actor,
        audience=conversation.audience, space_id=conversation.space_id, language=actor.language,
    )  # fmt: skip
    fill_seats(conversation, newest(conversation))
    insert(said)
    if _voice(conversation, actor) and conversation.place:
        sign(actor, said, conversation.place)
    _address(said)
    conversation.seats.update(last=said.pk)
    conversation.seats.filter(actor=actor).update(read=said.pk, draft="")
    record(
        MessageSent(
            actor=actor.id, thing=said.pk, audience=conversation.audience_id, conversation=conversation.pk,
            carrier=carrier, on_behalf_of=_voice(conversation, actor),
        )
    )  # fmt: skip
    return said


def _address(said: Message) -> None:
    """Note for whom a message goes by another channel too; a task carries it (`tasks.carry_messages`)."""
    seats = said.conversation.seats.exclude(channel="").exclude(actor=said.author)
    if said.conversation.is_asked:
        return
    rows = [
        Delivery(message=said, actor_id=actor, channel=channel)
        for actor, channel in seats.values_list("actor", "channel")
    ]
    outside = said.conversation.outsiders.filter(ended=None).exclude(actor=said.author)
    rows += [
        Delivery(message=said, actor_id=actor, channel=OUTSIDE) for actor in outside.values_list("actor", flat=True)
    ]
    Delivery.objects.bulk_create(rows, batch_size=500)
    _note_for_programs(said)


def _note_for_programs(said: Message) -> None:
    """Note to which programs outside a message goes; what a program wrote goes to none, as it would come back."""
    if said.carrier == HOOK or said.conversation.shape != Shape.SPACE:
        return
    due, told = clock.now() + PAUSE, Outlet.objects.filter(conversation=said.conversation, ended=None)
    Carried.objects.bulk_create([Carried(message=said, outlet=one, due=due) for one in told])


def _open(actor: Actor, conversation: Conversation) -> None:
    """Whoever was asked and answers says yes by it; and two who have come to know each other since need ask no more."""
    if actor.id != conversation.asker_id:
        set_state(conversation, ConversationState.OPEN)
        record(RequestAccepted(actor=actor.id, thing=conversation.pk, audience=conversation.audience_id))
    elif conversation.messages.filter(author=actor).exists():  # a second message: only whom the other knows may send it
        set_state(conversation, ConversationState.OPEN)


def _voice(conversation: Conversation, actor: Actor) -> UUID | None:
    is_body = conversation.shape == Shape.BODY and actor.id != conversation.audience.owner_id
    return conversation.place.voice_id if is_body and conversation.place else None


def _enclose(actor: Actor, said: Message, files: Enclosed) -> list[File]:
    if len(files.pictures) + len(files.documents) > MOST_FILES:
        raise Refused(_("%(n)d files at most with one message.") % {"n": MOST_FILES}, 422)
    pictures = [store_picture(actor, picture, thing=said.thing_ptr) for picture in files.pictures]
    return pictures + [store_document(actor, document, thing=said.thing_ptr) for document in files.documents]


def held(about: Conversation) -> Conversation:
    """Return a conversation as it is now, held until the transaction ends; raises Refused (404) where it is gone."""
    hold_row(about.pk)
    rows = Conversation.objects.select_related("audience", "author", "place__root")
    found = rows.filter(pk=about.pk).first()
    if found is None:
        raise Refused(NOT_HERE, 404)
    return found


def set_state(conversation: Conversation, state: ConversationState, asker: Actor | None = None) -> None:
    """Note whether one of two waits for the other's yes, and who, in the caller's transaction."""
    Conversation.objects.filter(pk=conversation.pk).update(state=state, asker=asker)
    conversation.state, conversation.asker = state, asker


def newest(conversation: Conversation) -> UUID:
    """Return the id of the last message; before the first, the conversation's own, which sorts before all of them."""
    return conversation.messages.order_by("-pk").values_list("pk", flat=True).first() or conversation.pk


def fill_seats(conversation: Conversation, last: UUID) -> None:
    """Give a seat to everyone who reads the conversation and has none: what was written up to `last` is not new to them."""
    seated = conversation.seats.values("actor")
    rows = Reach.objects.filter(audience=conversation.audience_id).exclude(actor__in=seated)
    missing = [
        Seat(conversation=conversation, actor_id=actor, last=last, read=last)
        for actor in rows.values_list("actor_id", flat=True)
    ]
    Seat.objects.bulk_create(missing, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def edit(actor: Actor, message: Message, text: str) -> Message:
    """Mend one's words within a quarter of an hour; the same words again change nothing. Raises Refused: 403, 404, 409, 422."""
    conversation = held(message.conversation)
    said = Message.objects.select_related("audience", "author").get(pk=message.pk)
    said.conversation = conversation
    require(may_edit(actor, said))
    text = _text(text, NOTHING)
    if said.text != text:
        said.text, said.edited, said.changed = text, clock.now(), clock.now()
        said.save()
        record(MessageChanged(**_about(actor, said)))
    return said


@transaction.atomic
def remove(actor: Actor, message: Message) -> None:
    """Take one's words and files away for good; their place stays, and says so. Raises Refused: 403, 404, 409."""
    conversation = held(message.conversation)
    said = Message.objects.select_related("audience", "author").get(pk=message.pk)
    said.conversation = conversation
    require(may_remove(actor, said))
    empty(said)
    record(MessageChanged(**_about(actor, said), removed=True))


@transaction.atomic
def pin_message(actor: Actor, message: Message, *, pinned: bool) -> None:
    """Keep a message at the head of its conversation, or no longer; said twice it changes nothing. Raises Refused: 403, 404, 409."""
    conversation = held(message.conversation)
    said = Message.objects.select_related("audience", "author").get(pk=message.pk)
    said.conversation = conversation
    require(may_pin_message(actor, said))
    if pinned == bool(said.pinned):
        return
    if pinned and conversation.messages.exclude(pinned=None).count() >= MOST_PINS:
        raise Refused(_("Three are pinned. Let go of one first."), 409)
    said.pinned = clock.now() if pinned else None
    said.save()
    record(MessagePinned(**_about(actor, said), pinned=pinned))


def empty(message: Message) -> None:
    """Take the words and files out of a message and leave its place, in the caller's transaction."""
    for file in File.objects.filter(thing=message.pk):
        key = file.id
        file.delete()
        transaction.on_commit(lambda key=key: storage.erase(key))  # type: ignore[misc]
    message.text, message.state, message.changed, message.pinned = "", MessageState.REMOVED, clock.now(), None
    message.save()


def _about(actor: Actor, message: Message) -> dict[str, Any]:
    """The envelope of what is recorded about a message."""
    return {
        "actor": actor.id, "thing": message.pk, "audience": message.audience_id, "conversation": message.conversation_id
    }  # fmt: skip


def _text(text: str, files: Enclosed) -> str:
    """Return the text as it is stored; Refused (422) when there is nothing to read, or too much."""
    try:
        text = clean_text(text, LONGEST_TEXT).strip()
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422, errors={"text": error.messages[0]}) from error
    if not clean_line(text) and not files:
        raise Refused(_("Write something first."), 422, errors={"text": _("Write something first.")})
    return text
