"""What programs do in calls: hold them, hand in, vote, count, tell what became of it."""

from allmende.rooms.calls.api import brief, handing_in, voting  # noqa: F401  their operations
from allmende.rooms.calls.api.area import router

__all__ = ["router"]
