"""The only ways in which profiles change."""

from allmende.people.profiles.commands.care import (
    accept_claim,
    ask_to_erase,
    claim,
    decline_claim,
    erase_as_asked,
    erase_managed,
    make_managed,
)
from allmende.people.profiles.commands.details import put, rename
from allmende.people.profiles.commands.endorsing import accept_endorsement, endorse, withdraw_endorsement
from allmende.people.profiles.commands.links import check_links, verify_link
from allmende.people.profiles.commands.pictures import remove_picture, set_picture
from allmende.people.profiles.commands.pieces import add_file, add_piece, change_piece, remove_piece, show_work
from allmende.people.profiles.commands.saying import (
    Said,
    free_time,
    hub,
    line,
    link,
    paragraphs,
    rate,
    skill,
    spoken,
    wish,
)
from allmende.people.profiles.commands.skills import bring_in, import_skills
from allmende.people.profiles.commands.young import keep_the_young_inside

__all__ = [
    "Said",
    "accept_claim",
    "accept_endorsement",
    "add_file",
    "add_piece",
    "ask_to_erase",
    "bring_in",
    "change_piece",
    "check_links",
    "claim",
    "decline_claim",
    "endorse",
    "erase_as_asked",
    "erase_managed",
    "free_time",
    "hub",
    "import_skills",
    "keep_the_young_inside",
    "line",
    "link",
    "make_managed",
    "paragraphs",
    "put",
    "rate",
    "remove_picture",
    "remove_piece",
    "rename",
    "set_picture",
    "show_work",
    "skill",
    "spoken",
    "verify_link",
    "wish",
    "withdraw_endorsement",
]
