"""What the desk keeps of a person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from allmende.identity.actors.models import Actor
from allmende.people.desk.models import Ask, Help, Mute, Tip


def export(actor: Actor) -> dict[str, Any]:
    """Return it as JSON values."""
    asks = Ask.objects.filter(Q(actor=actor) | Q(by=actor)).select_related("actor", "by")
    return {
        "asked": [
            {"from": one.by.handle, "to": one.actor.handle, "text": one.text, "state": one.state, "at": one.at.isoformat()}
            for one in asks
        ],
        "not_to_be_asked": list(Mute.objects.filter(actor=actor).values_list("step", flat=True)),
        "help": [
            {
                "text": one.text, "answer": one.answer, "state": one.state, "at": one.at.isoformat(),
                "said_after": [{"text": reply.text, "at": reply.at.isoformat()} for reply in one.replies.all()],
            }
            for one in Help.objects.filter(asker=actor).prefetch_related("replies")
        ],
        "help_texts": list(Tip.objects.filter(by=actor).values_list("question", flat=True)),
    }  # fmt: skip
