"""What is kept of what people have said yes to: agreements, consents, age and guardians, and how they leave."""

from allmende.commons.consent.models.agreements import Acceptance, Agreement, AgreementKind, AgreementVersion
from allmende.commons.consent.models.consents import Consent
from allmende.commons.consent.models.leaving import Departure, Takeout
from allmende.commons.consent.models.young import (
    AgeChange,
    Evidence,
    GuardianEvent,
    Guardianship,
    GuardianState,
    Protection,
    Scope,
    Vetting,
)

__all__ = [
    "Acceptance",
    "AgeChange",
    "Agreement",
    "AgreementKind",
    "AgreementVersion",
    "Consent",
    "Departure",
    "Evidence",
    "GuardianEvent",
    "GuardianState",
    "Guardianship",
    "Protection",
    "Scope",
    "Takeout",
    "Vetting",
]
