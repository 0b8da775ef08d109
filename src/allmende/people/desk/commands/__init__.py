"""What one can do at the desk: ask for small steps and answer them, ask for help and give it, write help for a page."""

from allmende.people.desk.commands.asks import answer_ask, ask, unmute
from allmende.people.desk.commands.forgetting import forget, forget_guests
from allmende.people.desk.commands.guests import (
    answer_back_as_guest,
    ask_as_guest,
    close_as_guest,
    confirm_question,
    forget_question,
)
from allmende.people.desk.commands.help import (
    answer_back,
    answer_help,
    ask_for_help,
    close_help,
    hand_over_help,
    take_help,
)
from allmende.people.desk.commands.tips import kind_of, remove_tip, write_tip

__all__ = [
    "answer_ask", "answer_back", "answer_back_as_guest", "answer_help", "ask", "ask_as_guest", "ask_for_help", "close_as_guest", "close_help", "confirm_question",
    "forget", "forget_guests", "forget_question", "hand_over_help", "kind_of", "remove_tip", "take_help", "unmute", "write_tip",
]  # fmt: skip
