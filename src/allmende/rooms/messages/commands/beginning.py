"""Beginning a conversation, and answering whoever asks for one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.commands import among, let_in
from allmende.commons.audiences.models import Audience, Reach
from allmende.commons.mutes.queries import blocks_between
from allmende.commons.spaces.models import Space
from allmende.commons.spaces.queries import root_of
from allmende.commons.spaces.reach import talk_audience
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.limits.commands import use
from allmende.foundation.once.commands import once
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor
from allmende.rooms.messages.activities import ConversationBegun, RequestAccepted, RequestDeclined
from allmende.rooms.messages.commands.writing import NOTHING, Enclosed, fill_seats, held, set_state, write
from allmende.rooms.messages.models import Conversation, ConversationState, Message, Shape
from allmende.rooms.messages.rules import (
    knows,
    may_answer_request,
    may_begin,
    may_close,
    may_gather,
    may_open_space_talk,
    may_write_to_body,
    other_of,
    those_who_answer,
)

BEGUN_AN_HOUR = 30
"""So many conversations one may begin in an hour."""
ASKED_A_DAY = 10
"""So many people whom one doesn't know may one write to in a day."""

LONGEST_TITLE = 120


def begin(
    actor: Actor, root: Space, people: Sequence[Actor], text: str, *,
    title: str = "", files: Enclosed = NOTHING, once_key: str = "",
) -> Message:  # fmt: skip
    """Write to someone, or to several at once, in the conversation that the two have, or in a new one of several.

    Whoever doesn't know the actor is asked first with this message. Raises Refused: 403, 404, 409, 422, 429.
    """
    others = list({one.id: one for one in people}.values())
    if not others:
        raise Refused(_("Say whom you write to."), 422, errors={"people": _("Say whom you write to.")})
    asked = {"people": sorted(str(one.id) for one in others), "title": title, "text": text, "files": files.digests}

    def first() -> str:
        found = direct(actor, others[0], root) if len(others) == 1 else _gather(actor, root, others, title)
        return str(write(actor, found, text, files=files).pk)

    made = once(actor.id, once_key, first, request=asked)
    return Message.objects.select_related("conversation", "audience", "author").get(pk=made)


def direct(actor: Actor, person: Actor, root: Space) -> Conversation:
    """Return the one conversation of two people, made where there is none, in the caller's transaction. Raises Refused: 403, 409, 429."""
    require(may_begin(actor, person, root))
    is_known = knows(actor, person, root)
    low, high = sorted((actor.id, person.id))
    key = f"direct:{low.hex}:{high.hex}:{root.pk.hex}"
    found = Conversation.objects.filter(key=key).first()
    if found is None:
        if not is_known and not use(f"message requests:{actor.id}", ASKED_A_DAY, 86_400):
            raise Refused(_("That is enough for today. Go on tomorrow."), 429)
        found = _made(actor, Shape.DIRECT, root, people=[actor, person], key=key)
        if not is_known:
            is_shut = blocks_between(actor.id, person.id)
            set_state(found, ConversationState.DECLINED if is_shut else ConversationState.ASKED, actor)
    return found


def _gather(actor: Actor, root: Space, people: Sequence[Actor], title: str) -> Conversation:
    require(may_gather(actor, people, root))
    return _made(actor, Shape.GROUP, root, people=[actor, *people], title=title_in(title))


@transaction.atomic
def open_space_talk(actor: Actor, space: Space) -> Conversation:
    """Return the conversation of a space's members, made where there is none. Raises Refused: 403, 409."""
    require(may_open_space_talk(actor, space))
    key = f"space:{space.pk.hex}"
    known = Conversation.objects.filter(key=key).select_related("audience").first()
    return known or _made(actor, Shape.SPACE, space, key=key, place=space, audience=talk_audience(space))


