"""What programs do with posts: read, write, share, schedule, take back, vote."""

from allmende.rooms.posts.api import voting, writing  # noqa: F401  their operations
from allmende.rooms.posts.api.reading import router

__all__ = ["router"]
