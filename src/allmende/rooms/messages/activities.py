"""What can happen in conversations. `thing` is the conversation, except where the words of a message change: then it is the message.

None names its space: the journal of a community, which its curators read, has nothing of what people write to each other.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ConversationBegun(Activity):
    """Someone began a conversation: of two, of several, of a space, with an organisation."""

    shape: str
    verb = "Create"
    plain = _("{actor} began a conversation")


@dataclass(frozen=True, kw_only=True)
class ConversationChanged(Activity):
    """A conversation has another name, or someone came to it, left it or was taken out of it."""

    change: str
    member: UUID | None = None
    verb = "Update"
    plain = _("{actor} changed a conversation")
    changes = "state"
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class ConversationHandedOver(Activity):
    """One of those who answer for an organisation or a team answers in a conversation from now on."""

    member: UUID
    verb = "Offer"
    plain = _("{actor} handed a conversation over")
    changes = "state"


@dataclass(frozen=True, kw_only=True)
class RequestAccepted(Activity):
    """Whoever was written to by someone they didn't know said yes."""

    verb = "Accept"
    plain = _("{actor} said that someone may write to them")
    changes = "state"


@dataclass(frozen=True, kw_only=True)
class RequestDeclined(Activity):
    """They said no, silently: no page changes, and nobody is told."""

    verb = "Reject"
    plain = _("{actor} said that someone may not write to them")


@dataclass(frozen=True, kw_only=True)
class MessageSent(Activity):
    """Someone wrote a message; `carrier` is the channel that brought it."""

    conversation: UUID
    carrier: str = "app"
    verb = "Create"
    plain = _("{actor} wrote a message")
    changes = "talk"
    changes_of = "conversation"
    is_talk = True


@dataclass(frozen=True, kw_only=True)
class MessagePinned(Activity):
    """Someone pinned a message at the head of its conversation, or let go of it."""

    conversation: UUID
    pinned: bool = True
    verb = "Flag"
    plain = _("{actor} pinned a message, or let go of it")
    changes = "said"
    changes_of = "conversation"


@dataclass(frozen=True, kw_only=True)
class MessageChanged(Activity):
    """A message says something else now, or was removed."""

    conversation: UUID
    removed: bool = False
    verb = "Update"
    plain = _("{actor} changed a message")
    changes = "said"
    changes_of = "conversation"
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class AnnouncementReleased(Activity):
    """Someone on duty said that an announcement is to go out: `asks` a second person first, or it goes by itself."""

    asks: bool
    verb = "Offer"
    plain = _("{actor} released an announcement to many")


@dataclass(frozen=True, kw_only=True)
class AnnouncementReviewed(Activity):
    """A second person looked at an announcement: it goes out, or back to whoever wrote it."""

    approved: bool
    verb = "Accept"
    plain = _("{actor} looked at an announcement of someone else")


@dataclass(frozen=True, kw_only=True)
class AnnouncementDelivered(Activity):
    """An announcement reached the next of those it is for: rows `first` to `last` of its recipients."""

    first: int
    last: int
    verb = "Announce"
    plain = _("An announcement of {actor} reached people")


@dataclass(frozen=True, kw_only=True)
class AnnouncementHalted(Activity):
    """Someone on duty paused an announcement that is going out, let it go on, or took it back."""

    how: str
    verb = "Undo"
    plain = _("{actor} paused, resumed or took back an announcement")
    though_archived = True