def write_to_body(
    actor: Actor, body: Space, text: str, *, files: Enclosed = NOTHING, once_key: str = "", carrier: str = "app"
) -> Message:  # fmt: skip
    """Write to an organisation, or to the team of another space: whoever answers for it reads it. Raises Refused: 403, 409, 422, 429."""
    asked = {"body": body.pk, "text": text, "files": files.digests}

    def first() -> str:
        require(may_write_to_body(actor, body))
        key = _key_of(body, actor)
        known = Conversation.objects.filter(key=key).first()
        found = known or _made(
            actor, Shape.BODY, root_of(body), key=key, place=body, audience=talk_audience(body, actor)
        )
        let_in_team(found, body)
        return str(write(actor, found, text, files=files, carrier=carrier).pk)

    made = once(actor.id, once_key, first, request=asked)
    return Message.objects.select_related("conversation", "audience", "author").get(pk=made)


def talk_with(person: Actor, place: Space) -> Conversation:
    """Return the conversation that someone has with a space. Raises Conversation.DoesNotExist."""
    return Conversation.objects.select_related("place__root", "audience").get(key=_key_of(place, person))


def _key_of(place: Space, person: Actor) -> str:
    return f"body:{place.pk.hex}:{person.id.hex}"


def let_in_team(conversation: Conversation, place: Space) -> None:
    """Let those who answer for a space today read a conversation with it, curators or not, in the caller's transaction."""
    there = set(Reach.objects.filter(audience=conversation.audience_id).values_list("actor_id", flat=True))
    if missing := {one.id for one in those_who_answer(place)} - there:
        let_in(conversation.audience, missing)


def _made(
    actor: Actor, shape: Shape, space: Space, *, people: Sequence[Actor] = (), audience: Audience | None = None,
    key: str | None = None, place: Space | None = None, title: str = "",
) -> Conversation:  # fmt: skip
    if not use(f"conversations:{actor.id}", BEGUN_AN_HOUR, 3_600):
        raise Refused(_("You have begun many conversations. Wait an hour, then go on."), 429)
    ident = clock.new_id()
    try:
        with transaction.atomic():
            made = Conversation.objects.create(
                id=ident, kind="conversation", shape=shape, key=key, place=place, author=actor, title=title,
                space_id=space.pk, audience=audience or among(ident), language=space.language,
            )  # fmt: skip
    except IntegrityError:  # the other wrote in the same moment
        return Conversation.objects.select_related("audience").get(key=key)
    if people:
        let_in(made.audience, {one.id for one in people})
    fill_seats(made, made.pk)
    record(ConversationBegun(actor=actor.id, thing=made.pk, audience=made.audience_id, shape=str(shape)))
    return made


def title_in(text: str) -> str:
    """Return a conversation's name as it is stored; Refused (422) where it is too long."""
    line = clean_line(text)
    if len(line) > LONGEST_TITLE:
        sentence = _("%(n)d letters at most.") % {"n": LONGEST_TITLE}
        raise Refused(sentence, 422, errors={"title": sentence})
    return line


@transaction.atomic
def accept(actor: Actor, about: Conversation) -> None:
    """Say that someone may write to one; also after a no. Raises Refused: 403, 404, 409."""
    conversation = held(about)
    require(may_answer_request(actor, conversation))
    set_state(conversation, ConversationState.OPEN)
    record(RequestAccepted(actor=actor.id, thing=conversation.pk, audience=conversation.audience_id))


@transaction.atomic
def decline(actor: Actor, about: Conversation) -> None:
    """Say no, silently: the other writes no more until the actor does, and the conversation leaves the list.

    Of someone who asked, and of someone with whom one has talked for long. Raises Refused: 403, 404, 409.
    """
    conversation = held(about)
    require(may_close(actor, conversation))
    if conversation.state != ConversationState.DECLINED:
        _shut(conversation, other_of(conversation, actor))
        record(RequestDeclined(actor=actor.id, thing=conversation.pk))


def part(actor: Actor, other: Actor) -> None:
    """Shut the conversations of two when one of them blocks the other, in the transaction of the block."""
    low, high = sorted((actor.id, other.id))
    for conversation in Conversation.objects.filter(key__startswith=f"direct:{low.hex}:{high.hex}:"):
        _shut(conversation, other)


def _shut(conversation: Conversation, other: Actor | None) -> None:
    set_state(conversation, ConversationState.DECLINED, other)
