"""Reads that feed the pages of spaces and gates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allmende.commons.audiences.models import Audience, Kind, Layer
from allmende.commons.audiences.queries import reader_count
from allmende.commons.spaces.above import ABOVE
from allmende.commons.spaces.closed import unopened
from allmende.commons.spaces.models import Behalf, Membership, Passage, PassageState, Role, Space
from allmende.commons.spaces.reach import foreseen
from allmende.commons.spaces.rules import bodies_of, is_curator, may_act_for, roles_of
from allmende.commons.things.models import Thing
from allmende.foundation.composed import Instances
from allmende.foundation.kept import kept, own_copy
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.models import Actor, Reader


def root_by_host(host: str) -> Space | None:
    """Return the community of a host name, else the node's first; None before the founding. Kept until something happens.

    Beside its own fields it says whether `some_are_closed`: communities of this node that have not opened yet.
    """
    root = kept(("root", host), lambda: _root_by_host(host), always=True, house=True)
    return own_copy(root) if root is not None else _root_by_host(host)


def _root_by_host(host: str) -> Space | None:
    found: Space | None = _rooted_at.first(host) or _rooted.first()
    return found


def _roots() -> QuerySet[Space]:
    return Space.objects.filter(root=None).select_related("audience").annotate(some_are_closed=Exists(unopened()))


_rooted_at = Instances(lambda host: _roots().filter(host=host).order_by("id")[:1], str)
_rooted = Instances(lambda: _roots().filter(host=None).order_by("id")[:1])
_space = Instances(lambda key: Space.objects.select_related("audience").filter(id=key), UUID)


def has_siblings() -> bool:
    """Say whether this node has several communities; kept until something happens."""
    return kept(("siblings",), lambda: Space.objects.filter(root=None).count() > 1, always=True, house=True)


def is_known_host(host: str) -> bool:
    """Say whether a host name is a space's own."""
    return kept(("host", host), Space.objects.filter(host=host).exists, always=True, house=True)


def space_of(thing: Thing) -> Space:
    """Return the space that a thing stands in: for a space itself it is the space."""
    return _space_by(thing.id if thing.kind == "space" else thing.space_id)


def root_of(space: Space) -> Space:
    """Return the community that a space belongs to: itself, where it is one."""
    if space.root_id is None:
        return space
    if "root" not in space._state.fields_cache:
        space.root = _space_by(space.root_id)
    return space.root


def _space_by(key: UUID) -> Space:
    space: Space = kept(("space", key), lambda: _space.first(key), house=True)
    return own_copy(space)


def space_at(root: UUID, slug: str) -> Space | None:
    """Return the space of a community at an address, for those who then ask whether a reader sees it."""
    rows = Space.objects.filter(Q(id=root) | Q(root=root), slug=slug)
    return rows.select_related("audience", "root", "author").first()


def my_spaces(reader: Reader, root: Space) -> QuerySet[Space]:
    """The open spaces of this community that the reader belongs to, by name."""
    return Space.objects.visible_to(reader).filter(id__in=roles_of(reader), root=root, archived=None).order_by("title")


def members_of(space: Space, after: UUID | None = None, limit: int = 30) -> list[Membership]:
    """One page of a space's members, the first to join first, from a membership's id on."""
    rows = Membership.objects.filter(space=space).select_related("actor").order_by("id")
    return list((rows.filter(id__gt=after) if after else rows)[: limit + 1])


def who_will_see(space: Space, layer: Layer, owner: Actor) -> str:
    """Say in a sentence, with its number, who will see a thing of the owner's on a layer of a space."""
    return _sentence(*foreseen(space, layer, owner))


def sentence_for(audience: Audience) -> str:
    """Say in a sentence, with its number, whom an audience reaches."""
    return _sentence(audience, kept(("readers", audience.id), lambda: reader_count(audience), house=True))


@dataclass(frozen=True)
class Body:
    """An organisation or network that someone may speak for, or spoke for."""

    id: UUID
    slug: str
    name: str
    voice: UUID


def voices_of(reader: Reader) -> list[Body]:
    """Return for whom a reader may speak, by name; one statement, which is kept, and none for those who represent nobody."""
    if not (wanted := tuple(sorted(bodies_of(reader)))):
        return []
    return kept(("voices", wanted), lambda: _bodies(wanted), house=True)


def _bodies(wanted: tuple[UUID, ...]) -> list[Body]:
    rows = Space.objects.filter(id__in=wanted, archived=None).order_by("title")
    return [Body(*row) for row in rows.values_list("id", "slug", "title", "voice_id")]


def named(title: str, archived: datetime | None) -> str:
    """Write a space's name where people say that they belong to it: what they once wrote stays, and tells that it is over."""
    return _("%(name)s (archived)") % {"name": title} if archived else title


