"""What those in a conversation may do in it. Whether someone is in it is asked of its audience: all others are told that nothing is here."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import keep
from allmende.commons.audiences.models import Reach
from allmende.commons.audiences.queries import reach_of
from allmende.commons.consent.models import Scope
from allmende.commons.consent.rules import guardian_allows, may_write_to
from allmende.commons.mutes.queries import has_blocked
from allmende.commons.spaces.models import Membership, Space
from allmende.commons.spaces.queries import root_of, space_of
from allmende.commons.spaces.rules import belongs_here, is_active, is_member, is_not_archived, is_signed_in
from allmende.foundation import clock
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.rooms.messages.models import Conversation, ConversationState, Message, Shape
from allmende.rooms.messages.rules.announcing import may_answer_for
from allmende.rooms.messages.rules.beginning import knows
from allmende.rooms.messages.rules.outside import is_sending_from_outside

EDIT_WITHIN = timedelta(minutes=15)
"""So long one can mend what one wrote; removing it goes at any time."""

NOT_HERE = _("This conversation isn't here.")


def people_in(conversation: Conversation) -> QuerySet[Actor]:
    """Those who read a conversation at this moment, by name."""
    inside = Reach.objects.filter(audience=conversation.audience_id).values("actor")
    return Actor.objects.filter(id__in=inside).order_by("name", "id")


def other_of(conversation: Conversation, reader: Actor) -> Actor | None:
    """The other of two; None where they have left. With them come their account, and whether they belong to the community."""
    root = _root(conversation)
    here = Exists(Membership.objects.filter(space=root, actor=OuterRef("id")))
    people = people_in(conversation).select_related("account").annotate(is_here=here)
    other = people.exclude(id=reader.id).first()
    if other is not None:
        keep(other, f"belongs_{root.id}", lambda: bool(other.is_here))
    return other


def is_in(reader: Reader, conversation: Conversation) -> Verdict:
    """Allow those who read the conversation."""
    return first_denial(
        is_signed_in(reader), allow_if(conversation.audience_id in reach_of(reader), NOT_HERE, status=404)
    )


def may_send(reader: Reader, conversation: Conversation) -> Verdict:
    """Those in it, while they belong to the community; of two, while both do; in a space's, while it is no archive. Who takes part from outside, too."""
    if not (inside := is_in(reader, conversation)) or not isinstance(reader, Actor):
        outside = is_sending_from_outside(reader, conversation) if isinstance(reader, Actor) else None
        return inside if outside is None else outside
    root = _root(conversation)
    could = first_denial(is_member(reader, root), is_active(reader, root), guardian_allows(reader, Scope.MESSAGES))
    if not could:
        return could
    if conversation.shape == Shape.DIRECT:
        return _may_send_to_other(reader, conversation, root)
    return is_not_archived(conversation.place) if conversation.place else ALLOWED


def _may_send_to_other(reader: Actor, conversation: Conversation, root: Space) -> Verdict:
    other = other_of(conversation, reader)
    if other is None or other.erased is not None or not belongs_here(other, root):
        return allow_if(False, _("The other person has left. What was written stays."), status=409)
    return first_denial(
        may_write_to(reader, other),
        allow_if(not has_blocked(reader, other), _("You have blocked %(name)s.") % {"name": other.name}, status=409),
        allow_if(
            not _waits(reader, conversation, other, root),
            _("Your message waits for %(name)s to say that you may write.") % {"name": other.name},
            status=409,
        ),
    )


def _waits(reader: Actor, conversation: Conversation, other: Actor, root: Space) -> bool:
    """Whether what the reader wrote has no yes yet. A no that was said, and a block, read the same; a yes to whom one knows is given."""
    if not conversation.is_asked or conversation.asker_id != reader.id:
        return False
    if conversation.state == ConversationState.ASKED and knows(reader, other, root):
        return False
    return conversation.messages.filter(author=reader).exists()


def may_answer_request(reader: Reader, conversation: Conversation) -> Verdict:
    """Whoever was written to by someone they don't know; also after a no, for who has thought again."""
    return first_denial(
        may_close(reader, conversation),
        allow_if(conversation.is_asked, _("You talk with each other already."), status=409),
    )


