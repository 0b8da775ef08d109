"""What can happen to the lineage of things: `thing` is the later one."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class SourceNamed(Activity):
    """Someone said what a thing came of."""

    source: UUID
    kind: str
    verb = "Add"
    plain = _("{actor} said what {thing} builds on")


@dataclass(frozen=True, kw_only=True)
class SourceDropped(Activity):
    """A thing does not come of another after all."""

    source: UUID
    verb = "Remove"
    plain = _("{actor} took back what {thing} builds on")
