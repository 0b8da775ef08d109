"""What conversations keep of a person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from allmende.foundation.personal import Holding
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import anonymise, forget
from allmende.rooms.messages.models import (
    Conversation,
    Delivery,
    Hook,
    Manner,
    Message,
    Outlet,
    Outsider,
    Recipient,
    Seat,
    Wording,
)


def _export(actor: Actor) -> dict[str, Any]:
    wrote = Message.objects.filter(author=actor).order_by("pk")
    seats = Seat.objects.filter(actor=actor).order_by("pk")
    return {
        "messages": list(wrote.values("id", "conversation", "conversation__title", "text", "created", "edited", "carrier")),
        "conversations": list(seats.values("conversation", "conversation__title", "read", "pinned", "muted", "channel", "draft")),
        "deliveries": list(Delivery.objects.filter(actor=actor).values("message", "channel", "state", "why", "at")),
        "announced_to_you": list(Recipient.objects.filter(actor=actor).values("announcement__title", "state", "why", "answered")),
        "announcements": list(
            Wording.objects.filter(announcement__author=actor).values("announcement", "announcement__state", "language", "title", "text")
        ),
        "programs": list(Hook.objects.filter(maker=actor).values("conversation", "name", "made", "used")),
        "told_programs": list(Outlet.objects.filter(maker=actor).values("conversation", "name", "host", "made", "ended")),
        "by_mail": list(Outsider.objects.filter(actor=actor).values("conversation", "email", "added", "ended", "why")),
        "asked_from_outside": list(Outsider.objects.filter(by=actor).values("conversation", "added", "ended")),
        "answers_for": list(Conversation.objects.filter(carer=actor).values_list("id", flat=True)),
        "shows_reading": Manner.objects.filter(actor=actor).values_list("shows_reading", flat=True).first() is not False,
    }  # fmt: skip


HOLDING = Holding(
    "messages",
    (
        "conversations.Announcement",
        "conversations.Conversation",
        "conversations.Delivery",
        "conversations.Hook",
        "conversations.Manner",
        "conversations.Message",
        "conversations.Carried",
        "conversations.Outlet",
        "conversations.OutsideKey",
        "conversations.Outsider",
        "conversations.Recipient",
        "conversations.Seat",
        "conversations.Wording",
    ),
    _export,
    forget,
    anonymise=anonymise,
    title=_("Your messages, and the conversations you are in"),
    why=_("So that you write with people, find it again, and see what is new."),
    until=_("messages until you remove them; the rest until you leave"),
)
