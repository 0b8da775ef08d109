"""What programs do at the desk."""

from allmende.people.desk.api.asking import me
from allmende.people.desk.api.caring import people

__all__ = ["me", "people"]
