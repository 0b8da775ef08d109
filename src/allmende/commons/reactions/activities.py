"""What can happen between a person and something that they react to: `thing` is what is talked about, `on` what they reacted to."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ReactionGiven(Activity):
    """Someone reacted to a thing, or to what was said about it."""

    on: UUID
    kind: str
    verb = "Like"
    is_talk = True
    changes = "said"
    spot = "on"
    sentence = _("{actor} reacted to {thing}")
    sentence_of_many = _("{actors} reacted to {thing}")


@dataclass(frozen=True, kw_only=True)
class ReactionTaken(Activity):
    """Someone took a reaction back."""

    on: UUID
    kind: str
    verb = "Undo"
    plain = _("{actor} took back a reaction to {thing}")
    is_talk = True
    changes = "said"
    though_archived = True
