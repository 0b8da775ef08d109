"""Karl, who is asked into a conversation from outside, and what comes to him by mail."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail

from allmende.foundation.tasks.worker import run_due
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.commands import take_in_outside
from allmende.rooms.messages.commands.carrying import carry_waiting
from allmende.rooms.messages.models import Conversation, Outsider

KARL = {"name": "Karl Weber", "email": "karl@example.org", "language": "en", "why": "You know the pump."}


def ask(actor: Actor, talk: Conversation, **other: str) -> Outsider:
    return take_in_outside(actor, talk, **(KARL | other))


def mails() -> list[Any]:
    """What went to Karl since it was last asked."""
    carry_waiting()
    run_due()
    found = [one for one in mail.outbox if one.to == ["karl@example.org"]]
    mail.outbox.clear()
    return found


def link_in(letter: Any) -> str:
    return re.search(r"https?://[^/\s]+(/messages/outside/[^/\s]+/)", letter.body)[1]  # type: ignore[index]
