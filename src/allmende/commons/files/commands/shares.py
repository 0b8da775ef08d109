"""How much room there is: a person's and a space's share of the storage, exact also when two take the last of it."""

from __future__ import annotations

from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from allmende.commons.files.models import NOWHERE
from allmende.commons.files.queries.shares import room_of_person, room_of_space
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import Refused
from allmende.identity.actors.commands import take_turns
from allmende.identity.actors.models import Actor, Kind


def require_room(actor: Actor, space: UUID, wanted: int, *, takes_turns: bool = False) -> None:
    """Raise Refused (507) unless `wanted` bytes fit into the person's share and the space's.

    With `takes_turns` the two are held until the transaction ends, so that of two that want the last room one gets it.
    What the system stores (logos at a founding) counts to the space alone.
    """
    if takes_turns:
        list(Thing.objects.select_for_update(no_key=True).filter(id=space).values_list("id"))
        take_turns(actor.id)
    share = room_of_person(actor.id)
    if actor.kind != Kind.SYSTEM and not share.fits(wanted):
        raise Refused(
            _(
                "Your files take up %(used)s of %(limit)s: this one does not fit. Remove some you no longer need, "
                "or ask the community team for more room."
            )
            % {"used": filesizeformat(share.used), "limit": filesizeformat(share.limit)},
            507,
        )
    share = room_of_space(space)
    if space != NOWHERE and not share.fits(wanted):
        raise Refused(
            _(
                "The files here take up %(used)s of %(limit)s: this one does not fit. "
                "Whoever cares for this space can make room."
            )
            % {"used": filesizeformat(share.used), "limit": filesizeformat(share.limit)},
            507,
        )
