"""Everything that people do with spaces: one function per intent, the actor first."""

from allmende.commons.spaces.commands.archiving import archive_space, reopen_space
from allmende.commons.spaces.commands.bodies import join_network, leave_network, sign
from allmende.commons.spaces.commands.gates import (
    decide_passage,
    narrow,
    publish,
    retract_passage,
    set_gate,
    widen,
)
from allmende.commons.spaces.commands.locks import lock_rooms
from allmende.commons.spaces.commands.members import (
    join_space,
    leave_space,
    make_full_member,
    set_role,
    take_in,
    take_in_newcomer,
    take_out,
)
from allmende.commons.spaces.commands.opening import open_doors, open_due_communities
from allmende.commons.spaces.commands.spaces import change_space, found_community, open_space

__all__ = [
    "archive_space",
    "change_space",
    "decide_passage",
    "found_community",
    "join_network",
    "join_space",
    "leave_network",
    "leave_space",
    "lock_rooms",
    "make_full_member",
    "narrow",
    "open_doors",
    "open_due_communities",
    "open_space",
    "publish",
    "reopen_space",
    "retract_passage",
    "set_gate",
    "set_role",
    "sign",
    "take_in",
    "take_in_newcomer",
    "take_out",
    "widen",
]
