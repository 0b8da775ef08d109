"""What can happen to secret addresses of feeds."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class FeedAddressMade(Activity):
    """Someone lets a reader program of theirs ask for feeds; made anew, the address before is no more."""

    address: UUID
    verb = "Create"
    plain = _("{actor} made a secret address of feeds")


@dataclass(frozen=True, kw_only=True)
class FeedAddressRevoked(Activity):
    """Its address opens nothing any more."""

    address: UUID
    verb = "Delete"
    plain = _("{actor} withdrew a secret address of feeds")
    though_archived = True
