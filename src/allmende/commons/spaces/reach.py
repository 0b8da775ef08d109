"""Compiling the ladder: which memberships reach which audiences. The only place that says so."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from allmende.commons.audiences import commands as audiences
from allmende.commons.audiences.models import BY_RUNG, PUBLIC, Audience, Kind, Layer, Named, Reach
from allmende.commons.spaces.models import Membership, Partnership, Role, Space, SpaceKind
from allmende.foundation.kept import kept
from allmende.identity.actors.models import Actor

STEWARDS = (Role.HOST, Role.CURATOR)


def audience_for(space: Space, layer: Layer, owner: Actor) -> Audience:
    """Return the audience that a layer means in a space, for a thing of the owner's.

    Private is the owner alone; team is the space's own members (of a network: also those of its organisations); community is
    the root's. Partner network is the root's too; of an organisation it is its own members, those of its networks, and those
    of the other organisations in them.
    """
    return audiences.public() if layer == Layer.PUBLIC else _compiled(*_ladder(space, layer, owner))


def foreseen(space: Space, layer: Layer, owner: Actor) -> tuple[Audience, int | None]:
    """Return the audience that a layer would mean, and how many it reaches (None: everyone); looking ahead writes nothing."""
    if layer == Layer.PUBLIC:
        return audiences.public(), None
    kind, _layer, where, whose = _ladder(space, layer, owner)
    audience = Audience(kind=kind, layer=layer, space=where, owner=whose)
    who = ("foreseen", kind, layer, where, whose and whose.id)
    return audience, kept(who, lambda: len(readers_of(audience)))


def _ladder(space: Space, layer: Layer, owner: Actor) -> tuple[Kind, Layer, UUID | None, Actor | None]:
    if layer == Layer.PRIVATE:
        return Kind.LADDER, layer, None, owner
    wide = (layer == Layer.NETWORK and space.body_id) or space.root_id or space.id
    return Kind.LADDER, layer, space.id if layer == Layer.TEAM else wide, None


def hidden_audience(kind: Kind, space: Space, owner: Actor) -> Audience:
    """Return the audience of what is out of sight: a draft is its author's alone; what is sealed, binned or hidden the stewards see too."""
    where = None if kind == Kind.DRAFT else space.id
    return _compiled(kind, Layer.PRIVATE, where, owner)


def named_audience(kind: Kind, space: Space, thing: UUID, people: set[UUID]) -> Audience:
    """Return the audience of what several keep out of sight together: a draft is theirs alone; what is sealed the stewards see too."""
    audience, is_new = audiences.for_some(kind, thing, None if kind == Kind.DRAFT else space.id)
    audiences.let_in(audience, people)
    if is_new and audience.space:
        hold(space.id, space.root_id)
        audiences.grant({(actor, audience.id) for actor in readers_of(audience)})
    return audience


def signers_audience(space: Space, thing: UUID) -> Audience:
    """Return the audience of those who signed for a thing of a space; its stewards read it without, being the other side."""
    audience, is_new = audiences.for_signers(thing, space.id)
    if is_new:
        hold(space.id, space.root_id)
        audiences.grant({(actor, audience.id) for actor in readers_of(audience)})
    return audience


def practice_audience(space: Space) -> Audience:
    """Return the ground on which a space practises: its own members see it, and it leads nowhere further."""
    return _compiled(Kind.PRACTICE, Layer.TEAM if space.root_id else Layer.COMMUNITY, space.id)


def talk_audience(space: Space, owner: Actor | None = None) -> Audience:
    """Return the audience of a conversation of a space: its members; with an `owner`: that one and the space's own curators

    (who represent an organisation). Who cares for the community around it does not read along.
    """
    return _compiled(Kind.TALK, Layer.PRIVATE, space.id, owner)


def layers_of(space: Space) -> list[Layer]:
    """Return the rungs that exist in a space, each wider than the one before.

    A community has no team. What belongs to an organisation goes from inside to its partners, who are fewer than the
    community, and then to everyone; a network's partners are inside it already.
    """
    missing = Layer.COMMUNITY if space.body_id else Layer.NETWORK if space.purpose == SpaceKind.NETWORK else None
    return [layer for layer in Layer if layer != missing and (layer != Layer.TEAM or space.root_id)]


def hold(*spaces: UUID | None) -> None:
    """Hold spaces until the transaction ends: who changes their memberships and who makes an audience of them take turns.

    Otherwise a new member and a new audience could miss each other, each not seeing what the other has yet to commit.
    """
    rows = Space.objects.select_for_update(no_key=True).filter(pk__in={space for space in spaces if space})
    list(rows.order_by("pk").values_list("pk", flat=True))


def _compiled(kind: Kind, layer: Layer, space: UUID | None = None, owner: Actor | None = None) -> Audience:
    """Return the audience of that description; a new one is reached at once by those whom it concerns."""
    known = audiences.find(kind, layer, space, owner)
    if known is not None:
        return known
    with transaction.atomic(savepoint=False):
        audience, is_new = audiences.ensure(kind, layer, space, owner)
        if is_new:
            hold(space, _root_of(space))
            audiences.grant({(actor, audience.id) for actor in readers_of(audience)})
    return audience


def _root_of(space: UUID | None) -> UUID | None:
    return Space.objects.filter(pk=space).values_list("root_id", flat=True).first() if space else None


