"""What the floors above say about people in spaces: each sets its answer when its app is ready; until then the plain rule holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from allmende.commons.spaces.models import Space
from allmende.foundation.verdicts import ALLOWED, Verdict
from allmende.identity.actors.models import Actor, Reader


@dataclass
class Above:
    """Questions that spaces ask upward."""

    gatekept: Callable[[Reader], set[UUID]] = lambda reader: set()
    """The spaces whose gates a reader keeps by duty; a community stands for all its spaces."""

    gatekeepers: Callable[[Space], list[UUID]] = lambda space: []
    """Who keeps the gates of a space by duty today; nobody: its curators are told."""

    granted: Callable[[Reader, Space, str], bool] = lambda reader, space, right: False
    """Whether trust gives a member a right: `teams` (open them without asking), `links` (in comments)."""

    barred: Callable[[Actor, Space], Verdict] = lambda actor, space: ALLOWED
    """Whether something keeps someone from becoming a member: an exclusion that stands."""


ABOVE = Above()
