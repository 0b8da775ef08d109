"""Everything that people do on the way in, with tours and with a founding: one function per intent, the actor first."""

from allmende.people.welcome.commands.commitments import move_commitment, retire_commitment, write_commitment
from allmende.people.welcome.commands.paths import agree, begin, part, pause, resume, step_in
from allmende.people.welcome.commands.promises import commit, confirm, keep_as_seen, not_yet, renew, report
from allmende.people.welcome.commands.rounds import look_after_promises

__all__ = [
    "agree",
    "begin",
    "commit",
    "confirm",
    "keep_as_seen",
    "look_after_promises",
    "move_commitment",
    "not_yet",
    "part",
    "pause",
    "renew",
    "report",
    "resume",
    "retire_commitment",
    "step_in",
    "write_commitment",
]
