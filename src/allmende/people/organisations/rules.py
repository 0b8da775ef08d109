"""Who may do what for an organisation and a network, and what each step outward asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.models import Layer
from allmende.commons.spaces.models import Membership, Mode, Partnership, Role, Space, SpaceKind
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.rules import is_curator, is_member, is_signed_in, may_act_for, roles_of
from allmende.commons.things.models import Thing
from allmende.foundation import clock
from allmende.foundation.asked import asked
from allmende.foundation.gathered import gathered, how_many, put
from allmende.foundation.kept import kept
from allmende.foundation.verdicts import ALLOWED, Denied, Text, Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Reader
from allmende.people.organisations.models import Fact, FactKind, Joining, JoiningState, Opening, Organisation, Side

ACTIVE_WITHIN = timedelta(days=90)


@dataclass(frozen=True)
class Need:
    """One line of a checklist: what is to be practised, how much of it, and the rows that are counted."""

    key: str
    sentence: Text
    number: int
    rows: Callable[[Space], QuerySet[Any, Any]]


def shared_on(layer: Layer) -> Callable[[Space], QuerySet[Any, Any]]:
    """What stands on a layer in an organisation and in the spaces it owns."""

    def rows(space: Space) -> QuerySet[Any, Any]:
        shared = _made_in(space).filter(published__isnull=False, audience__layer__gte=layer).exclude(kind="space")
        return shared.values_list("id")

    return rows


def active_people(space: Space) -> QuerySet[Any, Any]:
    """Who has made or said something in an organisation lately, drafts aside; to practise is what this asks for."""
    since = clock.now() - ACTIVE_WITHIN
    made = _made_in(space, practice=True).exclude(kind="space").filter(created__gte=since)
    return made.order_by().values_list("author").distinct()


def _made_in(space: Space, *, practice: bool = False) -> QuerySet[Thing]:
    owned = Space.objects.filter(body=space.id).values("id")
    shared: QuerySet[Thing] = Thing.objects.shared(practice=practice)  # house: numbers alone
    return shared.filter(space__in=owned, audience__layer__gte=Layer.TEAM)


def _has_words(space: Space) -> QuerySet[Any, Any]:
    return Space.objects.filter(id=space.id).exclude(about="", summary="").values_list("id")


def _representatives(space: Space) -> QuerySet[Any, Any]:
    return Membership.objects.filter(space=space, role=Role.CURATOR).values_list("id")


def _partners(space: Space) -> QuerySet[Any, Any]:
    return Partnership.objects.filter(partner=space).values_list("id")


def _facts(space: Space) -> QuerySet[Any, Any]:
    rows = Fact.objects.filter(organisation=space.id, kind__in=(FactKind.LEGAL_NAME, FactKind.ADDRESS))
    return rows.values_list("id")


CHECKLISTS: dict[Layer, tuple[Need, ...]] = {
    Layer.NETWORK: (
        Need("words", _("A few sentences say what you do"), 1, _has_words),
        Need("things", _("Three things have been shared inside"), 3, shared_on(Layer.TEAM)),
        Need("people", _("Five people have taken part within three months"), 5, active_people),
        Need("representatives", _("Two people represent you, so that one may be away"), 2, _representatives),
    ),
    Layer.PUBLIC: (
        Need("partners", _("You belong to a network"), 1, _partners),
        Need("things", _("Three things have been shared with partners"), 3, shared_on(Layer.NETWORK)),
        Need("facts", _("Legal name and address are there: whoever speaks in public says who they are"), 2, _facts),
    ),
}
"""What an organisation has practised before each layer outward opens, from the inside out."""


def missing_for(space: Space, layer: Layer) -> list[Need]:
    """Return what an organisation has yet to practise before a layer opens."""
    return [need for need in CHECKLISTS.get(layer, ()) if practised(space)[layer, need.key] < need.number]


def practised(space: Space) -> dict[tuple[Layer, str], int]:
    """Return how much of each line of all checklists there is, kept until something happens; one statement."""
    lines = {(layer, need.key): need.rows(space) for layer, needs in CHECKLISTS.items() for need in needs}
    counts = kept(("practised", space.id), lambda: gathered([how_many(put(rows)) for rows in lines.values()]))
    return {line: count for line, [[count]] in zip(lines, counts, strict=True)}


def is_open(space: Space, layer: Layer) -> bool:
    """Say whether things go to that layer from here."""
    return mode_of(space, layer) != Mode.CLOSED


@asked(_("open it to the public"), layer=Layer.PUBLIC)
def may_open_layer(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Representatives, one layer after the other, once the checklist is complete or curators have let them go earlier."""
    if space.purpose != SpaceKind.ORGANISATION or layer not in CHECKLISTS:
        return ALLOWED
    allowed = is_curator(reader, space)
    if not allowed:
        return allowed
    if layer == Layer.PUBLIC and not is_open(space, Layer.NETWORK):
        return Denied(_("First open the step to your partners."), status=409)
    if kept(("let go early", space.id, layer), Opening.objects.filter(organisation=space.id, layer=layer).exists):
        return ALLOWED
    missing = missing_for(space, layer)
    return allow_if(
        not missing,
        _("The checklist isn't complete yet: %(what)s.") % {"what": missing[0].sentence} if missing else "",
        status=409,
    )


