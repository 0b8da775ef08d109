"""Everything that is done for organisations and networks: one function per intent, the actor first."""

from allmende.people.organisations.commands.bodies import change_organisation, found_organisation, open_layer, set_facts
from allmende.people.organisations.commands.joining import answer, ask_to_join, forget, invite, part, take_back

__all__ = [
    "answer",
    "ask_to_join",
    "change_organisation",
    "forget",
    "found_organisation",
    "invite",
    "open_layer",
    "part",
    "set_facts",
    "take_back",
]
