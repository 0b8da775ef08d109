"""Everything that people do with spaces: one function per intent, the actor first."""

from allmende.commons.spaces.commands.gates import (
    decide_passage,
    narrow,
    publish,
    retract_passage,
    set_gate,
    widen,
)
from allmende.commons.spaces.commands.members import join_space, leave_space, set_role, take_in, take_out
from allmende.commons.spaces.commands.spaces import change_space, found_community, open_space

__all__ = [
    "change_space",
    "decide_passage",
    "found_community",
    "join_space",
    "leave_space",
    "narrow",
    "open_space",
    "publish",
    "retract_passage",
    "set_gate",
    "set_role",
    "take_in",
    "take_out",
    "widen",
]
