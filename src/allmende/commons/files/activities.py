"""What can happen to a file."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class FileStored(Activity):
    """A file was handed in."""

    file: UUID
    media_type: str
    verb = "Add"
    sentence = _("{actor} added a file to {thing}")


@dataclass(frozen=True, kw_only=True)
class FileAttached(Activity):
    """A file that stood nowhere belongs to a thing now."""

    file: UUID
    verb = "Add"
    sentence = _("{actor} added a file to {thing}")


@dataclass(frozen=True, kw_only=True)
class FileDescribed(Activity):
    """A picture has other words for those who don't see it."""

    file: UUID
    verb = "Update"
    sentence = _("{actor} described a picture of {thing}")


@dataclass(frozen=True, kw_only=True)
class FileRemoved(Activity):
    """A file is gone."""

    file: UUID
    verb = "Remove"
    sentence = _("{actor} removed a file from {thing}")
