"""Yes or no to a step that one was asked for, by mail."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from allmende.foundation.mail.choosing import NO, YES, Choices
from allmende.identity.actors.models import Actor
from allmende.people.desk.commands.asks import answer_ask
from allmende.people.desk.models import Ask, AskState

ACCEPT = 1


def ask_choices(actor: UUID, ask: UUID) -> Choices | None:
    """What someone can answer to a step that they were asked for; None once it is answered."""
    row = Ask.objects.filter(id=ask, actor=actor, state=AskState.OPEN).first()
    return Choices(row.text, (_("Yes, gladly"), _("Rather not")), (YES, NO)) if row else None


def answer_ask_by_mail(actor: UUID, ask: UUID, chosen: tuple[int, ...]) -> str:
    """Say yes or kindly no; return what was said. Raises Refused as `answer_ask` does."""
    accepts = chosen == (ACCEPT,)
    answer_ask(Actor.objects.get(id=actor), Ask.objects.get(id=ask), accepts=accepts)
    if accepts:
        return _("You said yes. Whoever asked you knows it now; thank you.")
    return _("You said that you would rather not. Whoever asked you knows it now, and thanks you for your answer.")