@asked(_("open it to the public before it has practised"), layer=Layer.PUBLIC)
def may_open_early(reader: Reader, space: Space, layer: Layer) -> Verdict:
    """Curators of the community let an organisation go outward before its time; they say why."""
    return first_denial(
        is_curator(reader, space.root or space),
        allow_if(layer in CHECKLISTS, _("There is no gate to this layer here."), status=422),
        allow_if(not is_open(space, layer), _("This layer is open already."), status=409),
    )


@asked(_("change what the organisation says"))
def may_change_organisation(reader: Reader, space: Space) -> Verdict:
    """What it says of itself: representatives, and curators of the community who help them."""
    return is_curator(reader, space)


@asked(_("set what the organisation is"))
def may_set_facts(reader: Reader, space: Space) -> Verdict:
    """Legal data: only representatives answer for it."""
    return may_act_for(reader, space)


def speaks_for(reader: Reader, who: Actor) -> Verdict:
    """Oneself, or an organisation that one represents."""
    if reader.id == who.id:
        return ALLOWED
    body = Organisation.objects.filter(actor=who).select_related("space").first()
    return may_act_for(reader, body.space) if body else Denied(_("You can't speak for someone else."))


@asked(_("ask to take part as a body"))
def may_ask_to_join(reader: Reader, into: Space, organisation: Organisation | None = None) -> Verdict:
    """Into an organisation: members of the community, for themselves. Into a network: organisations, by their representatives."""
    member = first_denial(is_signed_in(reader), is_member(reader, into.root or into))
    if not member:
        return member
    if into.purpose == SpaceKind.NETWORK:
        if organisation is None:
            return Denied(_("Organisations join a network. Choose one that you represent."), status=422)
        belongs = Partnership.objects.filter(network=into, partner=organisation.space_id).exists()
        return first_denial(
            may_act_for(reader, organisation.space),
            allow_if(not belongs, _("It belongs to this network already."), status=409),
        )
    if into.purpose != SpaceKind.ORGANISATION or organisation is not None:
        return Denied(_("People join an organisation, organisations a network."), status=422)
    return allow_if(into.id not in roles_of(reader), _("You belong to this organisation already."), status=409)


@asked(_("invite organisations"))
def may_invite(reader: Reader, into: Space) -> Verdict:
    """Those who care for an organisation or a network invite into it, and read who asks."""
    return is_curator(reader, into)


def may_answer(reader: Reader, joining: Joining) -> Verdict:
    """The other side: those inside answer a request, whoever was invited answers an invitation."""
    inside = joining.side == Side.REQUEST
    return first_denial(
        is_signed_in(reader),
        is_curator(reader, joining.into) if inside else speaks_for(reader, joining.who),
        allow_if(joining.state == JoiningState.WAITING, _("This has been answered already."), status=409),
    )


def may_take_back(reader: Reader, joining: Joining) -> Verdict:
    """Whoever began, on their side of it, while it waits."""
    inside = joining.side == Side.INVITATION
    return first_denial(
        is_signed_in(reader),
        is_curator(reader, joining.into) if inside else speaks_for(reader, joining.who),
        allow_if(joining.state == JoiningState.WAITING, _("This has been answered already."), status=409),
    )


def may_part(reader: Reader, network: Space, organisation: Organisation) -> Verdict:
    """An organisation leaves a network by its representatives; the network's curators can end it too."""
    ours = may_act_for(reader, organisation.space)
    return ALLOWED if ours else is_curator(reader, network)
