"""What goes when a person goes, and what guests left behind."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from allmende.foundation import clock
from allmende.identity.actors.models import Actor
from allmende.people.desk.models import Ask, Help, HelpState, Mute, Reply, Tip

UNCONFIRMED, DONE = timedelta(days=3), timedelta(days=90)
"""So long a guest's question is kept that nobody confirmed, and one that was answered or closed."""


def forget(actor: Actor) -> None:
    """Asks and one's own questions go; answers and help texts that one gave stay without a name."""
    Ask.objects.filter(Q(actor=actor) | Q(by=actor)).delete()
    Mute.objects.filter(actor=actor).delete()
    Help.objects.filter(asker=actor).delete()
    Help.objects.filter(taken_by=actor).update(taken_by=None)
    Help.objects.filter(answered_by=actor).update(answered_by=None)
    Reply.objects.filter(by=actor).update(by=None)
    Tip.objects.filter(by=actor).update(by=None)


def forget_guests() -> int:
    """Delete guests' questions whose time is over, with their addresses; return how many rows went. Safe to do twice at once."""
    now = clock.now()
    unconfirmed = Q(state=HelpState.SENT, at__lt=now - UNCONFIRMED)
    done = Q(state__in=(HelpState.ANSWERED, HelpState.CLOSED), at__lt=now - DONE)
    return Help.objects.filter(unconfirmed | done, asker=None).delete()[0]
