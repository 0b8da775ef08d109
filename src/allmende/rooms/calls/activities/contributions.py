"""What can happen to a contribution: begun, handed in, looked at, revised, taken back; and what others suggest."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ContributionDrafted(Activity):
    """Someone began to write a contribution."""

    call: UUID
    verb = "Create"
    plain = _("{actor} began to write a contribution")


@dataclass(frozen=True, kw_only=True)
class ContributionSubmitted(Activity):
    """A contribution was handed in."""

    call: UUID
    verb = "Create"
    changes = "state"
    changes_of = "call"
    sentence = _("{actor} submitted {thing}")
    in_feed = True
    called = _("New contribution")


@dataclass(frozen=True, kw_only=True)
class ContributionHeld(Activity):
    """A contribution waits until a host has looked at it."""

    call: UUID
    verb = "Offer"
    plain = _("{actor} handed in {thing}; it waits with the hosts")


@dataclass(frozen=True, kw_only=True)
class ContributionReleased(Activity):
    """A host looked at a contribution and let it in."""

    call: UUID
    verb = "Accept"
    plain = _("{actor} let {thing} in")


@dataclass(frozen=True, kw_only=True)
class ContributionSentBack(Activity):
    """A host gave a contribution back, with words about what is missing."""

    call: UUID
    verb = "Reject"
    plain = _("{actor} gave {thing} back, with what is missing")


@dataclass(frozen=True, kw_only=True)
class ContributionTakenOut(Activity):
    """A host took a contribution out of its call, with a reason that those who made it read."""

    call: UUID
    verb = "Remove"
    changes_of = "call"
    plain = _("{actor} took {thing} out of its call, with a reason")


@dataclass(frozen=True, kw_only=True)
class ContributionRevised(Activity):
    """A contribution was changed after it had been handed in; the version before is kept."""

    call: UUID
    version_number: int
    verb = "Update"
    sentence = _("{actor} revised {thing}")
    in_feed = True
    called = _("Contribution revised")


@dataclass(frozen=True, kw_only=True)
class ContributionWithdrawn(Activity):
    """A contribution was taken back by its author."""

    call: UUID
    verb = "Undo"
    changes = "state"
    changes_of = "call"
    sentence = _("{actor} withdrew {thing}")


@dataclass(frozen=True, kw_only=True)
class PassageSuggested(Activity):
    """Someone suggested other words for a passage of a contribution."""

    suggestion: UUID
    verb = "Offer"
    sentence = _("{actor} suggested other words in {thing}")
    sentence_of_many = _("{actors} suggested other words in {thing}")


@dataclass(frozen=True, kw_only=True)
class SuggestionAccepted(Activity):
    """Its authors took a suggestion up in a new version; `person` made it."""

    suggestion: UUID
    person: UUID
    verb = "Accept"
    sentence = _("{actor} took up a suggestion in {thing}")


@dataclass(frozen=True, kw_only=True)
class SuggestionDeclined(Activity):
    """Its authors thanked for a suggestion and left the words as they are."""

    suggestion: UUID
    person: UUID
    verb = "Reject"
    plain = _("{actor} left a passage of {thing} as it is")


@dataclass(frozen=True, kw_only=True)
class ContributionOutOfSight(Activity):
    """Somebody who is in a contribution agrees no longer: nobody but its authors and hosts sees it."""

    call: UUID
    verb = "Remove"
    changes = "audience"
    plain = _("A contribution is out of sight: somebody in it agrees no longer")


@dataclass(frozen=True, kw_only=True)
class BallotBecameShorter(Activity):
    """Something that people could vote for is out of sight, while the vote is on."""

    verb = "Update"
    changes = "state"
    sentence = _("Something on the ballot of {thing} is out of sight; the other choices count")
