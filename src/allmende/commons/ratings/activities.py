"""What can happen to ratings. No points stand here: the journal is read by more than those who may know them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class RatingGiven(Activity):
    """Someone rated a thing for the first time."""

    sheet: UUID
    verb = "Add"
    is_talk = True
    plain = _("{actor} rated {thing}")


@dataclass(frozen=True, kw_only=True)
class RatingChanged(Activity):
    """Someone rated a thing otherwise than before; what it was stands in the trail that curators see."""

    sheet: UUID
    revision: int
    verb = "Update"
    is_talk = True
    plain = _("{actor} changed a rating of {thing}")


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Activity):
    """Someone who judges stays out of a thing; why is not told."""

    sheet: UUID
    plain = _("{actor} stays out of judging {thing}")


@dataclass(frozen=True, kw_only=True)
class ConflictTakenBack(Activity):
    """Someone judges a thing after all."""

    sheet: UUID
    verb = "Undo"
    plain = _("{actor} judges {thing} after all")


@dataclass(frozen=True, kw_only=True)
class SheetChanged(Activity):
    """What is asked in a rating was set or changed."""

    panel: str
    verb = "Update"
    plain = _("{actor} set what {thing} is rated by")


@dataclass(frozen=True, kw_only=True)
class PairCompared(Activity):
    """Someone said which of two is better; which, stands here no more than points do."""

    sheet: UUID
    other: UUID
    verb = "Add"
    is_talk = True
    plain = _("{actor} compared {thing} with another contribution")


@dataclass(frozen=True, kw_only=True)
class RankingAsked(Activity):
    """Someone let a ranking be reckoned."""

    sheet: UUID
    plain = _("{actor} let a ranking be reckoned in {thing}")


@dataclass(frozen=True, kw_only=True)
class PatternNoted(Activity):
    """Someone noted what came of looking at ratings that look agreed; what, and of whom, stands here no more than points do."""

    sheet: UUID
    verb = "Update"
    is_talk = True
    plain = _("{actor} looked at ratings in {thing}")
