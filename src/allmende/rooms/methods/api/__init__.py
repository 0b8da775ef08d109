"""What programs do with methods: read cards, write them, plan and run sessions, keep what comes out."""

from allmende.rooms.methods.api import findings, running, sessions  # noqa: F401  their operations
from allmende.rooms.methods.api.cards import router

__all__ = ["router"]
