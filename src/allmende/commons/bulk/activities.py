"""What can happen to many rows at once."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class BatchDone(Activity):
    """Someone did one thing to many rows: which, to how many, and how many were refused. Each row has its own entry besides."""

    batch: UUID
    deed: str
    done: int
    refused: int
    plain = _("{actor} did one thing to many at once")
