"""What organisations and networks do: joining each other, and being spoken for."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from allmende.commons.audiences.kept import outdate
from allmende.commons.spaces.activities import PartnerJoined, PartnerLeft
from allmende.commons.spaces.models import Behalf, Partnership, Space, SpaceKind
from allmende.commons.spaces.reach import hold, recompile_network
from allmende.commons.spaces.rules import may_act_for
from allmende.commons.things.models import Thing
from allmende.foundation.journal.commands import record
from allmende.foundation.verdicts import Refused, require
from allmende.identity.actors.models import Actor


@transaction.atomic
def join_network(actor: Actor, network: Space, partner: Space) -> Partnership:
    """Let an organisation belong to a network once both sides have said yes, which the caller has asked.

    Raises Refused: 409 where it belongs already, 422 for what is no network and organisation of one community.
    """
    hold(network.id, partner.id, network.root_id)
    kinds = (network.purpose, partner.purpose)
    if kinds != (SpaceKind.NETWORK, SpaceKind.ORGANISATION) or network.root_id != partner.root_id:
        raise Refused(_("Organisations join networks of their own community."), 422)
    partnership, is_new = Partnership.objects.get_or_create(network=network, partner=partner)
    if not is_new:
        raise Refused(_("%(name)s belongs to this network already.") % {"name": partner.title}, 409)
    _moved(PartnerJoined, actor, network, partner)
    return partnership


@transaction.atomic
def leave_network(actor: Actor, network: Space, partner: Space) -> None:
    """End it again; what was made there stays. Raises Refused (409) where it doesn't belong."""
    hold(network.id, partner.id, network.root_id)
    gone, _rows = Partnership.objects.filter(network=network, partner=partner).delete()
    if not gone:
        raise Refused(_("%(name)s doesn't belong to this network.") % {"name": partner.title}, 409)
    _moved(PartnerLeft, actor, network, partner)


def _moved(fact: type[PartnerJoined | PartnerLeft], actor: Actor, network: Space, partner: Space) -> None:
    outdate()
    recompile_network(network.id, partner.id)
    if partner.voice_id:
        record(
            fact(
                actor=actor.id, thing=network.id, space=network.id, audience=network.audience_id,
                on_behalf_of=partner.voice_id, partner=partner.voice_id,
            )
        )  # fmt: skip


def sign(actor: Actor, thing: Thing, body: Space) -> None:
    """Put an organisation's or network's name beside the author's, within the transaction of the command that makes the thing.

    Raises Refused (403) for whom the actor doesn't represent at this moment.
    """
    require(may_act_for(actor, body))
    Behalf.objects.create(thing_id=thing.id, body=body)
