"""What can happen between people who trust each other, and when trust is lost."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ThanksSaid(Activity):
    """Someone thanked another in a sentence."""

    member: UUID
    thanks: UUID
    verb = "Like"
    sentence = _("{actor} thanks someone in {thing}")


@dataclass(frozen=True, kw_only=True)
class LevelChanged(Activity):
    """A community relies on someone more, or less, than before."""

    member: UUID
    level: int
    before: int
    verb = "Update"
    plain = _("Someone's level of trust changed")


@dataclass(frozen=True, kw_only=True)
class LevelLocked(Activity):
    """Curators hold someone's level where it is until a day, or let it go again."""

    member: UUID
    level: int
    verb = "Update"
    plain = _("{actor} held someone's level where it is, or let it go")


@dataclass(frozen=True, kw_only=True)
class RungsSet(Activity):
    """A community asks something else for its levels now, or gives something else."""

    verb = "Update"
    sentence = _("{actor} changed the levels of trust in {thing}")


@dataclass(frozen=True, kw_only=True)
class MeasureTaken(Activity):
    """Someone was warned, or takes a break; or it is proposed to exclude them."""

    member: UUID
    measure: UUID
    kind: str
    verb = "Flag"
    plain = _("{actor} gave a warning or a break, or proposed an exclusion")


@dataclass(frozen=True, kw_only=True)
class ExclusionConfirmed(Activity):
    """A second person in another duty confirmed an exclusion: it stands."""

    member: UUID
    measure: UUID
    verb = "Block"
    plain = _("{actor} confirmed an exclusion")


@dataclass(frozen=True, kw_only=True)
class MeasureAppealed(Activity):
    """Someone asks that what was decided about them be looked at again."""

    measure: UUID
    verb = "Offer"
    plain = _("{actor} asked that a decision be looked at again")


@dataclass(frozen=True, kw_only=True)
class MeasureLifted(Activity):
    """A measure is over before its time: taken back, not confirmed, or lifted on appeal."""

    member: UUID
    measure: UUID
    verb = "Undo"
    plain = _("{actor} lifted a measure")


@dataclass(frozen=True, kw_only=True)
class AppealRejected(Activity):
    """An appeal was heard, and the measure stands."""

    member: UUID
    measure: UUID
    verb = "Reject"
    plain = _("{actor} let a measure stand after an appeal")
