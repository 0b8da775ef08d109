"""What can happen to web hooks. Where something is sent to stands in no activity."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from allmende.foundation.journal.activities import Activity


@dataclass(frozen=True, kw_only=True)
class HookMade(Activity):
    """Someone lets a program be told of what happens in a space, or everywhere, up to a layer."""

    hook: UUID
    layer: int
    everywhere: bool
    verb = "Create"
    plain = _("{actor} made a web hook")


@dataclass(frozen=True, kw_only=True)
class HookChanged(Activity):
    """What it is told, how far in, or where to, has changed."""

    hook: UUID
    layer: int
    everywhere: bool
    plain = _("{actor} changed a web hook")


@dataclass(frozen=True, kw_only=True)
class HookSecretRenewed(Activity):
    """It signs with another secret."""

    hook: UUID
    plain = _("{actor} renewed a web hook's secret")


@dataclass(frozen=True, kw_only=True)
class HookStopped(Activity):
    """It tells nothing for now: someone paused it, or its receiver failed for days (`failing`), was gone, or its owner may no longer have it."""

    hook: UUID
    why: str
    plain = _("{actor}: a web hook tells nothing for now")
    though_archived = True


@dataclass(frozen=True, kw_only=True)
class HookResumed(Activity):
    """It tells again."""

    hook: UUID
    plain = _("{actor} let a web hook tell again")


@dataclass(frozen=True, kw_only=True)
class HookRemoved(Activity):
    """It is no more."""

    hook: UUID
    verb = "Delete"
    plain = _("{actor} removed a web hook")
    though_archived = True
