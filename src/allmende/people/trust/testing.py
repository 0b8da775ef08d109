"""Makers for tests of trust: people who thank others on days of their own."""

from __future__ import annotations

from datetime import timedelta

from allmende.commons.spaces.models import Space
from allmende.commons.spaces.testing import make_member
from allmende.foundation import clock
from allmende.foundation.tasks.worker import run_due
from allmende.foundation.testing import NOON
from allmende.identity.accounts.testing import make_person
from allmende.identity.actors.models import Actor
from allmende.people.trust.commands import thank


def make_givers(root: Space, count: int) -> list[Actor]:
    """Make members who can thank."""
    return [make_member(root, make_person(f"Giver {number}")) for number in range(count)]


def thank_on_days(root: Space, member: Actor, givers: list[Actor], *, first: int = 0) -> None:
    """Let each of these people thank a member, each on a day of their own, and the journal be read."""
    for day, giver in enumerate(givers, first):
        with clock.frozen(NOON - timedelta(days=day)):
            thank(giver, root, member, f"Thanks for day {day}.")
    run_due()
    run_due()  # what the first round recorded (that someone rose) is read by the second
