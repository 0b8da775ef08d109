"""That somebody asked what another person may do: recorded, because it looks into someone else's affairs."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ReasonAsked(Activity):
    """Someone asked whether a person may do something with a thing, and why."""

    member: UUID
    rule: str
    verb = "Read"
    plain = _("{actor} asked why someone can, or can't, do something")
    though_archived = True
