"""What holds of every conversation: its messages are read by those who read it, and by nobody else."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from allmende.commons.audiences.models import Kind
from allmende.foundation.doors import Invariant
from allmende.rooms.messages.models import Conversation, Message, OutsideKey, Outsider


def _elsewhere() -> Iterator[str]:
    rows = Message.objects.exclude(audience=F("conversation__audience")).order_by("pk")
    for message, conversation in rows.values_list("pk", "conversation").iterator():
        yield f"the message {message} has another audience than its conversation {conversation}"


def _shared() -> Iterator[str]:
    for key in (
        Conversation.objects.exclude(audience__kind=Kind.TALK).order_by("pk").values_list("pk", flat=True).iterator()
    ):
        yield f"the conversation {key} does not stand on an audience of its own"


def _lingering() -> Iterator[str]:
    gone = Outsider.objects.exclude(ended=None).filter(
        ~Q(email="") | Exists(OutsideKey.objects.filter(outsider=OuterRef("pk")))
    )
    for key in gone.order_by("pk").values_list("pk", flat=True).iterator():
        yield f"{key} takes part by mail no more, and an address or a link is still there"


INVARIANTS = (
    Invariant("messages", "Messages are read by those in their conversation, and by nobody else.", _elsewhere),
    Invariant("conversations", "Every conversation has an audience of its own.", _shared),
    Invariant("outsiders", "Of whoever takes part by mail no more neither address nor link is left.", _lingering),
)
