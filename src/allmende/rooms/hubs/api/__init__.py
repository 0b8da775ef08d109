"""What programs do in hubs, and with hubs that their people run."""

from allmende.rooms.hubs.api import running as running  # declares its operations
from allmende.rooms.hubs.api.visiting import router

__all__ = ["router"]
