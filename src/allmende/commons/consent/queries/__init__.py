"""Reads: what is still to be agreed to, what was consented to, what protects whom."""

from allmende.commons.consent.queries.agreements import outstanding
from allmende.commons.consent.queries.consents import has_consented

__all__ = ["has_consented", "outstanding"]
