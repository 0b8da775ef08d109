"""What is kept of conversations: the conversation, who sits in it, its messages, and how each person likes it."""

from allmende.rooms.messages.models.conversation import Conversation, ConversationState, Manner, Seat, Shape
from allmende.rooms.messages.models.delivery import Delivery, DeliveryState
from allmende.rooms.messages.models.message import LONGEST_TEXT, Message, MessageState

__all__ = [
    "LONGEST_TEXT",
    "Conversation",
    "ConversationState",
    "Delivery",
    "DeliveryState",
    "Manner",
    "Message",
    "MessageState",
    "Seat",
    "Shape",
]
