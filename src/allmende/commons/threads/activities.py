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
class CommentCameIn(Activity):
    """Somebody elsewhere answered something public; their words stand in its talk. Who they are stands in no activity."""

    comment: UUID
    verb = "Create"
    changes = "talk"
    is_talk = True
    sentence = _("Someone elsewhere answered {thing}")
    spot = "comment"


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
class CommentHidden(Activity):
    """A host or curator took what `member` said out of others' sight."""

    comment: UUID
    member: UUID
    verb = "Remove"
    changes = "talk"
    plain = _("{actor} hid a comment on {thing}")


@dataclass(frozen=True, kw_only=True)
class CommentShown(Activity):
    """A hidden comment can be read again."""

    comment: UUID
    member: UUID
    verb = "Undo"
    plain = _("{actor} showed a hidden comment on {thing} again")


@dataclass(frozen=True, kw_only=True)
class CommentCorrected(Activity):
    """A host or curator changed what `member` said; the earlier words are kept as a version."""

    comment: UUID
    member: UUID
    verb = "Update"
    plain = _("{actor} changed someone's comment on {thing}")


@dataclass(frozen=True, kw_only=True)
class CommentsMoved(Activity):
    """Comments stand with the thing that were said about another (`source`)."""

    source: UUID
    handling: UUID
    count: int
    verb = "Move"
    changes = "talk"
    plain = _("{actor} brought comments from elsewhere to the discussion of {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadSplit(CommentsMoved):
    """The thing was made for a part of what was said about another."""

    plain = _("{actor} put a part of another discussion under {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadsMerged(CommentsMoved):
    """All that was said about another thing stands with this one."""

    plain = _("{actor} joined another discussion to that of {thing}")


@dataclass(frozen=True, kw_only=True)
class HandlingUndone(Activity):
    """What a host or curator did with comments was undone."""

    handling: UUID
    count: int
    verb = "Undo"
    plain = _("{actor} undid what was done with comments on {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadLocked(Activity):
    """Nobody can comment on the thing any more, for good or until a moment."""

    verb = "Block"
    sentence = _("{actor} closed the discussion of {thing}")


@dataclass(frozen=True, kw_only=True)
class ThreadUnlocked(Activity):
    """The thing can be commented on again."""

    verb = "Undo"
    sentence = _("{actor} opened the discussion of {thing} again")
