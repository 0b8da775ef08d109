"""What can happen to the phases of a community."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class StagesSetOut(Activity):
    """A community has said in which phases it grows, and is in the first."""

    verb = "Update"
    sentence = _("{actor} set out the phases of {thing}")


@dataclass(frozen=True, kw_only=True)
class StageChanged(Activity):
    """A phase says something else now: its words, what has to be reached, its rooms or gates."""

    number: int
    verb = "Update"
    plain = _("{actor} changed a phase of {thing}")


@dataclass(frozen=True, kw_only=True)
class CriterionMet(Activity):
    """Something that a phase is to reach has been reached."""

    number: int
    verb = "Update"
    sentence = _("{actor} ticked what {thing} has reached")


@dataclass(frozen=True, kw_only=True)
class CriterionReopened(Activity):
    """Something that was ticked is not reached after all."""

    number: int
    verb = "Undo"
    plain = _("{actor} took back a tick in the phases of {thing}")


@dataclass(frozen=True, kw_only=True)
class StageBegan(Activity):
    """A community is in another phase; so much of the one before was not reached."""

    number: int
    unmet: int
    verb = "Update"
    changes = "state"
    sentence = _("{actor} led {thing} into its next phase")
    in_feed = True
    called = _("A new phase of the community")
