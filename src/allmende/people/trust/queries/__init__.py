"""What trust tells others: levels and rights, who is tied to whom, and what was decided about someone."""

from allmende.people.trust.queries.levels import grants, level_of, right

__all__ = ["grants", "level_of", "right"]