def may_close(reader: Reader, conversation: Conversation) -> Verdict:
    """Either of two says that the other writes no more, unless they wait for a yes themselves."""
    return first_denial(
        is_in(reader, conversation),
        allow_if(conversation.shape == Shape.DIRECT, _("Only conversations of two are closed."), status=409),
        allow_if(reader.id != conversation.asker_id, _("The answer is up to them.")),
    )


def may_edit(reader: Reader, message: Message) -> Verdict:
    """Whoever wrote it, for a quarter of an hour."""
    return first_denial(
        _is_own(reader, message),
        allow_if(
            clock.now() - message.created < EDIT_WITHIN,
            _("What was written longer than 15 minutes ago can only be removed."),
            status=409,
        ),
        may_send(reader, message.conversation),
    )


def may_remove(reader: Reader, message: Message) -> Verdict:
    """Whoever wrote it, at any time."""
    return _is_own(reader, message)


def may_pin_message(reader: Reader, message: Message) -> Verdict:
    """Whoever may write in a conversation pins what matters at its head, for all in it."""
    return first_denial(
        may_send(reader, message.conversation),
        allow_if(not message.is_removed, _("This message was removed."), status=409),
    )


def may_react_among(reader: Reader, key: UUID) -> Verdict:
    """Those in a conversation react to what others wrote, where they may answer it, and both know that they talk."""
    message = (
        Message.objects.select_related("conversation__audience", "conversation__place__root").filter(pk=key).first()
    )
    if message is None:
        return allow_if(False, NOT_HERE, status=404)
    return first_denial(
        may_send(reader, message.conversation),
        allow_if(not message.conversation.is_asked, _("Say first whether they may write to you."), status=409),
        allow_if(not message.is_removed, _("This message was removed."), status=409),
    )


def _is_own(reader: Reader, message: Message) -> Verdict:
    return first_denial(
        is_in(reader, message.conversation),
        allow_if(reader.id == message.author_id, _("Only whoever wrote a message can change it.")),
        allow_if(not message.is_removed, _("This message was removed."), status=409),
    )


def may_rename(reader: Reader, conversation: Conversation) -> Verdict:
    """Anyone in a conversation of several."""
    return first_denial(
        is_in(reader, conversation),
        allow_if(conversation.shape == Shape.GROUP, _("Only conversations of several have a name."), status=409),
    )


def may_leave(reader: Reader, conversation: Conversation) -> Verdict:
    """Anyone leaves a conversation of several; a space's belongs to its members, and of two each can mute it."""
    return first_denial(
        is_in(reader, conversation),
        allow_if(
            conversation.shape == Shape.GROUP,
            _("This conversation stays as long as you belong to it. Mute it if it is too loud."),
            status=409,
        ),
    )


def may_take_out(reader: Reader, conversation: Conversation, person: Actor) -> Verdict:
    """Whoever began a conversation of several takes people out of it; one goes oneself by leaving."""
    return first_denial(
        may_leave(reader, conversation),
        allow_if(reader.id == conversation.author_id, _("Only whoever began it can take people out.")),
        allow_if(reader.id != person.id, _("Leave it instead."), status=409),
        allow_if(people_in(conversation).filter(id=person.id).exists(), _("They aren't in it."), status=409),
    )


def may_take(reader: Reader, conversation: Conversation) -> Verdict:
    """Take on a conversation from the queue: whoever answers for the space at that moment, read so far or not."""
    place = conversation.place
    if place is None or conversation.shape != Shape.BODY:
        return allow_if(False, NOT_HERE, status=404)
    return first_denial(is_signed_in(reader), allow_if(may_answer_for(reader, place), NOT_HERE, status=404))


def may_hand_over(reader: Reader, conversation: Conversation, person: Actor) -> Verdict:
    """Those who answer for an organisation, or belong to the space of a conversation, name one of them to answer from now on."""
    place = conversation.place
    if not (inside := is_in(reader, conversation)):
        return inside
    if place is None:
        return allow_if(False, _("Only conversations of spaces and organisations are handed over."), status=409)
    if conversation.shape == Shape.SPACE:
        return first_denial(is_member(reader, place), allow_if(belongs_here(person, place), _answers(person)))
    return first_denial(may_answer_for(reader, place), allow_if(may_answer_for(person, place), _answers(person)))


def _answers(person: Actor) -> str:
    return str(_("%(name)s doesn't answer there.") % {"name": person.name})


def _root(conversation: Conversation) -> Space:
    return root_of(space_of(conversation))
