"""What programs do with profiles and portfolios."""

from allmende.people.profiles.api import portfolio as portfolio  # declares its operations
from allmende.people.profiles.api.profile import me, people

__all__ = ["me", "people"]
