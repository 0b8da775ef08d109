"""Everything that people do about agreements, consents, age, guardians and leaving: one function per intent, the actor first."""

from allmende.commons.consent.commands.ages import say_age, set_age
from allmende.commons.consent.commands.agreements import (
    accept,
    begin_agreement,
    discard_draft,
    end_agreement,
    publish_draft,
    write_draft,
)
from allmende.commons.consent.commands.consents import give_consent, withdraw_consent
from allmende.commons.consent.commands.guardians import answer, ask_guardian, send_link_again
from allmende.commons.consent.commands.leaving import (
    ask_for_everything,
    ask_to_leave,
    due_departures,
    erase_again,
    erase_person,
    forget_old_takeouts,
    pack_everything,
    stay,
)
from allmende.commons.consent.commands.protection import change_protection, end_vetting, note_vetting
from allmende.commons.consent.commands.unconfirmed import forget_unconfirmed

__all__ = [
    "accept",
    "answer",
    "ask_for_everything",
    "ask_guardian",
    "ask_to_leave",
    "begin_agreement",
    "change_protection",
    "discard_draft",
    "due_departures",
    "end_agreement",
    "end_vetting",
    "erase_again",
    "erase_person",
    "forget_old_takeouts",
    "forget_unconfirmed",
    "give_consent",
    "note_vetting",
    "pack_everything",
    "publish_draft",
    "say_age",
    "send_link_again",
    "set_age",
    "stay",
    "withdraw_consent",
    "write_draft",
]
