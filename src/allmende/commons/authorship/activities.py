"""What can happen among those who make a thing together."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class AuthorInvited(Activity):
    """Someone was asked to be a co-author."""

    person: UUID
    verb = "Invite"
    plain = _("{actor} asked someone to be a co-author of {thing}")


@dataclass(frozen=True, kw_only=True)
class AuthorJoined(Activity):
    """Someone is a co-author now."""

    verb = "Accept"
    changes = "state"
    sentence = _("{actor} is a co-author of {thing}")


@dataclass(frozen=True, kw_only=True)
class AuthorDeclined(Activity):
    """Someone who was asked will not be a co-author."""

    verb = "Reject"
    plain = _("{actor} declined to be a co-author of {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class AuthorLeft(Activity):
    """A co-author left the team; or an invitation was taken back, then by another than `person`."""

    person: UUID
    verb = "Leave"
    plain = _("{actor} changed who makes {thing}: someone has left")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class SharesSet(Activity):
    """The authors' shares were set anew; each is asked to agree."""

    verb = "Update"
    plain = _("{actor} set how the authors of {thing} share")


@dataclass(frozen=True, kw_only=True)
class SharesAgreed(Activity):
    """An author agreed to the shares as they are."""

    verb = "Accept"
    plain = _("{actor} agreed to how the authors of {thing} share")
