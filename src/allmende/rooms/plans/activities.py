"""What can happen to plans and results."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PlanBegun(Activity):
    """Someone began a plan: its questions stand open to those in its space."""

    verb = "Create"
    sentence = _("{actor} began the plan {thing}")
    in_feed = True
    called = _("New plan")


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Activity):
    """Title, sentence or an agreed part of a plan is otherwise now; `part` names which."""

    part: str = ""
    verb = "Update"
    changes = "state"
    sentence = _("{actor} changed the plan {thing}")


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Activity):
    """Someone answered a question of a plan, or changed their answer."""

    question: str
    is_new: bool = True
    verb = "Update"
    changes = "state"
    sentence = _("{actor} answered a question of {thing}")


@dataclass(frozen=True, kw_only=True)
class AnswerRemoved(Activity):
    """Someone took an answer of theirs back."""

    question: str
    verb = "Undo"
    changes = "state"
    sentence = _("{actor} took an answer in {thing} back")


@dataclass(frozen=True, kw_only=True)
class AnswerConfirmed(Activity):
    """A second person found an answer concrete."""

    question: str
    member: UUID
    verb = "Accept"
    changes = "state"
    sentence = _("{actor} confirmed an answer in {thing}")


@dataclass(frozen=True, kw_only=True)
class AnswerFoundLacking(Activity):
    """A second person said what is missing in an answer."""

    question: str
    member: UUID
    verb = "Reject"
    changes = "state"
    sentence = _("{actor} asks for more in an answer of {thing}")


@dataclass(frozen=True, kw_only=True)
class QuestionsDemanded(Activity):
    """A space says which questions it asks before it opens."""

    questions: str
    verb = "Update"
    sentence = _("{actor} set which questions {thing} asks before it opens")


@dataclass(frozen=True, kw_only=True)
class SeatOffered(Activity):
    """Someone is offered a seat of a plan: one of the four duties, on one of the two sides."""

    member: UUID
    side: str
    duty: str
    verb = "Offer"
    changes = "state"
    plain = _("{actor} offered a seat in {thing}")


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Activity):
    """Someone took a seat of a plan."""

    member: UUID
    side: str
    duty: str
    verb = "Accept"
    changes = "state"
    sentence = _("{actor} took a seat in {thing}")


@dataclass(frozen=True, kw_only=True)
class SeatLeft(Activity):
    """A seat of a plan is empty again: declined, left, or the offer taken back."""

    member: UUID
    side: str
    duty: str
    verb = "Undo"
    changes = "state"
    plain = _("{actor} emptied a seat in {thing}")


@dataclass(frozen=True, kw_only=True)
class PlanFinished(Activity):
    """A plan has been looked back on: what was agreed stands beside what happened."""

    verb = "Update"
    changes = "state"
    sentence = _("{actor} looked back on the plan {thing}")
    in_feed = True
    called = _("A plan looked back on")


@dataclass(frozen=True, kw_only=True)
class ResultAdded(Activity):
    """Someone wrote down a result."""

    verb = "Create"
    sentence = _("{actor} wrote down the result {thing}")
    in_feed = True
    called = _("New result")


@dataclass(frozen=True, kw_only=True)
class ResultChanged(Activity):
    """A result has moved on, or something was noted about it."""

    progress: int
    verb = "Update"
    changes = "state"
    sentence = _("{actor} moved the result {thing} on")


@dataclass(frozen=True, kw_only=True)
class WordSaid(Activity):
    """Everyone who took part in a space hears what came of it."""

    word: UUID
    verb = "Announce"
    sentence = _("{actor} said a word to everyone who took part in {thing}")
    in_feed = True
    called = _("A word about what came of it")
