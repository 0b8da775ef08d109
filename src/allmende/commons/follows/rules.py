"""Who may follow what and whom."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.mutes.queries import blocks_between
from allmende.commons.mutes.rules import meets
from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Actor, Kind, Reader


@asked(_("follow"))
def may_follow(reader: Reader, thing: Thing) -> Verdict:
    """Whoever is signed in, what they can see."""
    seen = Thing.objects.visible_to(reader).shared(practice=True).filter(id=thing.id).exists()
    return first_denial(is_signed_in(reader), allow_if(seen, _("This is not there for you."), status=404))


@asked(_("follow someone"))
def may_follow_person(reader: Reader, person: Actor) -> Verdict:
    """Whoever is signed in, people whom they meet; the refusal is the same for everyone whom one can't follow, so that no block shows."""
    if not (signed := is_signed_in(reader)):
        return signed
    could = reader.id != person.id and person.kind == Kind.PERSON and meets(reader, person)
    return allow_if(could and not blocks_between(reader.id, person.id), _("You can't follow this one."))
