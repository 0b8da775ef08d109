"""Who lets other programs write into a conversation, and be told what is written there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_steward
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import is_minor
from allmende.identity.actors.models import Reader
from allmende.rooms.messages.models import Conversation, Shape
from allmende.rooms.messages.rules.outside import anyone, is_open_to
from allmende.rooms.messages.rules.talking import is_in, may_send


def may_set_hooks(reader: Reader, conversation: Conversation) -> Verdict:
    """Hosts and curators of a space, in the conversation of its members; adults, as what a program writes stands in their name."""
    if not (inside := is_in(reader, conversation)):
        return inside
    if conversation.shape != Shape.SPACE or conversation.place is None:
        return allow_if(False, _("Other programs belong to conversations of spaces alone."), status=409)
    return first_denial(
        is_steward(reader, conversation.place),
        allow_if(not is_minor(reader), _("From 18 on you can let programs write in your name.")),
        may_send(reader, conversation),
    )


def may_let_outlets(reader: Reader, conversation: Conversation) -> Verdict:
    """The same let a program be told what is written, while nobody in the conversation is shielded from strangers."""
    return first_denial(may_set_hooks(reader, conversation), is_open_to(anyone(), conversation))
