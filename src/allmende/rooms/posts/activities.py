"""What can happen to posts."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class PostDrafted(Activity):
    """Someone began to write a post."""

    verb = "Create"
    plain = _("{actor} began to write a post")


@dataclass(frozen=True, kw_only=True)
class PostScheduled(Activity):
    """A post goes out by itself at a moment; until then only its author sees it."""

    due: str
    verb = "Update"
    changes = "state"
    plain = _("{actor} set when a post goes out")


@dataclass(frozen=True, kw_only=True)
class PostTakenBack(Activity):
    """A post that was about to go out is a draft again."""

    verb = "Undo"
    changes = "state"
    plain = _("{actor} took back a post before it went out")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class PostPublished(Activity):
    """A post stands where others see it."""

    verb = "Create"
    changes = "state"
    sentence = _("{actor} shared {thing}")
    in_feed = True
    called = _("New post")


@dataclass(frozen=True, kw_only=True)
class PostHeld(Activity):
    """A post could not go out when its time had come; its author reads why."""

    member: UUID
    verb = "Reject"
    changes = "state"
    plain = _("{actor} could not publish a post when its time had come")


@dataclass(frozen=True, kw_only=True)
class PostEdited(Activity):
    """A post says something else now; the version before is kept."""

    version_number: int
    verb = "Update"
    changes = "state"
    sentence = _("{actor} changed {thing}")


@dataclass(frozen=True, kw_only=True)
class PollVoted(Activity):
    """Someone voted in a poll; for what is not written down here."""

    verb = "Update"
    changes = "state"
    plain = _("{actor} voted in a poll")


@dataclass(frozen=True, kw_only=True)
class PollClosed(Activity):
    """A poll takes no more votes."""

    voters: int
    verb = "Update"
    changes = "state"
    sentence = _("{actor} closed the poll in {thing}")
