"""What can happen in a call."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class CallDrafted(Activity):
    """Someone began to write a call."""

    verb = "Create"
    plain = _("{actor} began to write a call")


@dataclass(frozen=True, kw_only=True)
class CallChanged(Activity):
    """Brief, dates or rules of a call have changed."""

    fields: str = ""
    verb = "Update"
    changes = "state"
    sentence = _("{actor} changed the brief of {thing}")


@dataclass(frozen=True, kw_only=True)
class CallPublished(Activity):
    """A call stands open to read."""

    verb = "Announce"
    sentence = _("{actor} published the call {thing}")
    in_feed = True
    called = _("New call")


@dataclass(frozen=True, kw_only=True)
class PracticeEnded(Activity):
    """A practice call lies in the bin with so many contributions."""

    contributions: int
    verb = "Delete"
    sentence = _("{actor} ended the practice {thing}")


@dataclass(frozen=True, kw_only=True)
class PhaseBegan(Activity):
    """The next phase of a call has begun."""

    phase: str
    verb = "Update"
    changes = "state"
    sentence = _("A new phase has begun in {thing}")
    in_feed = True
    called = _("New phase of a call")


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
class VoteCounted(Activity):
    """The ballots of a call were counted."""

    winners: int
    ballots: int
    verb = "Update"
    changes = "state"
    sentence = _("The vote on {thing} has been counted")
    in_feed = True
    called = _("Vote counted")


@dataclass(frozen=True, kw_only=True)
class OutcomePublished(Activity):
    """What became of a call has been told, with thanks."""

    verb = "Announce"
    changes = "state"
    sentence = _("{actor} told what became of {thing}, and gave thanks")
    in_feed = True
    called = _("Outcome of a call")


@dataclass(frozen=True, kw_only=True)
class ThanksGiven(Activity):
    """Someone was thanked for taking part in a call."""

    member: UUID
    verb = "Like"
    sentence = _("{actor} thanks you for taking part in {thing}")


@dataclass(frozen=True, kw_only=True)
class ElectionImported(Activity):
    """An election with its ballots came in from a file."""

    ballots: int
    verb = "Add"
    sentence = _("{actor} imported {thing}")
    in_feed = True
    called = _("Election imported")
