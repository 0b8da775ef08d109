"""What can happen to method cards, sessions and what comes out of them. What a note says stands in no activity."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class MethodSetOut(Activity):
    """The house set out a method card that a community did not have yet."""

    verb = "Create"
    plain = _("{actor} set out the method {thing}")


@dataclass(frozen=True, kw_only=True)
class MethodWritten(Activity):
    """Someone wrote a method card of their own, or copied one to change it."""

    verb = "Create"
    sentence = _("{actor} added the method {thing}")
    in_feed = True
    called = _("New method")


@dataclass(frozen=True, kw_only=True)
class MethodChanged(Activity):
    """A method card says something else now; the version before is kept."""

    version_number: int
    verb = "Update"
    sentence = _("{actor} changed the method {thing}")


@dataclass(frozen=True, kw_only=True)
class SessionPlanned(Activity):
    """Someone invites to a session."""

    verb = "Create"
    sentence = _("{actor} planned the session {thing}")
    in_feed = True
    called = _("New session")


@dataclass(frozen=True, kw_only=True)
class SessionChanged(Activity):
    """When, where or about what a planned session is has changed."""

    verb = "Update"
    changes = "said"
    sentence = _("{actor} changed the session {thing}")


@dataclass(frozen=True, kw_only=True)
class SessionJoined(Activity):
    """Someone takes part in a session."""

    verb = "Join"
    changes = "said"
    plain = _("{actor} joined the session {thing}")


@dataclass(frozen=True, kw_only=True)
class SessionLeft(Activity):
    """Someone takes part in a session no more."""

    verb = "Leave"
    changes = "said"
    plain = _("{actor} left the session {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class LeadTaken(Activity):
    """Someone leads a session from now on."""

    verb = "Update"
    changes = "said"
    plain = _("{actor} took the lead of {thing}")


@dataclass(frozen=True, kw_only=True)
class StepBegan(Activity):
    """A session is at another step; the first one begins it."""

    step: int
    verb = "Update"
    changes = "said"
    plain = _("{actor} led {thing} to its next step")


@dataclass(frozen=True, kw_only=True)
class ClockSet(Activity):
    """The clock of a step was stopped, let run again, or given a minute."""

    verb = "Update"
    changes = "said"
    plain = _("{actor} set the clock of {thing}")


@dataclass(frozen=True, kw_only=True)
class NotesChanged(Activity):
    """Notes of a session were written, taken away, sorted or given dots: which ones is not written down here."""

    verb = "Update"
    changes = "said"
    plain = _("{actor} worked on the notes of {thing}")


@dataclass(frozen=True, kw_only=True)
class SessionEnded(Activity):
    """A session is over."""

    people: int
    notes: int
    verb = "Update"
    changes = "said"
    sentence = _("{actor} concluded the session {thing}")
    in_feed = True
    called = _("A session is over")


@dataclass(frozen=True, kw_only=True)
class FindingShared(Activity):
    """Something that came out of a session stands in its space."""

    session: UUID
    verb = "Create"
    sentence = _("{actor} kept {thing} from a session")
    in_feed = True
    called = _("New finding")
