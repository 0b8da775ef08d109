"""What happens to tokens: bare ids, for the journal alone."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class TokenMade(Activity):
    """A token was made; of a program where it reads for a space."""

    verb = "Create"
    token: UUID
    is_program: bool
    layer: int
    sentence = _("{actor} made a token for a program")


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Activity):
    """A token was taken back."""

    verb = "Delete"
    token: UUID
    sentence = _("{actor} took a program's token back")
    though_archived = True