def is_slug(text: str) -> bool:
    """Say whether a text from a form can be a space's address at all."""
    return re.fullmatch(r"[-a-z0-9]{1,60}", text) is not None


def body_in(reader: Reader, slug: str) -> Space | None:
    """Return the body that a form says something is done for; None for oneself. Raises Refused (403) for another's."""
    if not slug:
        return None
    body = Space.objects.filter(slug=slug, voice__isnull=False).first() if is_slug(slug) else None
    if body is None or not may_act_for(reader, body):
        raise Refused(_("You don't represent this organisation (any more). Choose for whom you speak."), 403)
    return body


def behalf_of(things: Iterable[UUID]) -> dict[UUID, Body]:
    """Return for whom each of these things was made, in one statement; what someone made for themselves is left out."""
    rows = Behalf.objects.filter(thing__in=list(things)).values_list(
        "thing_id", "body_id", "body__slug", "body__title", "body__voice_id"
    )
    return {row[0]: Body(*row[1:]) for row in rows}


def voice_of(thing: UUID) -> UUID | None:
    """Return the actor on whose behalf a thing was made, for the journal; one statement."""
    return Behalf.objects.filter(thing=thing).values_list("body__voice_id", flat=True).first()


def _sentence(audience: Audience, count: int | None) -> str:
    if count is None:
        return _("Everyone can see this, also without an account, and search engines can find it.")
    if count < 2 and (
        audience.kind == Kind.DRAFT or (audience.kind == Kind.LADDER and audience.layer == Layer.PRIVATE)
    ):
        return _("Only you can see this.")
    if audience.kind == Kind.SIGNED:
        return ngettext(
            "%(n)d person can see this: those who signed for it, and the hosts.",
            "%(n)d people can see this: those who signed for it, and the hosts.",
            count,
        ) % {"n": count}
    sentences = {
        Layer.TEAM: ngettext(
            "%(n)d member of this space can see this.", "The %(n)d members of this space can see this.", count
        ),
        Layer.COMMUNITY: ngettext(
            "%(n)d member of the community can see this.", "The %(n)d members of the community can see this.", count
        ),
        Layer.NETWORK: ngettext(
            "%(n)d member of the partner network can see this.",
            "The %(n)d members of the partner network can see this.",
            count,
        ),
        Layer.PRIVATE: ngettext("%(n)d person can see this.", "%(n)d people can see this.", count),
    }
    return sentences[Layer(audience.layer)] % {"n": count}


def waiting_passages(reader: Reader, root: Space, after: UUID | None = None, limit: int = 20) -> list[Passage]:
    """One page of what waits at the gates that the reader may decide, the oldest first."""
    rows = passages_for(reader, root)
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.select_related("thing__audience", "asked_by", "space").order_by("id")[: limit + 1])


def passage_count(reader: Reader, root: Space) -> int:
    """Return how much waits at the gates that the reader may decide; kept for all who decide the same, and nothing for who decides nowhere."""
    gates = _gates_of(reader, root)
    return kept(("passages", gates), _passages_at(gates).count) if gates else 0


def passages_for(reader: Reader, root: Space) -> QuerySet[Passage]:
    """What waits at the gates that the reader may decide."""
    return _passages_at(_gates_of(reader, root))


def _gates_of(reader: Reader, root: Space) -> frozenset[UUID]:
    """The spaces whose gates a reader decides; a community stands for all its spaces."""
    if is_curator(reader, root) or root.id in (keeps := ABOVE.gatekept(reader)):
        return frozenset({root.id})
    curates = {space for space, role in roles_of(reader).items() if role == Role.CURATOR and isinstance(space, UUID)}
    return frozenset(keeps | curates)


def _passages_at(gates: frozenset[UUID]) -> QuerySet[Passage]:
    places = Space.objects.filter(Q(pk__in=gates) | Q(root__in=gates)).values("pk")
    return Passage.objects.filter(state=PassageState.WAITING, space__archived=None, space__in=places)


@dataclass(frozen=True)
class Period:
    """A span of time in which a thing stood on a layer: `until` None is today, `reached` None is everyone."""

    passage: Passage
    is_now: bool


def passages_of(thing: UUID) -> list[Period]:
    """Return a thing's moves along the ladder, the latest first: who could see it when."""
    rows = Passage.objects.filter(thing_id=thing).select_related("asked_by", "decided_by").order_by("-id")
    return [Period(row, row.since is not None and row.until is None) for row in rows[:100]]


def origin_of(space: Space) -> str:
    """Return scheme and host under which a space's pages stand: its community's own host name, else the node's."""
    host = (space.root.host if space.root else space.host) or ""
    return f"{settings.NODE_URL.partition('://')[0]}://{host}" if host else settings.NODE_URL
