"""Finding what someone acts on: a conversation, a message, the people they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Membership, Space
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.connections.models import Connection, State
from allmende.rooms.messages.models import Conversation, Message
from allmende.rooms.messages.rules import may_message

HANDLE = re.compile(r"[\w.-]+")


def in_community(reader: Reader, root: Space) -> QuerySet[Conversation]:
    """The conversations of a community that a reader is in."""
    rows = Conversation.objects.visible_to(reader)
    return rows.filter(Q(space=root.pk) | Q(place__root=root.pk))


def conversation_for(reader: Reader, root: Space, key: UUID) -> Conversation | None:
    """Return a conversation that the reader is in; all others are nobody's business."""
    rows = in_community(reader, root).select_related("audience", "author", "place__root", "carer")
    return rows.filter(pk=key).first()


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


def people_named(reader: Reader, root: Space, text: str) -> list[Actor]:
    """Return the members whose handles a text names (`@ada, ben-roth`), in its order, to whoever may write to members.

    Raises Refused: 403, 422 for one who isn't here.
    """
    require(may_message(reader, root))
    handles = list(dict.fromkeys(HANDLE.findall(text.lower())))[:60]
    here = Exists(Membership.objects.filter(space=root, actor=OuterRef("pk")))
    rows = Actor.objects.filter(here, handle__in=handles, erased=None, kind=Kind.PERSON).select_related("account")
    found = {one.handle: one for one in rows}
    if missing := [handle for handle in handles if handle not in found]:
        sentence = _("%(name)s isn't a member here.") % {"name": missing[0]}
        raise Refused(sentence, 422, errors={"people": sentence})
    return [found[handle] for handle in handles]


def recipients(reader: Reader, root: Space) -> list[tuple[str, str]]:
    """Return whom the reader can write to at once, for a list to choose from: contacts and people of their teams, by name."""
    if not isinstance(reader, Actor):
        return []
    teams = Membership.objects.filter(actor=reader, space__purpose__in=("team", "project"), space__root=root)
    mates = Membership.objects.filter(space__in=teams.values("space")).values("actor")
    contacts = Connection.objects.filter(Q(asker=reader) | Q(asked=reader), state=State.MADE)
    close = Q(pk__in=mates) | Q(pk__in=contacts.values("asker")) | Q(pk__in=contacts.values("asked"))
    rows = Actor.objects.filter(close, erased=None, kind=Kind.PERSON).exclude(pk=reader.pk)
    return list(_pairs(rows.order_by("name").values_list("handle", "name")[:200]))


def _pairs(rows: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((handle, str(name)) for handle, name in rows)
