"""What becomes of someone's messages when they leave for good."""

from __future__ import annotations

from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands.writing import empty
from allmende.rooms.messages.models import (
    Announcement,
    Conversation,
    Delivery,
    Hook,
    Manner,
    Message,
    MessageState,
    Outlet,
    Outsider,
    Recipient,
    Seat,
)


def forget(actor: Actor) -> None:
    """Erase how someone talked, within the caller's transaction; may run twice. What they wrote stays by “a former member”."""
    Delivery.objects.filter(actor=actor).delete()
    Seat.objects.filter(actor=actor).delete()
    Manner.objects.filter(actor=actor).delete()
    Hook.objects.filter(maker=actor).delete()
    Outlet.objects.filter(maker=actor).update(maker=None)
    Outsider.objects.filter(by=actor).update(by=None)
    Outsider.objects.filter(actor=actor).delete()
    Recipient.objects.filter(actor=actor).delete()
    Announcement.objects.filter(reviewer=actor).update(reviewer=None)
    Conversation.objects.filter(asker=actor).update(asker=None)
    Conversation.objects.filter(carer=actor).update(carer=None)


def anonymise(actor: Actor) -> None:
    """Take the words and files out of what someone wrote; the places stay, so that answers keep theirs."""
    for message in Message.objects.filter(author=actor).exclude(state=MessageState.REMOVED).order_by("pk"):
        empty(message)
