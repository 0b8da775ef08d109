"""What can happen to the channels of a space. What is said elsewhere, and by whom, stands in no activity."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ChannelMade(Activity):
    """A space hands on what is public in it, by one more way."""

    channel: UUID
    network: str
    verb = "Create"
    plain = _("{actor} set up an outside channel of {thing}")


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Activity):
    """Somebody signed in at its network anew, or what comes back is looked at before it is shown, or no more."""

    channel: UUID
    plain = _("{actor} changed an outside channel of {thing}")


@dataclass(frozen=True, kw_only=True)
class ChannelStopped(Activity):
    """It hands nothing on for now: someone paused it, or its network no longer lets us in (`signed_out`)."""

    channel: UUID
    why: str
    plain = _("{actor}: an outside channel of {thing} hands nothing on for now")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class ChannelResumed(Activity):
    """It hands on again."""

    channel: UUID
    plain = _("{actor} let an outside channel of {thing} go on")


@dataclass(frozen=True, kw_only=True)
class ChannelRemoved(Activity):
    """It is no more; what went out by it stays there."""

    channel: UUID
    verb = "Delete"
    plain = _("{actor} removed an outside channel of {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class ChannelsChosen(Activity):
    """Someone said by which channels a thing is not to go."""

    plain = _("{actor} chose where {thing} goes outside")
    though_archived = True
