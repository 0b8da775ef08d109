"""Who may do what about agreements, consents, age, guardians and leaving; and what protects the young."""

from allmende.commons.consent.rules.agreements import may_accept, may_see_agreement, may_sign, may_write_agreements
from allmende.commons.consent.rules.consents import may_consent
from allmende.commons.consent.rules.leaving import may_depart, may_fetch_takeout, may_take_everything
from allmende.commons.consent.rules.young import (
    acquaints,
    guardian_allows,
    may_ask_guardian,
    may_change_protection,
    may_note_vetting,
    may_pay,
    may_say_age,
    may_see_vetting,
    may_set_age,
    may_work_with_minors,
    may_write_to,
    widest_layer,
)

__all__ = [
    "acquaints",
    "guardian_allows",
    "may_accept",
    "may_ask_guardian",
    "may_change_protection",
    "may_consent",
    "may_depart",
    "may_fetch_takeout",
    "may_note_vetting",
    "may_pay",
    "may_say_age",
    "may_see_agreement",
    "may_see_vetting",
    "may_set_age",
    "may_sign",
    "may_take_everything",
    "may_work_with_minors",
    "may_write_agreements",
    "may_write_to",
    "widest_layer",
]
