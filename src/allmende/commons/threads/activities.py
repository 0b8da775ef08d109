"""What can happen in the talk about a thing; `thing` is what is talked about, `comment` what was said."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class CommentAdded(Activity):
    """Someone said something about a thing, with an intent; `parent` is what it replies to."""

    comment: UUID
    intent: str
    parent: UUID | None = None
    verb = "Create"
    changes = "talk"
    is_talk = True
    sentence = _("{actor} commented on {thing}")
    sentence_of_many = _("{actors} commented on {thing}")
    spot = "comment"
    in_feed = True
    called = _("New comment")


@dataclass(frozen=True, kw_only=True)
class CommentEdited(Activity):
    """A comment says something else now; the earlier words are kept as a version."""

    comment: UUID
    verb = "Update"
    sentence = _("{actor} changed a comment on {thing}")


@dataclass(frozen=True, kw_only=True)
class CommentRemoved(Activity):
    """A comment lies in the bin."""

    comment: UUID
    verb = "Delete"
    sentence = _("{actor} removed a comment on {thing}")


@dataclass(frozen=True, kw_only=True)
class CommentRestored(Activity):
    """A comment came back from the bin."""

    comment: UUID
    verb = "Undo"
    sentence = _("{actor} restored a comment on {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadLocked(Activity):
    """Nobody can comment on the thing any more."""

    verb = "Block"
    sentence = _("{actor} closed the discussion of {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadUnlocked(Activity):
    """The thing can be commented on again."""

    verb = "Undo"
    sentence = _("{actor} opened the discussion of {thing} again")
