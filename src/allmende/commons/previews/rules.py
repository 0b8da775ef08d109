"""Who decides about a card."""

from django.utils.translation import gettext_lazy as _

from allmende.commons.spaces.rules import is_signed_in
from allmende.commons.things.models import Thing
from allmende.foundation.verdicts import ALLOWED, Denied, Verdict
from allmende.identity.actors.models import Reader


def may_hide(reader: Reader, thing: Thing) -> Verdict:
    """Hide a link's preview in a thing, or show it again: its author."""
    if not (signed := is_signed_in(reader)):
        return signed
    return ALLOWED if reader.id == thing.author_id else Denied(_("Only whoever shared this link can hide its preview."))
