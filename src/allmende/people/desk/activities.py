"""What happens at the team desk; what was said stands in its rows, here are ids alone."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class StepAsked(Activity):
    """Someone was asked for a small next step."""

    member: UUID
    ask: UUID
    step: str
    verb = "Invite"
    plain = _("{actor} asked someone for a small step")


@dataclass(frozen=True, kw_only=True)
class StepAccepted(Activity):
    """Someone said yes to a small next step."""

    ask: UUID
    asked_by: UUID
    verb = "Accept"
    plain = _("{actor} said yes to a small step")


@dataclass(frozen=True, kw_only=True)
class StepDeclined(Activity):
    """Someone said kindly no to a small next step."""

    ask: UUID
    asked_by: UUID
    verb = "Reject"
    plain = _("{actor} said no to a small step")


@dataclass(frozen=True, kw_only=True)
class HelpAsked(Activity):
    """A member asks for help."""

    help: UUID
    verb = "Create"
    plain = _("{actor} asked for help")


@dataclass(frozen=True, kw_only=True)
class HelpTaken(Activity):
    """Someone on duty looks after a call for help."""

    help: UUID
    member: UUID | None = None
    verb = "Join"
    plain = _("{actor} looks after a call for help")


@dataclass(frozen=True, kw_only=True)
class HelpAnswered(Activity):
    """A call for help is answered."""

    help: UUID
    member: UUID | None = None
    verb = "Update"
    plain = _("{actor} answered a call for help")


@dataclass(frozen=True, kw_only=True)
class HelpClosed(Activity):
    """A call for help is done with."""

    help: UUID
    verb = "Remove"
    plain = _("{actor} closed a call for help")


@dataclass(frozen=True, kw_only=True)
class GuestAskedForHelp(Activity):
    """A guest asks for help, and has confirmed their address."""

    help: UUID
    verb = "Create"
    plain = _("A guest asked for help")


@dataclass(frozen=True, kw_only=True)
class HelpContinued(Activity):
    """Whoever asked for help says something more."""

    help: UUID
    verb = "Update"
    plain = _("A question was answered back")


@dataclass(frozen=True, kw_only=True)
class HelpHandedOver(Activity):
    """A call for help is given to another duty."""

    help: UUID
    duty: str
    verb = "Move"
    plain = _("{actor} handed a call for help over")


@dataclass(frozen=True, kw_only=True)
class TipWritten(Activity):
    """The community has a help text of its own for a page."""

    tip: UUID
    verb = "Create"
    plain = _("{actor} wrote a help text for a page")


@dataclass(frozen=True, kw_only=True)
class TipRemoved(Activity):
    """A help text of the community's own is gone."""

    tip: UUID
    verb = "Remove"
    plain = _("{actor} took a help text out")
