"""Who lets people from outside take part in a conversation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_steward
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import is_minor
from allmende.identity.actors.models import Reader
from allmende.rooms.messages.models import Conversation, Shape
from allmende.rooms.messages.rules.outside import anyone, is_open_to
from allmende.rooms.messages.rules.talking import is_in, may_send


def may_host_outsiders(reader: Reader, conversation: Conversation) -> Verdict:
    """Whoever began a conversation of several, and hosts and curators of a space in that of its members; adults."""
    if not (inside := is_in(reader, conversation)):
        return inside
    if conversation.shape == Shape.SPACE and conversation.place is not None:
        hosts = is_steward(reader, conversation.place)
    else:
        hosts = allow_if(
            reader.id == conversation.author_id, _("Only whoever began it lets people from outside take part.")
        )
    return first_denial(
        allow_if(
            conversation.shape in {Shape.GROUP, Shape.SPACE},
            _("People from outside take part in conversations of several, not of two."),
            status=409,
        ),
        hosts,
        allow_if(not is_minor(reader), _("From 18 on you can let people from outside take part.")),
    )


def may_take_in_outsiders(reader: Reader, conversation: Conversation) -> Verdict:
    """The same, while they may write there themselves and nobody in it is shielded from strangers."""
    return first_denial(
        may_host_outsiders(reader, conversation), may_send(reader, conversation), is_open_to(anyone(), conversation)
    )
