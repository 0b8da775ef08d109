"""Everything that people do about agreements, consents, age, guardians and leaving: one function per intent, the actor first."""

from allmende.commons.consent.commands.agreements import accept

__all__ = ["accept"]
