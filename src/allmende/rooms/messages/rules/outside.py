"""How far someone from outside takes part in a conversation: by mail and by a link, while they were not taken out and nobody in it is shielded from strangers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Reach
from allmende.commons.consent.rules import may_write_to
from allmende.commons.spaces.rules import is_not_archived
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.accounts.models import Account
from allmende.identity.accounts.queries import MINORS
from allmende.identity.actors.models import Actor, Kind
from allmende.rooms.messages.models import Conversation, Outsider, Shape

OVER = _("You don't take part in this conversation any more.")
SHUT = _("This conversation is closed to people from outside at present.")


def young_in(conversation: Conversation) -> QuerySet[Actor]:
    """Those below 18 who read a conversation."""
    young = Account.objects.filter(age_band__in=MINORS).values("actor")
    inside = Reach.objects.filter(audience=conversation.audience_id).values("actor")
    return Actor.objects.filter(id__in=young).filter(id__in=inside).select_related("account")


def is_open_to(outsider: Actor, conversation: Conversation) -> Verdict:
    """Allow whom everyone below 18 in a conversation may hear from: of strangers that is nobody, and their guardian has no say in it either."""
    return first_denial(ALLOWED, *(may_write_to(outsider, young) for young in young_in(conversation)))


def anyone() -> Actor:
    """Someone from outside of whom nothing is known yet."""
    return Actor(kind=Kind.OUTSIDE, name="", handle="")


def is_taking_part(outsider: Outsider) -> Verdict:
    """Allow who was not taken out and has not left, while the conversation may hear from strangers."""
    return first_denial(
        allow_if(outsider.ended is None, OVER, status=410),
        allow_if(bool(is_open_to(outsider.actor, outsider.conversation)), SHUT, status=409),
    )


def is_sending_from_outside(reader: Actor, conversation: Conversation) -> Verdict | None:
    """Say whether someone from outside may write here; None for whoever is none in this conversation."""
    if conversation.shape not in {Shape.GROUP, Shape.SPACE}:
        return None
    found = Outsider.objects.filter(conversation=conversation, actor=reader, ended=None).select_related("actor").first()
    if found is None:
        return None
    found.conversation = conversation
    return first_denial(is_taking_part(found), is_not_archived(conversation.place) if conversation.place else ALLOWED)
