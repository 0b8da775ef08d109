"""What can happen in a campaign."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class CampaignSet(Activity):
    """A draft became a campaign, or asks for another number of supporters."""

    threshold: int
    forces: str
    verb = "Update"
    plain = _("{actor} set up the campaign {thing}")


@dataclass(frozen=True, kw_only=True)
class SupportGiven(Activity):
    """Someone supports a demand. Of whoever is only counted, the house itself is the actor: the journal names nobody."""

    is_public: bool
    verb = "Like"
    changes = "state"
    plain = _("The campaign {thing} was supported")


@dataclass(frozen=True, kw_only=True)
class SupportTakenBack(Activity):
    """Someone took their support back; who is named as in `SupportGiven`."""

    verb = "Undo"
    changes = "state"
    plain = _("Support of the campaign {thing} was taken back")


@dataclass(frozen=True, kw_only=True)
class CampaignReached(Activity):
    """A demand has as many supporters as force an answer."""

    supporters: int
    verb = "Announce"
    changes = "state"
    sentence = _("{thing} has enough supporters: an answer is owed")
    in_feed = True
    called = _("Campaign that has enough supporters")


@dataclass(frozen=True, kw_only=True)
class CampaignAnswered(Activity):
    """A demand was answered."""

    is_late: bool
    verb = "Announce"
    changes = "state"
    sentence = _("{actor} answered the demand {thing}")
    in_feed = True
    called = _("Answer to a campaign")


@dataclass(frozen=True, kw_only=True)
class CampaignOverdue(Activity):
    """The answer to a demand is owed, and didn't come in time."""

    verb = "Announce"
    changes = "state"
    sentence = _("The answer to {thing} is overdue")
    in_feed = True
    called = _("Answer that is overdue")
