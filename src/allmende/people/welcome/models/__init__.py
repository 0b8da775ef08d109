"""What is kept of the way in: commitments that can be made, the paths on which they are kept, tours, a founding."""

from allmende.people.welcome.models.commitments import Commitment, Evidence, Form
from allmende.people.welcome.models.founding import Founding, Signature
from allmende.people.welcome.models.paths import Path, PathState, Promise, PromiseState
from allmende.people.welcome.models.tours import Booking, Slot, Subscriber

__all__ = [
    "Booking",
    "Commitment",
    "Evidence",
    "Form",
    "Founding",
    "Path",
    "PathState",
    "Promise",
    "PromiseState",
    "Signature",
    "Slot",
    "Subscriber",
]
