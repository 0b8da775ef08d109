"""What the pages of this room show."""

from allmende.rooms.messages.queries.finding import conversation_for, message_for, people_named, recipients
from allmende.rooms.messages.queries.inbox import Inbox, InboxRow, inbox_of, requests_of
from allmende.rooms.messages.queries.kinds import CONVERSATIONS, MESSAGES
from allmende.rooms.messages.queries.sections import profile_section, space_section, waiting
from allmende.rooms.messages.queries.talk import MessageView, Talk, news_after, shown_message, talk_in

__all__ = [
    "CONVERSATIONS",
    "MESSAGES",
    "Inbox",
    "InboxRow",
    "MessageView",
    "Talk",
    "conversation_for",
    "inbox_of",
    "message_for",
    "news_after",
    "people_named",
    "profile_section",
    "recipients",
    "requests_of",
    "shown_message",
    "space_section",
    "talk_in",
    "waiting",
]
