"""What can happen around the bin."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class ThingBinned(Activity):
    """A thing lies in the bin."""

    verb = "Remove"
    sentence = _("{actor} put {thing} in the bin")


@dataclass(frozen=True, kw_only=True)
class ThingRestored(Activity):
    """A thing stands again where it stood before the bin."""

    verb = "Undo"
    sentence = _("{actor} restored {thing}")


@dataclass(frozen=True, kw_only=True)
class ThingDeleted(Activity):
    """The bin was emptied of a thing: it is gone for good."""

    kind: str
    verb = "Delete"
    plain = _("{actor} emptied the bin of something for good")
