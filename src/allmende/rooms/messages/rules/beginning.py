"""Who may begin a conversation, and with whom."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.consent.models import Scope
from allmende.commons.consent.rules import guardian_allows, may_write_to
from allmende.commons.mutes.queries import blocks_between, has_blocked
from allmende.commons.spaces.models import Space, SpaceKind
from allmende.commons.spaces.queries import root_of, space_of
from allmende.commons.spaces.rules import (
    belongs_here,
    is_active,
    is_curator,
    is_member,
    is_not_archived,
    is_signed_in,
    roles_of,
)
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import ALLOWED, Verdict, allow_if, first_denial
from allmende.identity.accounts.queries import is_minor
from allmende.identity.actors.models import Actor, Kind, Reader
from allmende.people.profiles.queries.reach import are_close
from allmende.rooms.messages.models import Conversation, Shape

MOST_PEOPLE = 50
"""So many sit in a conversation that is no space's: who wants more opens an interest group."""


@asked(_("write messages"))
def may_message(reader: Reader, root: Space) -> Verdict:
    """Members of the community who take no break; below 16 with their guardian's word."""
    return first_denial(
        is_signed_in(reader), is_member(reader, root), is_active(reader, root), guardian_allows(reader, Scope.MESSAGES)
    )


@asked(_("write to them"))
def may_begin(reader: Reader, person: Actor, root: Space) -> Verdict:
    """Members to members. Whom one doesn't know is asked first (`knows`); with the young only people they know and curators."""
    if not (could := may_message(reader, root)) or not isinstance(reader, Actor):
        return could
    return first_denial(
        allow_if(reader.id != person.id, _("That is you. Write to someone else."), status=409),
        allow_if(
            person.kind == Kind.PERSON and person.erased is None and belongs_here(person, root),
            _("%(name)s isn't a member here.") % {"name": person.name},
        ),
        may_write_to(reader, person),
        allow_if(not has_blocked(reader, person), _("You have blocked %(name)s.") % {"name": person.name}, status=409),
    )


def knows(one: Actor, other: Actor, root: Space) -> bool:
    """Whether two people reach each other at once: contacts, people of one team, curators and whoever they care for."""
    are_near = are_close(one, other) or bool(is_curator(one, root)) or bool(is_curator(other, root))
    return are_near and not blocks_between(one.id, other.id)


@asked(_("write to them without asking first"))
def may_write_at_once(reader: Reader, person: Actor, root: Space) -> Verdict:
    """Where the first message need not wait for a yes."""
    if not (could := may_begin(reader, person, root)) or not isinstance(reader, Actor):
        return could
    return allow_if(
        knows(reader, person, root), _("%(name)s is asked first, with your message.") % {"name": person.name}
    )


def may_gather(reader: Reader, people: Collection[Actor], root: Space) -> Verdict:
    """Several at once: each of them someone whom the reader reaches at once; with the young only whom they know."""
    if not (could := may_message(reader, root)) or not isinstance(reader, Actor):
        return could
    unknown = _("%(name)s doesn't know you yet. Write to them alone first.")
    met = (
        first_denial(may_begin(reader, one, root), allow_if(knows(reader, one, root), unknown % {"name": one.name}))
        for one in people
    )
    return first_denial(_not_too_many(len(people) + 1), *met, _all_may_meet([reader, *people]))


def may_add(reader: Reader, conversation: Conversation, people: Collection[Actor], there: Collection[Actor]) -> Verdict:
    """Whoever is in a conversation of several brings in whom they know; with the young only whom those know."""
    is_in = any(one.id == reader.id for one in there)
    if not is_in or conversation.shape != Shape.GROUP:
        return allow_if(False, _("People are added to conversations of several."), status=409)
    root = root_of(space_of(conversation))
    return first_denial(
        may_gather(reader, people, root),
        _not_too_many(len(people) + len(there)),
        _all_may_meet([*there, *people, *_from_outside(conversation)]),
    )


@asked(_("open its conversation"))
def may_open_space_talk(reader: Reader, space: Space) -> Verdict:
    """Members of a space have a conversation together; a community's members meet on its market, not in one conversation."""
    return first_denial(
        is_signed_in(reader),
        allow_if(space.id in roles_of(reader), _("Only members of this space can do this.")),
        is_member(reader, space),
        allow_if(space.root_id is not None, _("A whole community doesn't talk in one conversation."), status=409),
        guardian_allows(reader, Scope.MESSAGES),
    )


@asked(_("write to whoever answers there"))
def may_write_to_body(reader: Reader, body: Space) -> Verdict:
    """Members of the community to an organisation or network of it, members of any other space to its team: whoever answers for it
    at that moment reads it. To organisations adults only: the young write with people they know, and with those who care for them."""
    root = body.root or body
    if body.purpose in {SpaceKind.ORGANISATION, SpaceKind.NETWORK}:
        of_age = allow_if(
            not is_minor(reader) or body.id in roles_of(reader),
            _("Until you are 18 you write with people you know: contacts, people of your teams, curators."),
        )
        return first_denial(may_message(reader, root), is_member(reader, root), is_not_archived(body), of_age)
    inside = allow_if(body.id in roles_of(reader), _("Only members of this space can do this."))
    return first_denial(may_message(reader, root), inside, is_not_archived(body))


def _not_too_many(count: int) -> Verdict:
    return allow_if(
        count <= MOST_PEOPLE,
        _("%(n)d people at most. For more, open an interest group.") % {"n": MOST_PEOPLE},
        status=422,
    )


def _from_outside(conversation: Conversation) -> QuerySet[Actor]:
    return Actor.objects.filter(id__in=conversation.outsiders.filter(ended=None).values("actor"))


def _all_may_meet(people: Collection[Actor]) -> Verdict:
    """Whoever is below 18 sits only with people who may write to them; asked only where someone is."""
    young = {one.id for one in people if is_minor(one)}
    pairs = ((one, other) for one, other in combinations(people, 2) if young & {one.id, other.id})
    return first_denial(ALLOWED, *(may_write_to(one, other) for one, other in pairs))
