"""Finding what someone acts on: a conversation, a message, the people they name."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.rules import may_write_to
from allmende.commons.files.queries import portrait_url
from allmende.commons.mutes.models import Block
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.rules import is_curator
from allmende.foundation.ui.people import Choice, parts_of
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.connections.models import Connection, State
from allmende.people.directory.queries.choosing import MOST, called, choices, members_known
from allmende.people.directory.queries.words import words_in
from allmende.rooms.messages.models import Conversation, Hook, Message
from allmende.rooms.messages.rules import may_message

MOST_NEAR = 300
"""So many contacts and people of one's teams are looked through."""


def in_community(reader: Reader, root: Space) -> QuerySet[Conversation]:
    """The conversations of a community that a reader is in."""
    rows = Conversation.objects.visible_to(reader)
    return rows.filter(Q(space=root.pk) | Q(place__root=root.pk))


def conversation_for(reader: Reader, root: Space, key: UUID) -> Conversation | None:
    """Return a conversation that the reader is in, and whether it `has_pins`; all others are nobody's business."""
    rows = in_community(reader, root).select_related("audience", "author", "place__root", "carer")
    pins = Message.objects.filter(conversation=OuterRef("pk")).exclude(pinned=None)
    return rows.annotate(has_pins=Exists(pins)).filter(pk=key).first()


def message_for(reader: Reader, root: Space, key: UUID) -> Message | None:
    """Return a message of a conversation that the reader is in."""
    rows = Message.objects.visible_to(reader).select_related(
        "conversation__place__root", "conversation__audience", "author", "audience"
    )
    found = rows.filter(pk=key).first()
    if found is None or root.pk not in {
        found.conversation.space_id,
        getattr(found.conversation.place, "root_id", None),
    }:
        return None
    return found


def hooks_of(conversation: Conversation) -> list[Hook]:
    """Return the programs that write into a conversation, the first one first."""
    return list(conversation.hooks.select_related("maker", "conversation").order_by("pk"))


def hook_at(root: Space, token: str) -> Hook | None:
    """Return whose secret address this is in a community; None for one that is nobody's."""
    rows = Hook.objects.filter(digest=digest_of(token), conversation__place__root=root)
    return rows.select_related("maker", "conversation__audience", "conversation__place__root").first()


def digest_of(token: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(token.encode()).hexdigest()


def conversation_of(message: UUID) -> UUID:
    """Return the conversation that a message stands in."""
    return Message.objects.values_list("conversation_id", flat=True).get(pk=message)


def people_named(reader: Reader, root: Space, text: str) -> list[Actor]:
    """Return the members whom a text names, by handle or whole name (`@ada, Ben Roth`), in its order, to whoever may write to members.

    Raises Refused: 403, 422 for one who isn't here, and where a name is that of several.
    """
    require(may_message(reader, root))
    parts = parts_of(text)[:60]
    here = Exists(Membership.objects.filter(space=root, actor=OuterRef("pk")))
    called = Q(handle__in=[part.lower() for part in parts]) | Q(name__in=parts)
    rows = list(Actor.objects.filter(called, here, erased=None, kind=Kind.PERSON).select_related("account"))
    return [_meant(part, rows) for part in parts]


def _meant(part: str, rows: Iterable[Actor]) -> Actor:
    found = [one for one in rows if one.handle == part.lower()] or [one for one in rows if one.name == part]
    if len(found) == 1:
        return found[0]
    unknown, several = _("%(name)s isn't a member here."), _("There are several people called %(name)s. Choose one.")
    sentence = (several if found else unknown) % {"name": part}
    raise Refused(sentence, 422, errors={"people": sentence})


def recipients_called(reader: Reader, root: Space, text: str) -> list[Choice]:
    """Return whom a reader may write to and means by some letters: those they reach at once first. Without letters these alone.

    Whoever acts for another is offered nobody: whom that person writes to is theirs to know.
    """
    if not isinstance(reader, Actor) or reader.is_lent or not may_message(reader, root):
        return []
    text = " ".join(text.split())
    near = [Choice(*row) for row in _near(reader, root, text)]
    handles = {one.handle for one in near}
    cards = [card for card in called(reader, root, text, kind=Kind.PERSON) if card.handle not in handles]
    people = Actor.objects.filter(pk__in=[card.id for card in cards]).select_related("account").in_bulk()
    shut = set(Block.objects.filter(actor=reader).values_list("other", flat=True)) if cards else set()
    others = [
        card for card in cards if card.id != reader.id and card.id not in shut and may_write_to(reader, people[card.id])
    ]
    at_once = (
        curators_among([card.id for card in others], root)
        if not is_curator(reader, root)
        else {card.id for card in others}
    )
    asked = {card.handle for card in others if card.id not in at_once}
    shown = [replace(one, note=_("is asked first")) if one.handle in asked else one for one in choices(others)]
    return [*near, *shown][:MOST]


def curators_among(people: Collection[UUID], root: Space) -> set[UUID]:
    """Return those of some people who curate a community."""
    rows = Membership.objects.filter(space=root, role=Role.CURATOR, actor__in=people)
    return set(rows.values_list("actor_id", flat=True))


def _near(reader: Actor, root: Space, text: str) -> Iterator[tuple[str, str, str]]:
    """Contacts and people of the reader's teams whose names have words that begin so, by name."""
    teams = Membership.objects.filter(actor=reader, space__purpose__in=("team", "project"), space__root=root)
    mates = Membership.objects.filter(space__in=teams.values("space")).values("actor")
    contacts = Connection.objects.filter(Q(asker=reader) | Q(asked=reader), state=State.MADE)
    close = Q(pk__in=mates) | Q(pk__in=contacts.values("asker")) | Q(pk__in=contacts.values("asked"))
    here = Exists(Membership.objects.filter(space=root, actor=OuterRef("pk")))
    shut = Block.objects.filter(actor=reader).values("other")
    rows = Actor.objects.filter(close, here, erased=None, kind=Kind.PERSON).exclude(pk=reader.pk).exclude(pk__in=shut)
    wanted = words_in(text)
    for handle, name, portrait in rows.order_by("name").values_list("handle", "name", "portrait")[:MOST_NEAR]:
        words = words_in(f"{name} {handle}")
        if all(any(word.startswith(each) for word in words) for each in wanted):
            yield handle, name, portrait_url(portrait)


def recipients_known(reader: Reader, root: Space, handles: Collection[str]) -> list[Choice]:
    """Return the members who have these handles."""
    return members_known(reader, root, handles)
