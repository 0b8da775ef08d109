"""What can happen to an organisation, beside what happens to its space."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Activity):
    """What an organisation says of itself, or its legal data, is otherwise now."""

    fields: str = ""
    verb = "Update"
    sentence = _("{actor} changed {thing}")


@dataclass(frozen=True, kw_only=True)
class JoiningBegun(Activity):
    """Someone asks to join, or was invited; the other side answers."""

    member: UUID
    side: str
    joining: UUID | None = None
    verb = "Offer"
    sentence = _("{actor} wrote to {thing} about joining")


@dataclass(frozen=True, kw_only=True)
class JoiningDeclined(Activity):
    """The other side said no."""

    member: UUID
    side: str
    verb = "Reject"
    sentence = _("{actor} declined to join with {thing}")


@dataclass(frozen=True, kw_only=True)
class LayerOpened(Activity):
    """An organisation opened its next layer outward: it has practised enough, or curators said it may."""

    layer: int
    is_early: bool = False
    verb = "Announce"
    sentence = _("{thing} has opened a step outward")
    in_feed = True
    called = _("Organisation steps outward")
