"""Which questions fit a thing, and their answers."""

from allmende.people.reasons.queries.answers import Answer, answer_to, fitting_rules, specific
from allmende.people.reasons.queries.choices import described, people_like, subjects_like

__all__ = ["Answer", "answer_to", "described", "fitting_rules", "people_like", "specific", "subjects_like"]
