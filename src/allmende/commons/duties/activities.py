"""What can happen to duties; who is away, and why, is nobody's business but today's roster."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class DutyGiven(Activity):
    """Someone holds a duty in a space now, or has another deputy for it."""

    member: UUID
    duty: str
    deputy: UUID | None = None
    verb = "Add"
    sentence = _("{actor} takes on a duty in {thing}")
    sentence_of_many = _("{actors} take on duties in {thing}")
    who = "member"
    in_feed = True
    called = _("Duty taken on")
    for_members = True
    plain = _("{actor} gave someone a duty in {thing}")


@dataclass(frozen=True, kw_only=True)
class DutyEnded(Activity):
    """Someone holds a duty in a space no longer."""

    member: UUID
    duty: str
    verb = "Remove"
    sentence = _("{actor} hands a duty in {thing} back")
    who = "member"
    plain = _("{actor} ended someone's duty in {thing}")
    though_archived = True
