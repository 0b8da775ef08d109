"""What may come of an attempt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Result(Enum):
    """What an attempt led to."""

    DONE = auto()
    FAILED = auto()
    """Tried again later and later."""
    LATER = auto()
    """Tried again when the network listens; no failure of ours."""
    REFUSED = auto()
    """The network will not take it: given up at once."""
    SIGNED_OUT = auto()


@dataclass(frozen=True)
class Outcome:
    """What an attempt led to, the problem as a code, for how many seconds the network wants rest, and a state of its own if any."""

    result: Result
    problem: str = ""
    rest: int = 0
    state: str = ""
