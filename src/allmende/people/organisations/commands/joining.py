"""Coming in, from either side: asking, inviting, answering, taking back; and leaving a network."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.commands import join_network, leave_network
from allmende.commons.spaces.commands.members import receive
from allmende.commons.spaces.models import Membership, Partnership, Space, SpaceKind
from allmende.foundation import clock
from allmende.foundation.journal.commands import record
from allmende.foundation.text.cleaning import clean_line
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor, Kind
from allmende.people.organisations.activities import JoiningBegun, JoiningDeclined
from allmende.people.organisations.models import Joining, JoiningState, Organisation, Side
from allmende.people.organisations.rules import may_answer, may_ask_to_join, may_invite, may_part, may_take_back


@transaction.atomic
def ask_to_join(actor: Actor, into: Space, organisation: Organisation | None = None, words: str = "") -> Joining:
    """Ask to join an organisation, or a network for an organisation that one represents; an invitation that waits is accepted.

    Raises Refused: 403 may not, 409 belongs already or has asked already, 422 for the wrong sort.
    """
    require(may_ask_to_join(actor, into, organisation))
    return _begin(actor, into, organisation.actor if organisation else actor, Side.REQUEST, words)


@transaction.atomic
def invite(actor: Actor, into: Space, who: Actor, words: str = "") -> Joining:
    """Invite a person into an organisation, or an organisation into a network; a request that waits is accepted.

    Raises Refused: 403 may not, 409 belongs already or is invited already, 422 for the wrong sort.
    """
    require(may_invite(actor, into))
    sort = Kind.ORGANISATION if into.purpose == SpaceKind.NETWORK else Kind.PERSON
    here = into.purpose in {SpaceKind.NETWORK, SpaceKind.ORGANISATION} and _is_in_community(who, into)
    if who.kind != sort or not here:
        raise Refused(_("People of this community join an organisation, its organisations a network."), 422)
    partner = Partnership.objects.filter(network=into, partner__voice=who)
    if Membership.objects.filter(space=into, actor=who).exists() or partner.exists():
        raise Refused(_("%(name)s belongs here already.") % {"name": who.name}, 409)
    return _begin(actor, into, who, Side.INVITATION, words)


def _is_in_community(who: Actor, into: Space) -> bool:
    if who.kind == Kind.ORGANISATION:
        own = Organisation.objects.filter(actor=who, space__root=into.root_id, space__purpose=SpaceKind.ORGANISATION)
        return own.exists()
    return Membership.objects.filter(space=into.root_id, actor=who).exists()


def _begin(actor: Actor, into: Space, who: Actor, side: Side, words: str) -> Joining:
    waiting = Joining.objects.select_for_update().filter(into=into, who=who, state=JoiningState.WAITING).first()
    if waiting is not None:
        if waiting.side == side:
            raise Refused(_("This waits for an answer already."), 409)
        return _accept(actor, waiting)
    try:
        with transaction.atomic():
            made = Joining.objects.create(into=into, who=who, side=side, words=clean_line(words)[:280], made_by=actor)
    except IntegrityError as error:  # in another window, this moment
        raise Refused(_("This waits for an answer already."), 409) from error
    _record(JoiningBegun, actor, made, joining=made.id)
    return made


@transaction.atomic
def answer(actor: Actor, joining: Joining, *, accepts: bool) -> Joining:
    """Say yes, and they belong; or say no. Raises Refused: 403 not one's own to answer, 409 answered already."""
    joining = _locked(joining)
    require(may_answer(actor, joining))
    if accepts:
        return _accept(actor, joining)
    _close(actor, joining, JoiningState.DECLINED)
    _record(JoiningDeclined, actor, joining)
    return joining


@transaction.atomic
def take_back(actor: Actor, joining: Joining) -> None:
    """Take back a request or an invitation while it waits. Raises Refused (403, 409)."""
    joining = _locked(joining)
    require(may_take_back(actor, joining))
    _close(actor, joining, JoiningState.WITHDRAWN)


@transaction.atomic
def part(actor: Actor, network: Space, organisation: Organisation) -> None:
    """End an organisation's belonging to a network; what was published stays. Raises Refused (403, 409)."""
    require(may_part(actor, network, organisation))
    leave_network(actor, network, organisation.space)


@transaction.atomic
def forget(actor: Actor) -> None:
    """Erase what a person asked for or was offered, and their words to others; what others belong to stays."""
    Joining.objects.filter(who=actor).delete()
    Joining.objects.filter(made_by=actor).update(words="")


def _accept(actor: Actor, joining: Joining) -> Joining:
    _close(actor, joining, JoiningState.ACCEPTED)
    if joining.into.purpose == SpaceKind.NETWORK:
        join_network(actor, joining.into, Organisation.objects.select_related("space").get(actor=joining.who).space)
    else:
        receive(actor, joining.into, joining.who)
    return joining


def _close(actor: Actor, joining: Joining, state: JoiningState) -> None:
    joining.state, joining.decided_by, joining.decided = state, actor, clock.now()
    joining.save(update_fields=["state", "decided_by", "decided"])


def _locked(joining: Joining) -> Joining:
    rows = Joining.objects.select_for_update(of=("self",)).select_related("into__root", "who")
    return rows.get(id=joining.id)


def _record(fact: type[JoiningBegun | JoiningDeclined], actor: Actor, about: Joining, **more: UUID) -> None:
    """Write down that a joining was begun or declined; the person's words stay out of the journal."""
    on_behalf = about.who_id if about.who.kind == Kind.ORGANISATION and about.side == Side.REQUEST else None
    into = about.into
    record(
        fact(
            actor=actor.id, thing=into.id, space=into.id, audience=into.audience_id, member=about.who_id,
            side=str(about.side), on_behalf_of=on_behalf, **more,
        )
    )  # fmt: skip
