"""What every channel does: it carries a message to one of those in its conversation, and says why where it can't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import Text
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.models import Message


@dataclass(frozen=True)
class Parcel:
    """A message on its way to someone: how the conversation is called to them, and the community it is in."""

    message: Message
    to: Actor
    title: str
    root: Space


class Channel(Protocol):
    """A carrier of messages. `deliver` hands a parcel over within the caller's transaction, so that it goes once or not at all.

    It returns nothing where it is on its way, and otherwise a code of why it isn't (`address`, `stopped`), which is kept.
    What comes back by the channel is written with `commands.write(…, carrier=key)`.
    """

    @property
    def key(self) -> str:
        """How rows name it: at most twelve letters."""

    @property
    def name(self) -> Text:
        """How people call it."""

    def deliver(self, parcel: Parcel) -> str:
        """Hand a parcel over; return why not, or nothing."""
