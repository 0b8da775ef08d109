"""What programs do in calls: hold them, hand in, vote, count, tell what became of it."""

from allmende.rooms.calls.api import (  # noqa: F401  their operations
    appearing,
    asking,
    awards,
    brief,
    campaigns,
    endings,
    handing_in,
    inviting,
    jury,
    patterns,
    people,
    prizes,
    rating,
    rights,
    teamwork,
    templates,
    voting,
    workshops,
)
from allmende.rooms.calls.api.area import router

__all__ = ["router"]
