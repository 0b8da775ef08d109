"""Letting other programs write into a conversation, and what they write."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.foundation import clock
from allmende.foundation.limits.quotas import Policy, take
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.channels.hook import KEY
from allmende.rooms.messages.commands.seating import changed
from allmende.rooms.messages.commands.writing import held, write
from allmende.rooms.messages.models import Conversation, Hook, Message
from allmende.rooms.messages.queries.finding import digest_of
from allmende.rooms.messages.rules.hooks import may_set_hooks

MOST_HOOKS = 10
LONGEST_NAME = 60
PACE = Policy("message hooks", 30)
"""So many messages a minute by one address."""


@transaction.atomic
def open_hook(actor: Actor, about: Conversation, name: str) -> tuple[Hook, str]:
    """Make a secret address by which a program writes; it is returned once and kept nowhere. Raises Refused: 403, 404, 409, 422."""
    conversation = held(about)
    require(may_set_hooks(actor, conversation))
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        sentence = _("Give the program a name of %(n)d letters at most.") % {"n": LONGEST_NAME}
        raise Refused(sentence, 422, errors={"name": sentence})
    if conversation.hooks.count() >= MOST_HOOKS:
        raise Refused(_("Ten programs write here. Let go of one first."), 409)
    token = secrets.token_urlsafe(24)
    hook = Hook.objects.create(conversation=conversation, maker=actor, name=name, digest=digest_of(token))
    changed(actor, conversation, "hooked")
    return hook, token


@transaction.atomic
def close_hook(actor: Actor, hook: Hook) -> None:
    """Let a program write no more; whoever looks after the space may. Raises Refused: 403, 404, 409."""
    conversation = held(hook.conversation)
    require(may_set_hooks(actor, conversation))
    if Hook.objects.filter(pk=hook.pk).delete()[0]:
        changed(actor, conversation, "unhooked")


def hear(hook: Hook, text: str) -> Message:
    """Write what a program says, under its name, in the name of whoever let it. Raises Refused as `write` does, 429 for too much."""
    if take(PACE, str(hook.pk)).is_too_many:
        raise Refused(_("That was a lot at once. Wait a minute, then go on."), 429)
    said = write(hook.maker, hook.conversation, f"**{hook.name}**\n\n{text}", carrier=KEY)
    Hook.objects.filter(pk=hook.pk).update(used=clock.now())
    return said
