"""Whom a message concerns: one notice for each conversation, however much is written before one looks."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.concerns import Concern, concerns, reason
from allmende.foundation.journal.models import Entry
from allmende.foundation.journal.occasions import ASK, MESSAGE
from allmende.rooms.messages.activities import ConversationChanged, ConversationHandedOver, MessageSent
from allmende.rooms.messages.channels.mail import MAIL
from allmende.rooms.messages.models import Conversation, ConversationState, Message, Seat

WROTE = reason("messages.wrote", _("New messages from {actor}"), MESSAGE)
MAILED = reason("messages.mailed", _("New messages from {actor}"), MESSAGE, has_mail=True)
"""To whom each message of the conversation comes as a mail already."""
ASKS = reason("messages.asks", _("{actor} doesn't know you yet and wrote to you"), MESSAGE)
ADDED = reason("messages.added", _("{actor} took you into a conversation"), MESSAGE)
YOURS = reason("messages.yours", _("{actor} asks you to answer in a conversation"), ASK)


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
    for actor, channel in seats.order_by("pk").values_list("actor_id", "channel"):
        why = ASKS if state == ConversationState.ASKED else MAILED if channel == MAIL.key else WROTE
        yield Concern(actor, why, thing=about, spot=said)


@concerns(ConversationChanged, ConversationHandedOver)
def of_whom_it_is_about(entry: Entry) -> Iterator[Concern]:
    """Whoever was taken into a conversation of several, or is to answer in one."""
    payload = entry.current_payload
    if payload.get("member") and payload.get("change", "joined") == "joined":
        why = YOURS if entry.name == ConversationHandedOver.__name__ else ADDED
        yield Concern(UUID(payload["member"]), why)
