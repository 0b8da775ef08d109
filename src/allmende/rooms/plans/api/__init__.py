"""What programs do with plans: read, answer, read along, agree, look back; and with results."""

from allmende.rooms.plans.api import agreeing, answering, results  # noqa: F401  their operations
from allmende.rooms.plans.api.planning import router

__all__ = ["router"]
