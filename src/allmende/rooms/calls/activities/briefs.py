"""What can happen around a brief: parts, questions, news, invitations."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PartGiven(Activity):
    """Someone has a part in a call from now on."""

    member: UUID
    part: str
    verb = "Add"
    changes = "state"
    plain = _("{actor} gave someone a part in a call")


@dataclass(frozen=True, kw_only=True)
class PartEnded(Activity):
    """Someone has a part in a call no longer: it was taken away, or they gave it back."""

    member: UUID
    part: str
    verb = "Remove"
    changes = "state"
    plain = _("{actor} ended a part in a call")


@dataclass(frozen=True, kw_only=True)
class QuestionRoundSet(Activity):
    """A call says whether questions are taken, and who reads them before they are answered."""

    kind: str
    verb = "Update"
    changes = "state"
    sentence = _("{actor} set the round of questions of {thing}")


@dataclass(frozen=True, kw_only=True)
class BriefQuestionAsked(Activity):
    """Someone asked about a brief; where they stay unsaid, the house says so in their place."""

    question: UUID
    unnamed: bool
    verb = "Question"
    changes = "state"
    plain = _("{actor} noted a question about {thing}")


@dataclass(frozen=True, kw_only=True)
class BriefQuestionAnswered(Activity):
    """A question about a brief has an answer for everyone."""

    question: UUID
    first: bool
    verb = "Update"
    changes = "state"
    sentence = _("{actor} answered a question about {thing}")
    in_feed = True
    called = _("Answer about a call")


@dataclass(frozen=True, kw_only=True)
class BriefQuestionRemoved(Activity):
    """A question about a brief was taken back or removed."""

    verb = "Delete"
    changes = "state"
    plain = _("{actor} removed a question about {thing}")


@dataclass(frozen=True, kw_only=True)
class UpdatePublished(Activity):
    """Hosts told everyone who takes part what is new."""

    update: UUID
    verb = "Announce"
    changes = "state"
    sentence = _("{actor} told the news of {thing}")
    in_feed = True
    called = _("News of a call")


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Activity):
    """Someone was invited to a call."""

    member: UUID
    verb = "Invite"
    plain = _("{actor} invited someone to a call")


@dataclass(frozen=True, kw_only=True)
class InvitationAnswered(Activity):
    """Whoever was invited to a call accepted or declined."""

    accepted: bool
    verb = "Accept"
    changes = "state"
    plain = _("{actor} answered an invitation to a call")


@dataclass(frozen=True, kw_only=True)
class InvitationReminded(Activity):
    """Whoever hasn't answered an invitation was reminded of it."""

    member: UUID
    verb = "Invite"
    plain = _("{actor} reminded someone of an invitation")


@dataclass(frozen=True, kw_only=True)
class InvitationEnded(Activity):
    """An invitation was taken back."""

    member: UUID
    verb = "Undo"
    plain = _("{actor} took an invitation to a call back")
