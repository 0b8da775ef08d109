"""Whom and what one may mute, and whom one may block."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.models import Membership
from allmende.commons.spaces.rules import is_signed_in, roles_of
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Kind, Reader


@asked(_("mute someone"))
def may_mute(reader: Reader, person: Actor) -> Verdict:
    """Whoever is signed in: people of their spaces, and whoever shared or said something that they see; not themselves."""
    if not (signed := is_signed_in(reader)):
        return signed
    return first_denial(
        allow_if(reader.id != person.id, _("That would be yourself."), status=409),
        allow_if(
            person.kind == Kind.PERSON and meets(reader, person), _("There is nobody here for you by that name."), status=404
        ),
    )  # fmt: skip


@asked(_("block someone"))
def may_block(reader: Reader, person: Actor) -> Verdict:
    """As muting: also those who lead or curate a space. What they write to everyone there still comes."""
    return may_mute(reader, person)


@asked(_("mute something"))
def may_mute_thing(reader: Reader, thing: Thing) -> Verdict:
    """Whoever is signed in, what they can see."""
    if not (signed := is_signed_in(reader)):
        return signed
    seen = Thing.objects.visible_to(reader).shared(practice=True).filter(id=thing.id).exists()
    return allow_if(seen, _("There is nothing here for you."), status=404)


def meets(reader: Reader, person: Actor) -> bool:
    """Whether two people belong to a space together, or one sees something of the other's; two statements at most."""
    together = Membership.objects.filter(actor=person, space__in=list(roles_of(reader))).exists()
    return together or Thing.objects.visible_to(reader).shared(practice=True).filter(author=person).exists()
