"""What can happen to secret addresses of feeds."""

from dataclasses import dataclass
from uuid import UUID

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class FeedAddressMade(Activity):
    """Someone lets a reader program of theirs ask for feeds; made anew, the address before is no more."""

    address: UUID
    verb = "Create"


@dataclass(frozen=True, kw_only=True)
class FeedAddressRevoked(Activity):
    """Its address opens nothing any more."""

    address: UUID
    verb = "Delete"
