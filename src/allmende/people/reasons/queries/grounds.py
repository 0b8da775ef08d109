"""What verdicts about people stand on, read by the same queries as the rules: membership, duty, level, age, layer, gate."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allmende.commons.audiences.models import Kind, Layer
from allmende.commons.consent.rules.young import may_set_age
from allmende.commons.duties.models import Duty
from allmende.commons.duties.queries import served_by
from allmende.commons.spaces.models import Membership, Role, Space
from allmende.commons.spaces.modes import mode_of
from allmende.commons.spaces.rules import belongings_of, role_in
from allmende.commons.things.models import Thing
from allmende.foundation.asked import Ground, grounds
from allmende.identity.accounts.models import AgeBand
from allmende.identity.accounts.queries import age_band_of
from allmende.identity.actors.models import Actor
from allmende.people.trust.queries import level_of

RIGHTS = {
    "say": gettext_lazy("has a say"),
    "work": gettext_lazy("contributes"),
    "share": gettext_lazy("takes things outward"),
    "paused": gettext_lazy("takes a break"),
}


@grounds
def of_belonging(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """Membership and role in the space and its community, with what they open."""
    for place in (space, space.root):
        if place is None:
            continue
        role, here = role_in(person, place), belongings_of(person).get(place.id)
        rights = [str(words) for right, words in RIGHTS.items() if here and right in here.rights]
        value = ", ".join([str(Role(role).label), *rights]) if role else _("does not belong to it")
        yield Ground(place.title, value, "users")
    pause = Membership.objects.filter(actor=person, space=space.root or space, paused_until__isnull=False).first()
    if pause and pause.paused_until:
        yield Ground(_("Break until"), formats.date_format(localtime(pause.paused_until)), "moon")


@grounds
def of_duties(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """The duties that someone serves in today, here or in the community."""
    here = {space.id, space.root_id}
    held = [str(Duty(duty).label) for duty, spaces in served_by(person).items() if spaces & here]
    yield Ground(_("On duty today for"), ", ".join(held) or _("nothing"), "heart-handshake")


@grounds
def of_trust(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """The level of trust, for members."""
    root = space.root or space
    if role_in(person, root):
        yield Ground(_("Level of trust"), level_of(person, root).label, "plant")


@grounds
def of_age(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """The age band, for those who may set it."""
    if may_set_age(asker, person, space) and (band := age_band_of(person)):
        yield Ground(_("Age"), AgeBand(band).label, "shield")


@grounds
def of_layer(asker: Actor, person: Actor, thing: Thing | None, space: Space) -> Iterator[Ground]:
    """The layer a thing stands on, and how the space treats steps outward."""
    if thing is not None:
        audience = thing.audience
        value = thing.layer.label if audience.kind == Kind.LADDER else Kind(audience.kind).label
        yield Ground(_("Layer"), value, "eye")
    for layer in (Layer.NETWORK, Layer.PUBLIC):
        yield Ground(_("Gate to: %(layer)s") % {"layer": layer.label}, mode_of(space, layer).label, "door-enter")
