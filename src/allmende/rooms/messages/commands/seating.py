"""Who is in a conversation, and what it is to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import let_in, let_out
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_text
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.activities import ConversationChanged, ConversationHandedOver
from allmende.rooms.messages.channels import CHANNELS
from allmende.rooms.messages.commands.beginning import title_in
from allmende.rooms.messages.commands.writing import fill_seats, held, newest
from allmende.rooms.messages.models import LONGEST_TEXT, Conversation, Manner, Seat
from allmende.rooms.messages.rules import (
    may_add,
    may_hand_over,
    may_leave,
    may_rename,
    may_take,
    may_take_out,
    people_in,
)
from allmende.rooms.messages.rules.talking import is_in

MOST_PINNED = 10


@transaction.atomic
def add_people(actor: Actor, about: Conversation, people: Sequence[Actor]) -> None:
    """Bring people into a conversation of several; they read what was written before. Raises Refused: 403, 404, 409, 422."""
    conversation = held(about)
    require(is_in(actor, conversation))
    there = list(people_in(conversation))
    new = [one for one in people if one.id not in {other.id for other in there}]
    require(may_add(actor, conversation, new, there))
    let_in(conversation.audience, {one.id for one in new})
    fill_seats(conversation, newest(conversation))
    for one in new:
        changed(actor, conversation, "joined", one)


@transaction.atomic
def take_out(actor: Actor, about: Conversation, person: Actor) -> None:
    """Take someone out of a conversation that one began: from now on they read nothing of it. Raises Refused: 403, 404, 409."""
    conversation = held(about)
    require(may_take_out(actor, conversation, person))
    _go(conversation, person)
    changed(actor, conversation, "taken_out", person)


@transaction.atomic
def leave(actor: Actor, about: Conversation) -> None:
    """Leave a conversation of several. What one wrote stays, and one reads it no more. Raises Refused: 404, 409."""
    conversation = held(about)
    require(may_leave(actor, conversation))
    _go(conversation, actor)
    changed(actor, conversation, "left", actor)


def _go(conversation: Conversation, person: Actor) -> None:
    let_out(conversation.audience, person.id)
    conversation.seats.filter(actor=person).delete()


@transaction.atomic
def rename(actor: Actor, about: Conversation, title: str) -> None:
    """Give a conversation of several a name; without one it is called by its people. Raises Refused: 404, 409, 422."""
    conversation = held(about)
    require(may_rename(actor, conversation))
    title = title_in(title)
    if title != conversation.title:
        conversation.title = title
        conversation.save(update_fields=["title"])
        changed(actor, conversation, "named")


@transaction.atomic
def hand_over(actor: Actor, about: Conversation, person: Actor) -> None:
    """Say who answers from now on in a conversation of an organisation or a space, on record. Raises Refused: 403, 404, 409."""
    conversation = held(about)
    require(may_hand_over(actor, conversation, person))
    if conversation.carer_id != person.id:
        conversation.carer = person
        conversation.save(update_fields=["carer"])
        record(
            ConversationHandedOver(
                actor=actor.id, thing=conversation.pk, audience=conversation.audience_id, member=person.id
            )
        )


def mark_read(actor: Actor, conversation: Conversation, upto: UUID) -> None:
    """Note how far someone has read; never back again. Nothing is recorded. Raises Refused (404)."""
    seat = _seat(actor, conversation)
    Seat.objects.filter(pk=seat.pk, read__lt=upto).update(read=min(upto, seat.last))


def pin(actor: Actor, conversation: Conversation, *, pinned: bool) -> None:
    """Keep a conversation at the head of one's list, or no longer. Raises Refused: 404, 409 where ten are there."""
    seat = _seat(actor, conversation)
    others = Seat.objects.filter(actor=actor, pinned=True).exclude(pk=seat.pk)
    if pinned and others.count() >= MOST_PINNED:
        raise Refused(_("Ten are pinned. Let go of one first."), 409)
    Seat.objects.filter(pk=seat.pk).update(pinned=pinned)


def mute(actor: Actor, conversation: Conversation, *, muted: bool) -> None:
    """Hear no more of a conversation but by looking, or again. Raises Refused (404)."""
    Seat.objects.filter(pk=_seat(actor, conversation).pk).update(muted=muted)


def choose_channel(actor: Actor, conversation: Conversation, channel: str) -> None:
    """Let messages of a conversation come by another way besides the page; empty: no longer. Raises Refused: 404, 422."""
    if channel and channel not in CHANNELS:
        raise Refused(_("Messages don't come that way."), 422)
    Seat.objects.filter(pk=_seat(actor, conversation).pk).update(channel=channel)


def save_draft(actor: Actor, conversation: Conversation, text: str) -> None:
    """Keep what someone has begun to write. Raises Refused: 404, 422."""
    try:
        text = clean_text(text, LONGEST_TEXT)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), 422, errors={"text": error.messages[0]}) from error
    Seat.objects.filter(pk=_seat(actor, conversation).pk).update(draft=text)


@transaction.atomic
def set_manner(actor: Actor, *, shows_reading: bool) -> None:
    """Let others see how far one has read, and see it of them; or neither."""
    Manner.objects.update_or_create(actor=actor, defaults={"shows_reading": shows_reading})


def _seat(actor: Actor, conversation: Conversation) -> Seat:
    require(is_in(actor, conversation))
    found = Seat.objects.filter(conversation=conversation, actor=actor).first()
    if found is None:
        fill_seats(conversation, newest(conversation))
        found = Seat.objects.get(conversation=conversation, actor=actor)
    return found


def changed(actor: Actor, conversation: Conversation, change: str, member: Actor | None = None) -> None:
    """Record what changed in a conversation, in the caller's transaction: a code, and whom it is about."""
    record(
        ConversationChanged(
            actor=actor.id, thing=conversation.pk, audience=conversation.audience_id, change=change,
            member=member.id if member else None,
        )
    )  # fmt: skip


@transaction.atomic
def take(actor: Actor, about: Conversation) -> None:
    """Take on a conversation from the queue: one reads it from now on, and all in it see who answers. Raises Refused: 403, 404."""
    conversation = held(about)
    require(may_take(actor, conversation))
    if not is_in(actor, conversation):
        let_in(conversation.audience, {actor.id})
        fill_seats(conversation, conversation.pk)
    Conversation.objects.filter(pk=conversation.pk).update(carer=actor)
    record(
        ConversationHandedOver(
            actor=actor.id, thing=conversation.pk, audience=conversation.audience_id, member=actor.id
        )
    )
