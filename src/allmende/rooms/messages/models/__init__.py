"""What is kept of conversations: the conversation, who sits in it, its messages, and how each person likes it."""

from allmende.rooms.messages.models.announcement import (
    LONGEST_WORDING,
    Announcement,
    AnnouncementState,
    Lack,
    Left,
    Pace,
    Recipient,
    RecipientState,
    Wording,
)
from allmende.rooms.messages.models.conversation import Conversation, ConversationState, Manner, Seat, Shape
from allmende.rooms.messages.models.delivery import Delivery, DeliveryState
from allmende.rooms.messages.models.hook import Hook
from allmende.rooms.messages.models.message import LONGEST_TEXT, Message, MessageState
from allmende.rooms.messages.models.outlet import Carried, CarriedState, Outlet
from allmende.rooms.messages.models.outsider import Ended, OutsideKey, Outsider

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_WORDING",
    "Announcement",
    "AnnouncementState",
    "Carried",
    "CarriedState",
    "Conversation",
    "ConversationState",
    "Delivery",
    "DeliveryState",
    "Ended",
    "Hook",
    "Lack",
    "Left",
    "Manner",
    "Message",
    "MessageState",
    "Outlet",
    "OutsideKey",
    "Outsider",
    "Pace",
    "Recipient",
    "RecipientState",
    "Seat",
    "Shape",
    "Wording",
]
