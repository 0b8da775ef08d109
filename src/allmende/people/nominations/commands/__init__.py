"""All that can be done about coming in."""

from allmende.people.nominations.commands.asking import ask, confirm
from allmende.people.nominations.commands.deciding import admit, appeal, decline, put_on_list
from allmende.people.nominations.commands.entry import enter, enter_by, make_link, revoke_link, set_entry, set_plan
from allmende.people.nominations.commands.inviting import accept, is_proven, renew, send_code
from allmende.people.nominations.commands.nominating import ask_to_vouch, nominate, withdraw
from allmende.people.nominations.commands.refusing import refuse
from allmende.people.nominations.commands.vouching import raise_concern, take_back, vouch

__all__ = [
    "accept",
    "admit",
    "appeal",
    "ask",
    "ask_to_vouch",
    "confirm",
    "decline",
    "enter",
    "enter_by",
    "is_proven",
    "make_link",
    "nominate",
    "put_on_list",
    "raise_concern",
    "refuse",
    "renew",
    "revoke_link",
    "send_code",
    "set_entry",
    "set_plan",
    "take_back",
    "vouch",
    "withdraw",
]
