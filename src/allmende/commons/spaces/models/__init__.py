"""What is kept of a space: itself, who belongs to it, and its gates."""

from allmende.commons.spaces.models.behalf import Behalf
from allmende.commons.spaces.models.gates import Gate, Mode, Passage, PassageState
from allmende.commons.spaces.models.locks import Lock, RoomLock
from allmende.commons.spaces.models.membership import Membership, Partnership, Role
from allmende.commons.spaces.models.space import OldSlug, Preset, Space, SpaceKind

__all__ = [
    "Behalf",
    "Gate",
    "Lock",
    "Membership",
    "Mode",
    "OldSlug",
    "Partnership",
    "Passage",
    "PassageState",
    "Preset",
    "Role",
    "RoomLock",
    "Space",
    "SpaceKind",
]
