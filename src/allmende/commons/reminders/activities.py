"""What can happen to an end."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class EndCameNear(Activity):
    """Something ends soon: those who have not done their part are reminded. `kind` is the key of the reason."""

    kind: str
    subject: UUID
    ends: str
    verb = "Announce"
    plain = _("Those who had not done their part were reminded: {thing} ends soon")
