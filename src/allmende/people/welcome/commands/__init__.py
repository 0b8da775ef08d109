"""Everything that people do on the way in, with tours and with a founding: one function per intent, the actor first."""

from allmende.people.welcome.commands.commitments import move_commitment, retire_commitment, write_commitment
from allmende.people.welcome.commands.following import confirm_subscription, subscribe, tell_of_openings, unsubscribe
from allmende.people.welcome.commands.founding import Founded, Plan, found, keep_answers, password_path, sign_charter
from allmende.people.welcome.commands.paths import agree, begin, part, pause, resume, step_in
from allmende.people.welcome.commands.promises import commit, confirm, keep_as_seen, not_yet, renew, report
from allmende.people.welcome.commands.rounds import look_after_promises
from allmende.people.welcome.commands.tours import book, cancel_booking, cancel_tour, confirm_booking, offer_tour

__all__ = [
    "Founded",
    "Plan",
    "agree",
    "begin",
    "book",
    "cancel_booking",
    "cancel_tour",
    "commit",
    "confirm",
    "confirm_booking",
    "confirm_subscription",
    "found",
    "keep_answers",
    "keep_as_seen",
    "look_after_promises",
    "move_commitment",
    "not_yet",
    "offer_tour",
    "part",
    "password_path",
    "pause",
    "renew",
    "report",
    "resume",
    "retire_commitment",
    "sign_charter",
    "step_in",
    "subscribe",
    "tell_of_openings",
    "unsubscribe",
    "write_commitment",
]
