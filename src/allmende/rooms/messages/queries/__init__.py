"""What the pages of this room show."""

from allmende.rooms.messages.queries.announcements import (
    Received,
    announcement_at,
    in_outbox,
    outcome_of,
    received_by,
    visible_announcement,
    wording_in,
)
from allmende.rooms.messages.queries.choosing import Chosen, chosen_of, chosen_people, words_of
from allmende.rooms.messages.queries.finding import (
    conversation_for,
    conversation_of,
    message_for,
    people_named,
    recipients_called,
    recipients_known,
)
from allmende.rooms.messages.queries.inbox import Inbox, InboxRow, inbox_of, requests_of
from allmende.rooms.messages.queries.kinds import ANNOUNCEMENTS, CONVERSATIONS, MESSAGES
from allmende.rooms.messages.queries.mailing import preview_of
from allmende.rooms.messages.queries.queue import pace_of, queue_of
from allmende.rooms.messages.queries.sections import profile_section, space_section, unread, waiting
from allmende.rooms.messages.queries.talk import (
    MessageView,
    Talk,
    answers_to,
    changed_since,
    news_after,
    pins_of,
    shown_message,
    talk_in,
)

__all__ = [
    "ANNOUNCEMENTS",
    "CONVERSATIONS",
    "MESSAGES",
    "Chosen",
    "Inbox",
    "InboxRow",
    "MessageView",
    "Received",
    "Talk",
    "announcement_at",
    "answers_to",
    "changed_since",
    "chosen_of",
    "chosen_people",
    "conversation_for",
    "conversation_of",
    "in_outbox",
    "inbox_of",
    "message_for",
    "news_after",
    "outcome_of",
    "pace_of",
    "people_named",
    "pins_of",
    "preview_of",
    "profile_section",
    "queue_of",
    "received_by",
    "recipients_called",
    "recipients_known",
    "requests_of",
    "shown_message",
    "space_section",
    "talk_in",
    "unread",
    "visible_announcement",
    "waiting",
    "wording_in",
    "words_of",
]