def readers_of(audience: Audience) -> set[UUID]:
    """Return the actors that an audience is for, from the memberships as they are now (not for the public one)."""
    readers: set[UUID] = {audience.owner_id} if audience.owner_id else set()
    if audience.space is None or audience.kind == Kind.SEALED:
        readers |= set(Named.objects.filter(audience=audience.pk).values_list("actor_id", flat=True))
    if audience.space is None:
        return readers
    if audience.kind == Kind.SIGNED:
        named = Named.objects.filter(audience=audience.pk, actor__in=_belonging(audience.space).values("actor"))
        readers |= set(named.values_list("actor_id", flat=True))
    if audience.kind in BY_RUNG:
        members = Membership.objects.filter(space_id__in=_spaces_of(audience))
        return readers | set(members.values_list("actor_id", flat=True))
    members = Membership.objects.filter(space_id=audience.space)
    if audience.kind == Kind.TALK and audience.owner_id is None:
        return set(members.values_list("actor_id", flat=True))
    if audience.kind == Kind.TALK:
        return readers | set(members.filter(role=Role.CURATOR).values_list("actor_id", flat=True))
    stewards = set(members.filter(role__in=STEWARDS).values_list("actor_id", flat=True))
    return readers | stewards | _root_curators(audience.space)


def _belonging(space: UUID) -> QuerySet[Membership]:
    """The memberships of a space and of the community around it."""
    around = Space.objects.filter(id=space, root__isnull=False).values("root_id")
    return Membership.objects.filter(Q(space=space) | Q(space__in=around))


def _spaces_of(audience: Audience) -> set[UUID]:
    """Return the spaces whose members a rung of the ladder is for."""
    spaces = {audience.space} if audience.space else set()
    if audience.layer == Layer.TEAM:
        return spaces | _partners_in(spaces)
    if audience.layer == Layer.NETWORK:
        networks = _networks_of(spaces)
        return spaces | networks | _partners_in(networks)
    return spaces


def _partners_in(networks: Iterable[UUID]) -> set[UUID]:
    return set(Partnership.objects.filter(network__in=networks).values_list("partner_id", flat=True))


def _networks_of(partners: Iterable[UUID]) -> set[UUID]:
    return set(Partnership.objects.filter(partner__in=partners).values_list("network_id", flat=True))


def _root_curators(space: UUID) -> set[UUID]:
    root = Space.objects.filter(id=space).values("root_id")
    return set(Membership.objects.filter(space_id__in=root, role=Role.CURATOR).values_list("actor_id", flat=True))


def is_within(inner: Audience, outer: Audience) -> bool:
    """Say whether all who reach one audience reach the other: by what the two are for, and of those who reach them now."""
    if inner.id == outer.id:
        return True
    if Kind.LADDER not in {inner.kind} & {outer.kind} or inner.layer > outer.layer:
        return False
    if outer.id == PUBLIC:
        return True
    inside = Reach.objects.filter(audience=inner.id)
    strangers = inside.exclude(actor_id__in=Reach.objects.filter(audience=outer.id).values("actor_id"))
    return outer.space in {inner.space, inner.space and _root_of(inner.space)} and not strangers.exists()


def entitled(actor: Actor) -> set[int]:
    """Return the audiences that an actor is to reach, from the memberships as they are now (without the public one)."""
    belongs = Membership.objects.filter(actor=actor).values_list("space_id", "role")
    everywhere = {space for space, _role in belongs}
    stewarded = {space for space, role in belongs if role in STEWARDS}
    curated = {space for space, role in belongs if role == Role.CURATOR}
    talks = Q(space__in=everywhere, owner=None) | Q(space__in=curated, owner__isnull=False)
    stewarded |= set(Space.objects.filter(root_id__in=curated).values_list("id", flat=True))
    networks = _networks_of(everywhere)
    wanted = Q(owner=actor) | Q(kind=Kind.TALK) & talks | Q(id__in=Named.objects.filter(actor=actor).values("audience"))
    wanted &= ~Q(kind=Kind.SIGNED) | Q(space__in=everywhere) | Q(space__in=Space.objects.filter(root__in=everywhere))
    wanted |= Q(kind__in=BY_RUNG, space__in=everywhere)
    wanted |= Q(kind__in=BY_RUNG, layer=Layer.TEAM, space__in=networks)
    wanted |= Q(kind=Kind.LADDER, layer=Layer.NETWORK, space__in=_partners_in(networks | everywhere))
    wanted |= Q(kind__in=(Kind.SEALED, Kind.BIN, Kind.HIDDEN, Kind.SIGNED), space__in=stewarded)
    return set(Audience.objects.filter(wanted).exclude(id=PUBLIC).values_list("id", flat=True))


def recompile(actors: Iterable[Actor]) -> None:
    """Bring the reach of actors in line with their memberships, now and in the caller's transaction."""
    for actor in actors:
        # Read in this order: who is named in a conversation meanwhile holds no space, and must not be taken out again.
        does = set(Reach.objects.filter(actor=actor).values_list("audience_id", flat=True))
        should = entitled(actor)
        audiences.grant({(actor.id, audience) for audience in should - does})
        if gone := does - should:
            audiences.revoke(actor.id, gone)


def recompile_network(network: UUID, partner: UUID) -> None:
    """Bring in line who reaches what is inside a network, and what its organisations share with partners, after one came or went.

    No audience besides is touched, and no person is looked at one by one.
    """
    shared = Q(layer=Layer.TEAM, space=network) | Q(layer=Layer.NETWORK, space__in={partner, *_partners_in([network])})
    for audience in Audience.objects.filter(shared, kind__in=BY_RUNG):
        should, does = (
            readers_of(audience),
            set(Reach.objects.filter(audience=audience).values_list("actor_id", flat=True)),
        )
        audiences.grant({(actor, audience.id) for actor in should - does})
        audiences.close_to(audience.id, does - should)
