"""Who may save what."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.asked import asked
from allmende.foundation.verdicts import Verdict, allow_if
from allmende.identity.actors.models import Reader


@asked(_("save something for later"))
def may_save(reader: Reader, thing: Thing) -> Verdict:
    """Whoever is signed in, what they can see."""
    if not (signed := is_signed_in(reader)):
        return signed
    seen = Thing.objects.visible_to(reader).shared(practice=True).filter(id=thing.id).exists()
    return allow_if(seen, _("There is nothing here for you."), status=404)
