"""What can happen on the way in. Names and reasons stand in the rows; an activity holds ids alone."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class EntryRuleChanged(Activity):
    """A space lets people in otherwise now."""

    way: str
    sentence = _("{actor} changed how people come into {thing}")


@dataclass(frozen=True, kw_only=True)
class AdmissionPlanned(Activity):
    """The curators have said how many are admitted each month."""

    sentence = _("{actor} changed the admission plan of {thing}")


@dataclass(frozen=True, kw_only=True)
class EntryLinkMade(Activity):
    """Someone made an invitation link."""

    link: UUID
    verb = "Create"
    sentence = _("{actor} made an invitation link for {thing}")


@dataclass(frozen=True, kw_only=True)
class EntryLinkRevoked(Activity):
    """An invitation link leads nowhere any more."""

    link: UUID
    verb = "Undo"
    sentence = _("{actor} revoked an invitation link of {thing}")


@dataclass(frozen=True, kw_only=True)
class EnteredByLink(Activity):
    """Someone came by an invitation link."""

    link: UUID
    verb = "Accept"
    sentence = _("{actor} came to {thing} by an invitation link")


@dataclass(frozen=True, kw_only=True)
class EnteredFreely(Activity):
    """Someone came into an open space."""

    verb = "Accept"
    sentence = _("{actor} came to {thing}")


@dataclass(frozen=True, kw_only=True)
class Nominated(Activity):
    """Someone was nominated, or applied themselves."""

    nomination: UUID
    verb = "Offer"
    sentence = _("{actor} nominated someone for {thing}")


@dataclass(frozen=True, kw_only=True)
class VouchAsked(Activity):
    """A member was asked to vouch."""

    nomination: UUID
    member: UUID
    verb = "Invite"
    sentence = _("{actor} asked someone to vouch for a nominee of {thing}")


@dataclass(frozen=True, kw_only=True)
class Vouched(Activity):
    """A member vouches for a nominee."""

    nomination: UUID
    verb = "Like"
    sentence = _("{actor} vouches for a nominee of {thing}")


@dataclass(frozen=True, kw_only=True)
class ConcernRaised(Activity):
    """A member has a concern about a nomination."""

    nomination: UUID
    verb = "Flag"
    sentence = _("{actor} raised a concern about a nomination for {thing}")


@dataclass(frozen=True, kw_only=True)
class VoiceTakenBack(Activity):
    """A member took back what they had said."""

    nomination: UUID
    verb = "Undo"
    sentence = _("{actor} took back a word on a nomination for {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class NominationReady(Activity):
    """Enough have spoken, someone applied, or someone appealed: the curators decide."""

    nomination: UUID
    sentence = _("A nomination for {thing} waits for the curators")


@dataclass(frozen=True, kw_only=True)
class NominationLapsed(Activity):
    """Not enough spoke up in time."""

    nomination: UUID
    sentence = _("The time of a nomination for {thing} was over")


@dataclass(frozen=True, kw_only=True)
class NominationWithdrawn(Activity):
    """Whoever nominated took it back."""

    nomination: UUID
    verb = "Undo"
    sentence = _("{actor} withdrew a nomination for {thing}")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class NomineeAdmitted(Activity):
    """The curators admitted someone; the invitation is on its way."""

    nomination: UUID
    verb = "Accept"
    sentence = _("{actor} admitted someone to {thing}")


@dataclass(frozen=True, kw_only=True)
class NomineeListed(Activity):
    """Someone stands on the waiting list."""

    nomination: UUID
    verb = "TentativeAccept"
    sentence = _("{actor} put someone on the waiting list of {thing}")


@dataclass(frozen=True, kw_only=True)
class NomineeDeclined(Activity):
    """The curators declined, with a reason; after an appeal for good."""

    nomination: UUID
    verb = "Reject"
    sentence = _("{actor} declined a nomination for {thing}")


@dataclass(frozen=True, kw_only=True)
class DecisionAppealed(Activity):
    """Someone asks for a second look at a decision."""

    nomination: UUID
    sentence = _("A decision about a nomination for {thing} was appealed against")


@dataclass(frozen=True, kw_only=True)
class InvitationRenewed(Activity):
    """A new invitation was sent; the one before leads nowhere."""

    nomination: UUID
    sentence = _("{actor} renewed an invitation to {thing}")


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Activity):
    """A nominee has accepted the invitation."""

    nomination: UUID
    verb = "Join"
    sentence = _("{actor} accepted the invitation to {thing}")


@dataclass(frozen=True, kw_only=True)
class InvitationRefused(Activity):
    """A nominee has turned the invitation down."""

    nomination: UUID
    verb = "Reject"
    sentence = _("An invitation to {thing} was turned down")


@dataclass(frozen=True, kw_only=True)
class NominationRequested(Activity):
    """Someone asks to be nominated."""

    request: UUID
    verb = "Offer"
    sentence = _("Someone asks to be nominated for {thing}")


@dataclass(frozen=True, kw_only=True)
class RequestTakenUp(Activity):
    """A member nominates someone who asked for it."""

    request: UUID
    nomination: UUID
    verb = "Accept"
    sentence = _("{actor} took up a request to be nominated for {thing}")


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(Activity):
    """Nobody took a request up in time; whoever asked has an answer."""

    request: UUID
    sentence = _("A request to be nominated for {thing} was answered")
