"""Whom a message concerns: one notice for each conversation, however much is written before one looks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from allmende.commons.reactions.activities import ReactionGiven
from allmende.commons.reactions.models import Reaction
from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ANNOUNCEMENT, ASK, MESSAGE, THANKS
from allmende.rooms.messages.activities import (
    AnnouncementDelivered,
    ConversationChanged,
    ConversationHandedOver,
    MessageSent,
)
from allmende.rooms.messages.channels.mail import MAIL
from allmende.rooms.messages.models import Conversation, ConversationState, Message, Recipient, RecipientState, Seat

WROTE = reason("messages.wrote", _("New messages from {actor}: {thing}"), MESSAGE)
MAILED = reason("messages.mailed", _("New messages from {actor}: {thing}"), MESSAGE, has_mail=True)
"""To whom each message of the conversation comes as a mail already."""
ASKS = reason("messages.asks", _("{actor} doesn't know you yet and wrote to you: {thing}"), MESSAGE)
ADDED = reason("messages.added", _("{actor} let you in: {thing}"), MESSAGE)
YOURS = reason("messages.yours", _("{actor} asks you to answer: {thing}"), ASK)
REACTED = reason(
    "messages.reacted",
    _("{actor} reacted to your message: {thing}"),
    THANKS,
    many=_("{actors} reacted to your message: {thing}"),
)


@concerns(MessageSent)
def of_a_message(entry: Entry) -> Iterator[Concern]:
    """Those who had read everything before; whoever has muted the conversation, or hasn't looked since, is told no second time."""
    about, said = UUID(entry.current_payload["conversation"]), entry.thing
    state = Conversation.objects.filter(pk=about).values_list("state", flat=True).first()
    if said is None or state is None or state == ConversationState.DECLINED:
        return
    earlier = Message.objects.filter(conversation=about, pk__lt=said, pk__gt=OuterRef("read"))
    unread = earlier.exclude(author=OuterRef("actor"))
    seats = Seat.objects.filter(conversation=about, muted=False).exclude(Exists(unread))
    for actor, channel in seats.order_by("pk").values_list("actor_id", "channel").iterator(chunk_size=500):
        why = ASKS if state == ConversationState.ASKED else MAILED if channel == MAIL.key else WROTE
        yield Concern(actor, why, thing=about, spot=said)


ANNOUNCED = reason("messages.announced", _("{actor} writes to you: {thing}"), ANNOUNCEMENT)


@concerns(AnnouncementDelivered)
def of_an_announcement(entry: Entry) -> Iterator[Concern]:
    """Those whom this step reached."""
    payload = entry.current_payload
    rows = Recipient.objects.filter(
        announcement=entry.thing, state=RecipientState.REACHED, id__gte=payload["first"], id__lte=payload["last"]
    )  # fmt: skip
    for actor in rows.order_by("id").values_list("actor_id", flat=True):
        yield Concern(actor, ANNOUNCED, spot=entry.thing)


@concerns(ReactionGiven)
def of_a_reaction(entry: Entry) -> Iterator[Concern]:
    """Whoever wrote what someone reacted to, while the reaction stands and they have not muted the conversation."""
    said = Message.objects.filter(pk=entry.current_payload["on"]).first()
    if said is None or not Reaction.objects.filter(actor=entry.actor, thing=said.pk).exists():
        return
    if not Seat.objects.filter(conversation=said.conversation_id, actor=said.author_id, muted=True).exists():
        yield Concern(said.author_id, REACTED, thing=said.conversation_id, spot=said.pk)


@concerns(ConversationChanged, ConversationHandedOver)
def of_whom_it_is_about(entry: Entry) -> Iterator[Concern]:
    """Whoever was taken into a conversation of several, or is to answer in one."""
    payload = entry.current_payload
    if payload.get("member") and payload.get("change", "joined") == "joined":
        why = YOURS if entry.name == ConversationHandedOver.__name__ else ADDED
        yield Concern(UUID(payload["member"]), why)
