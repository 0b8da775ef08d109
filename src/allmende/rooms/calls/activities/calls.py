"""What can happen to a call itself, and to what comes in with it."""

from __future__ import annotations

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
class DatesMoved(Activity):
    """Phases of a published call that were still to come, or on, have other dates; `phases` names their kinds."""

    phases: str
    verb = "Update"
    changes = "state"
    sentence = _("{actor} moved the dates of {thing}")


@dataclass(frozen=True, kw_only=True)
class TemplateChanged(Activity):
    """A community words what its calls begin with in its own way."""

    template: str
    verb = "Update"
    plain = _("{actor} changed a call template")


@dataclass(frozen=True, kw_only=True)
class CallPublished(Activity):
    """A call stands open to read."""

    verb = "Announce"
    sentence = _("{actor} published the call {thing}")
    in_feed = True
    called = _("New call")


@dataclass(frozen=True, kw_only=True)
class CallAnnounced(Activity):
    """A call is there that is read by those who sign for it: everyone may know its title and what it is about."""

    verb = "Announce"
    sentence = _("{actor} announced the call {thing}")
    in_feed = True
    called = _("New call, to be signed for")


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


@dataclass(frozen=True, kw_only=True)
class IdeaImported(Activity):
    """An idea came into a call from a table."""

    call: UUID
    verb = "Add"
    sentence = _("{actor} brought {thing} in from a table")


@dataclass(frozen=True, kw_only=True)
class IdeasImported(Activity):
    """A table of ideas is in: so many of them are new."""

    ideas: int
    verb = "Add"
    sentence = _("{actor} brought ideas into {thing}")
    in_feed = True
    called = _("Ideas brought in")


@dataclass(frozen=True, kw_only=True)
class IdeasTakenBack(Activity):
    """What a table brought into a call was taken back, as far as nobody had worked with it."""

    ideas: int
    verb = "Undo"
    sentence = _("{actor} took ideas out of {thing} again")
