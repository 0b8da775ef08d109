"""Who may follow."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if, first_denial
from allmende.identity.actors.models import Reader


@asked(_("follow"))
def may_follow(reader: Reader, thing: Thing) -> Verdict:
    """Whoever is signed in, what they can see."""
    seen = Thing.objects.visible_to(reader).shared(practice=True).filter(id=thing.id).exists()
    return first_denial(is_signed_in(reader), allow_if(seen, _("This is not there for you."), status=404))
