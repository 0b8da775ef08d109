"""Telling many, sending what is due, and forgetting what is old."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.tasks import task

from allmende.foundation.tasks.outgoing import leaves_the_house
from allmende.foundation.tasks.worker import PEERS
from allmende.observers.notices import commands
from allmende.observers.notices.commands import delivering, devices
from allmende.observers.notices.commands.telling import Others, tell_others
from allmende.observers.notices.models import Channel


@task()
def tell_many(others: dict[str, Any]) -> int:
    """Tell some of many people of one thing; return how many they are."""
    return tell_others(Others(**others))


def tell_later(others: Others) -> None:
    """Let a task tell these people."""
    tell_many.enqueue(asdict(others))


@leaves_the_house
@task(queue_name=PEERS)
def push_to(device: str, notices: list[str]) -> bool:
    """Tell someone on a device of notices about one thing; say whether its push service took it. What fails is tried again."""
    return devices.push_to(UUID(device), [UUID(notice) for notice in notices])


@task()
def deliver(actor: str, channel: str) -> int:
    """Send someone what is due to them by a channel; return of how many notices it tells."""
    return delivering.deliver(UUID(actor), Channel(channel), push_to.enqueue)


def line_up() -> int:
    """Line up a task for each person to whom something is due; return how many."""
    return delivering.line_up(deliver.enqueue)


@task()
def forget_old() -> int:
    """Delete notices that were read long ago; return how many."""
    return commands.forget_old()
