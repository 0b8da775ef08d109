"""The pass of a booked tour: a cookie with which a guest sees the house before its opening, until the tour ends."""

from __future__ import annotations

from allmende.commons.spaces.models import Space
from allmende.foundation import clock
from allmende.foundation.keys import is_signed, sign
from allmende.people.welcome.models import Slot

COOKIE = "tour-pass"


def pass_for(slot: Slot) -> str:
    """Return the pass for a tour: until when it holds, and our signature for that community."""
    until = str(int(slot.ends.timestamp()))
    return f"{until}.{sign('tour pass', f'{slot.space_id} {until}')}"


def is_pass(said: str, space: Space) -> bool:
    """Say whether it is a pass of ours for this community, and still holds; asks no database."""
    until, _dot, signature = said.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 15):
        return False
    return is_signed("tour pass", f"{space.id} {until}", signature) and clock.now().timestamp() < int(until)
