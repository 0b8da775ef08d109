"""Yes or no to an invitation, or to whoever asks to join, by mail."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from allmende.foundation.mail.choosing import NO, YES, Choices
from allmende.identity.actors.models import Actor
from allmende.people.organisations.commands.joining import answer
from allmende.people.organisations.models import Joining, JoiningState, Side
from allmende.people.organisations.rules import may_answer

ACCEPT = 1


def joining_choices(actor: UUID, joining: UUID) -> Choices | None:
    """What someone can answer to an invitation or a request; None once it is answered, taken back, or no longer theirs to answer."""
    rows = Joining.objects.filter(id=joining, state=JoiningState.WAITING).select_related("into__root", "who")
    found, reader = rows.first(), Actor.objects.filter(id=actor, erased=None).first()
    if found is None or reader is None or not may_answer(reader, found):
        return None
    if found.side == Side.REQUEST:
        asked, yes, no = _("%(name)s would like to join %(place)s."), _("Yes, welcome"), _("Not now")
    elif found.who_id == actor:
        asked, yes, no = _("Do you join %(place)s?"), _("Yes, gladly"), _("Rather not")
    else:
        asked, yes, no = _("Does %(name)s join %(place)s?"), _("Yes, gladly"), _("Rather not")
    question = asked % {"name": found.who.name, "place": found.into.title}
    return Choices(f"{question} {found.words}".strip(), (yes, no), (YES, NO))


def answer_joining_by_mail(actor: UUID, joining: UUID, chosen: tuple[int, ...]) -> str:
    """Say yes or no, once; return what was said. Raises Refused as `answer` does."""
    accepts = chosen == (ACCEPT,)
    done = answer(Actor.objects.get(id=actor), Joining.objects.get(id=joining), accepts=accepts)
    named = {"name": done.who.name, "place": done.into.title}
    if done.side == Side.REQUEST:
        return (_("You said yes: %(name)s belongs to %(place)s now.") if accepts else _("You said no to %(name)s for %(place)s; they know it now.")) % named  # fmt: skip
    if accepts:
        return _("You said yes: %(name)s belongs to %(place)s now.") % named
    return _("You said no to %(place)s. Whoever invited you knows it now.") % named
