"""What can happen to a vital notice."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class VitalAsked(Activity):
    """Someone wants to reach everyone of a space at once, and asks a second person of another duty."""

    vital: UUID
    verb = "Create"
    plain = _("{actor} asks to send a vital notice to {thing}")


@dataclass(frozen=True, kw_only=True)
class VitalReleased(Activity):
    """It goes out to everyone, by the word of two: the duties are those of who asked and of who decided."""

    asked_by: UUID
    duties: str
    verb = "Announce"
    sentence = _("{actor} sent a vital notice: {thing}")


@dataclass(frozen=True, kw_only=True)
class VitalWithdrawn(Activity):
    """It does not go out."""

    vital: UUID
    verb = "Undo"
    plain = _("{actor} let a vital notice to {thing} rest")
    though_archived = True
